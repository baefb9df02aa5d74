"""The public pages under /zahlen/."""

from itertools import groupby

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from monitoring.drawing import CHARTS, TEMPLATES, bars_of, line_of, map_of
from monitoring.figures import Slice, mean_of, profile, similar_to
from monitoring.models import SIGNS, Area, Indicator, Source, Target, Value
from monitoring.models.indicators import needed_by
from monitoring.reporting import blocks_for
from portal.structured_data import absolute

MOST_COMPARED = 4


@require_safe
def overview(request):
    home = Area.objects.home()
    rows = [row for row in profile([home]) if row.own.status != Value.Status.MEANINGLESS] if home else []
    topics = [(name, list(group)) for name, group in groupby(by_topic(rows), lambda row: row.indicator.get_topic_display())]
    shown = {row.indicator.pk for row in rows}
    others = [indicator for indicator in Indicator.objects.public() if indicator.pk not in shown]
    context = {
        "home": home,
        "topics": topics,
        "others": others,
        "targets": {target.indicator_id: target for target in Target.objects.filter(area=home).order_by("year")},
        "areas": Area.objects.municipalities().order_by("name"),
    }
    return render(request, "monitoring/overview.html", context)


def by_topic(rows):
    order = list(Indicator.Topic.values)
    return sorted(rows, key=lambda row: order.index(row.indicator.topic))


@require_safe
def indicator(request, key):
    shown = get_object_or_404(Indicator.objects.public(), key=key)
    part, form = slice_asked(request, shown)
    targets = list(Target.objects.filter(indicator=shown, area__is_home=True))
    context = form | {
        "indicator": shown,
        "part": part,
        "line": line_of(part, targets=targets),
        "bars": bars_of(part),
        "map": map_of(part),
        "targets": targets,
        "origins": origins(shown) if shown.formula else part.sources,
        "signs": [(sign, Value.Status(status).label) for status, sign in SIGNS.items() if sign],
        "query": request.GET.urlencode(),
        "citation": citation(shown.name, request.path),
    }
    return render(request, "monitoring/indicator.html", context)


def origins(computed: Indicator):
    """Where the figures that a formula rests on come from."""
    values = Value.objects.public().filter(indicator__key__in=needed_by({computed.key}), area__is_home=True)
    return Source.objects.filter(pk__in=values.values("source"))


def slice_asked(request, shown: Indicator) -> tuple[Slice, dict]:
    """The part of an indicator that the address asks for, and what else it could ask for."""
    values = Value.objects.public().filter(indicator=shown, area__is_shown=True)
    kinds = list(values.order_by("category", "sex").values_list("category", "sex").distinct())
    categories, sexes = sorted({category for category, _ in kinds}), {sex for _, sex in kinds}
    category, sex = request.GET.get("kategorie", ""), request.GET.get("geschlecht", "")
    category = category if category in categories else ("" if "" in categories else next(iter(categories), ""))
    sex = sex if (category, sex) in kinds else ""
    year = request.GET.get("jahr", "")
    chosen = values.filter(category=category, sex=sex).select_related("area", "source")
    part = Slice(shown, list(chosen), int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None)
    labels = [(value, label) for value, label in Value.Sex.choices if value in sexes]
    return part, {"categories": categories, "category": category, "sexes": labels, "sex": sex}


@require_safe
def chart(request, key, kind):
    """A chart on its own, as a file to keep: it needs no stylesheet."""
    shown = get_object_or_404(Indicator.objects.public(), key=key)
    part, form = slice_asked(request, shown)
    drawn = CHARTS[kind](part)
    if drawn is None:
        raise Http404
    context = {"chart": drawn, "part": part, "id": kind, "is_file": True, "indicator": shown} | form
    response = render(request, TEMPLATES[kind], context, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}-{kind}.svg"'
    return response


@require_safe
def area(request, slug):
    own = get_object_or_404(Area.objects.shown(), slug=slug)
    similar = similar_to(own)
    above = list(Area.objects.shown().filter(level__lte=Area.Level.STATE).order_by("-level"))
    home = [] if own.is_home else list(Area.objects.shown().filter(is_home=True))
    beside = [*home, *(area for area in above if area != own)]
    rows = [
        (row, row.values[1 : 1 + len(beside)], row.indicator.is_comparable and mean_of(row.values[1 + len(beside) :]))
        for row in by_topic(profile([own, *beside, *similar]))
    ]
    context = {
        "area": own,
        "beside": beside,
        "similar": similar,
        "rows": [row for row in rows if row[0].own],
        "rows_above": [row for row in rows if not row[0].own and any(row[1])],
    }
    return render(request, "monitoring/area.html", context | {"citation": citation(own.short_name, request.path)})


@require_safe
def compare(request):
    """Up to four areas side by side; the address can be passed on."""
    slugs = list(dict.fromkeys(request.GET.getlist("ort")))[:MOST_COMPARED]
    everywhere = list(Area.objects.shown())
    by_slug = {area.slug: area for area in everywhere}
    areas = [by_slug[slug] for slug in slugs if slug in by_slug]
    context = {
        "areas": areas,
        "unknown": [slug[:80] for slug in slugs if slug not in by_slug],
        "choices": [area for area in everywhere if area not in areas] if len(areas) < MOST_COMPARED else [],
        "rows": [row for row in by_topic(profile(areas)) if any(row.values)] if areas else [],
        "query": request.GET.urlencode(),
    }
    return render(request, "monitoring/compare.html", context)


@require_safe
def methods(request):
    context = {
        "sources": Source.objects.filter(values__isnull=False).distinct(),
        "indicators": Indicator.objects.public().order_by("name"),
        "signs": [(sign, Value.Status(status).label) for status, sign in SIGNS.items() if sign],
    }
    return render(request, "monitoring/methods.html", context)


@require_safe
def report(request, slug=None):
    """The whole report of the county, or of one municipality, on one page to print."""
    own = get_object_or_404(Area.objects.municipalities(), slug=slug) if slug else Area.objects.home()
    if own is None:
        raise Http404
    context = {
        "area": own,
        "blocks": blocks_for(own),
        "areas": Area.objects.municipalities().order_by("name"),
        "citation": citation(f"Bildung in Zahlen: {own.short_name}", request.path),
    }
    return render(request, "monitoring/report.html", context)


def citation(title: str, path: str) -> str:
    return f"{settings.REGION.portal_name}, {settings.REGION.name}: {title}. {absolute(path)}"
