"""Figures as open data at /api/zahlen/: JSON and CSV for every view, with licence, sources and citation."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from monitoring.catalogue import HEADINGS, in_template
from monitoring.models import Area, Indicator, ReportBlock, Source, Value
from monitoring.views import MOST_COMPARED, citation
from portal.opendata import csv_file, json_page, opened
from portal.structured_data import absolute

LICENCE = "https://www.govdata.de/dl-de/by-2-0"
COLUMNS = ["kennzahl", "name", "einheit", "gebiet", "gebietsname", "zeit", "geschlecht", "kategorie", "wert", "status", "grundlage"]
COLUMNS += ["erfunden", "quelle", "quellenvermerk", "lizenz"]
INDICATOR_COLUMNS = ["kennzahl", "name", "thema", "einheit", "definition", "formel", "richtung", "vergleichbar", "zustaendig", "adresse"]


def public_values():
    values = Value.objects.public().filter(indicator__is_public=True, area__is_shown=True)
    return values.select_related("indicator", "area", "source").order_by("indicator__key", "area__code", "time", "category", "sex", "basis")


def row_of(value: Value) -> list:
    """COLUMNS of one value: an unknown number is null with its status, never 0."""
    source = value.source
    facts = [value.indicator.key, value.indicator.name, value.indicator.unit, value.area.code, value.area.short_name, value.time]
    number = None if value.number is None else float(value.number)
    said = [value.get_sex_display(), value.category, number, value.status_name, value.basis, value.is_demo]
    origin = [source.key, source.citation, source.licence] if source else ["", "berechnet" if value.indicator.formula else "", ""]
    return [*facts, *said, *origin]


def answer(request, title: str, values, as_csv: bool) -> HttpResponse:
    if as_csv:
        return csv_file(f"{request.path.strip('/').replace('/', '-').removesuffix('.csv')}.csv", COLUMNS, map(row_of, values), LICENCE)
    sources = Source.objects.filter(values__in=values.values("pk").order_by()).distinct()
    cited = citation(title, f"{request.path}{'?' + urlencode(request.GET, doseq=True) if request.GET else ''}")

    def rows(start: int, stop: int) -> list[dict]:
        return [dict(zip(COLUMNS, row_of(value), strict=True)) for value in values[start:stop]]

    return json_page(request, rows, values.count(), LICENCE, [source.citation for source in sources], cited)


@require_safe
def indicators(request, as_csv=False):
    """What there is: every public indicator with its definition."""
    rows = [
        [row.key, row.name, row.get_topic_display(), row.unit, row.definition, row.formula, row.get_direction_display(), row.is_comparable]
        + [row.responsible, absolute(row.get_absolute_url())]
        for row in Indicator.objects.public()
    ]
    if as_csv:
        return csv_file("zahlen.csv", INDICATOR_COLUMNS, rows, LICENCE)
    sources = [source.citation for source in Source.objects.all()]

    def part(start: int, stop: int) -> list[dict]:
        return [dict(zip(INDICATOR_COLUMNS, row, strict=True)) for row in rows[start:stop]]

    return json_page(request, part, len(rows), LICENCE, sources, citation("Kennzahlen", request.path))


@require_safe
def indicator(request, key, as_csv=False):
    shown = get_object_or_404(Indicator.objects.public(), key=key)
    return answer(request, shown.name, public_values().filter(indicator=shown), as_csv)


@require_safe
def area(request, slug, as_csv=False):
    own = get_object_or_404(Area.objects.shown(), slug=slug)
    return answer(request, own.short_name, public_values().filter(area=own), as_csv)


@require_safe
def compare(request, as_csv=False):
    slugs = request.GET.getlist("ort")[:MOST_COMPARED]
    return answer(request, "Gebiete im Vergleich", public_values().filter(area__slug__in=slugs), as_csv)


@require_safe
def report(request, as_csv=False):
    blocks = ReportBlock.objects.filter(is_public=True)
    return answer(request, "Bildung in Zahlen", public_values().totals().filter(indicator__in=blocks.values("indicator")), as_csv)


@require_safe
def template(request):
    """The empty template for surveys and other figures, with two lines that show how."""
    rows = [
        ["meine-umfrage", "03999", "Beispielkreis", "2024", "", "", "12,5", "", "Prozent", "", "UMFRAGE-2024"],
        ["meine-umfrage", "03999", "Beispielkreis", "2025", "weiblich", "Klasse 9", ".", "", "Prozent", "", "UMFRAGE-2024"],
    ]
    response = HttpResponse(in_template(rows, [f"Spalten: {', '.join(HEADINGS)}"]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="vorlage-zahlen.csv"'
    return opened(response)
