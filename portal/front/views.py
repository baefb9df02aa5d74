"""The entrance: home, search over everything, and what machines ask for."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, Situation
from internships.counting import PostingCount
from internships.models import Posting
from occupations.models import Field, Occupation
from portal import limits
from portal import unmet as unmet_searches
from portal.front import entrances
from portal.front.remembered import remembered
from portal.front.search import MIN_LETTERS, find_everything
from portal.vocabulary import Audience


@require_safe
def home(request):
    by_kind = {}
    for (_, kind), places in PostingCount.objects.tally().items():
        by_kind[kind] = by_kind.get(kind, 0) + places
    context = {
        "places": sum(by_kind.values()),
        "kinds": [(value, label, by_kind[value]) for value, label in Posting.Kind.choices if by_kind.get(value)],
        "occupations": Occupation.objects.published().count(),
        "newest": Posting.objects.published().for_list().order_by("-published_at", "-pk")[:6],
        "fields": Field.objects.with_counts(),
        "articles": Article.objects.magazine().for_list()[:3],
    }
    return render(request, "front/home.html", context)


@require_safe
def search(request):
    text = request.GET.get("q", "").strip()[:120]
    context = {"text": text, "found": find_everything(text) if len(text) >= MIN_LETTERS else None}
    return render(request, "front/search.html", context)


@require_safe
def merkliste(request):
    context = {"list": remembered(request.GET), "names": Occupation.objects.published().only("name", "slug").order_by("slug")}
    return render(request, "front/remembered.html", context)


@require_safe
def entrance(request, audience):
    """For one audience: its situations, and the next steps in the one that the address names."""
    if audience not in Audience.values:
        raise Http404
    situations = list(Situation.objects.shown_to(audience))
    chosen = next((situation for situation in situations if situation.key == request.GET.get("lage")), None)
    school_class = entrances.school_class(request.GET.get("klasse")) if audience == Audience.YOUTH else None
    steps = list(chosen.steps.for_class(school_class).in_language()) if chosen else []
    context = {
        "audience": Audience(audience),
        "heading": entrances.HEADINGS[audience],
        "situations": situations,
        "chosen": chosen,
        "classes": entrances.CLASSES.items() if audience == Audience.YOUTH else [],
        "school_class": school_class,
        "steps": entrances.with_figures(entrances.in_turn(steps), audience),
        "articles": Article.objects.magazine().filter(audience=audience).for_list()[:3],
    }
    return render(request, "front/entrance.html", context)


@csrf_exempt  # a beacon carries no form; what it may have counted is signed
@require_POST
def unmet(request):
    """Counts a search that found nothing. Answers the same whatever it did."""
    unmet_searches.count(request.GET.get("was", ""), limits.address_of(request))
    return HttpResponse(status=204)


@never_cache
@require_safe
def health(request):
    """200 when the database answers and all migrations are applied, else 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        return JsonResponse({"status": "error", "database": type(error).__name__}, status=503)
    state = {"status": "error" if waiting else "ok", "database": "ok", "migrations_waiting": waiting, "time": timezone.now().isoformat()}
    return JsonResponse(state, status=503 if waiting else 200)


@require_safe
def hello(request):
    """What a page of this project costs at least: the measure of `make bench`."""
    return HttpResponse("Hallo!", content_type="text/plain; charset=utf-8")


@cache_control(max_age=24 * 3600)
@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /verwaltung/",
        "Disallow: /betriebsbereich/",
        "Disallow: /plaetze/*/anfrage/",
        "Disallow: /*/plaetze/*/anfrage/",
        "Disallow: /plaetze/*/melden/",
        "Disallow: /meine-anfragen/",
        "Disallow: /anfrage-beantworten/",
        "Disallow: /praktikumszeiten/eintragen/",
        "Disallow: /*/plaetze/*/melden/",
        "Disallow: /*/meine-anfragen/",
        "Disallow: /*/anfrage-beantworten/",
        "Disallow: /termine/*/anmelden/",
        "Disallow: /termine/anmeldung/",
        "Disallow: /*/termine/*/anmelden/",
        "Disallow: /*/termine/anmeldung/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def bad_request(request, exception=None):
    """Without the CSRF decorator of Django's own, which would read the unreadable body again."""
    return render(request, "400.html", status=400)


def not_found(request, exception=None):
    return render(request, "404.html", {"occupations": Occupation.objects.published().count()}, status=404)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    return render(request, "500.html", status=500)
