"""Occupations for the public: find, read, compare."""

from itertools import groupby

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from occupations.check.codes import CodeError
from occupations.check.pages.words import code_mistake
from occupations.filters import OccupationFilter
from occupations.matched import by_match
from occupations.models import Field, MinimumPay, Occupation
from occupations.similarity import relatives_of
from occupations.structured_data import occupation_data
from occupations.tags import filter_tags
from portal import fulltext, languages
from portal.slugs import german_slug
from portal.structured_data import breadcrumbs

MOST_COMPARED = 3
SUGGESTIONS = 8


@require_safe
def occupation_list(request):
    return render(request, "occupations/occupation_list.html", list_context(request.GET))


@csrf_exempt
@never_cache
def occupations_matched(request):
    """The same list in the order of a check result: the code travels in the form, so the answer is kept nowhere."""
    if request.method != "POST":
        return redirect("occupations")
    context = list_context(request.POST) | {
        "code": request.POST.get("code", "")[:60],
        "tags": [],
        "carried": languages.posted_again(request),
    }
    try:
        context["matched"] = by_match(context["occupations"], context["code"])
    except CodeError as mistake:
        return render(request, "check/code.html", context | {"typed": context["code"], "mistake": code_mistake(mistake)}, status=400)
    return render(request, "occupations/occupation_list.html", context)


def list_context(query) -> dict:
    filter = OccupationFilter(query, queryset=Occupation.objects.published().for_list())
    occupations = sorted(filter.qs, key=lambda occupation: german_slug(occupation.name))
    found = {occupation.pk: occupation for occupation in occupations}
    tags = filter_tags(filter, query)
    return {
        "occupations": occupations,
        "matched": None,
        "code": "",
        "form": filter.form,
        "errors": [error for errors in filter.form.errors.values() for error in errors],
        "total": len(occupations),
        "tags": tags,
        "by_letter": [
            (letter, list(group)) for letter, group in groupby(occupations, key=lambda occupation: german_slug(occupation.name)[0].upper())
        ],
        "best": [found[pk] for pk in filter.found if pk in found],
        "fields": [] if tags else Field.objects.with_counts(),
    }


@require_safe
def occupation_detail(request, slug):
    occupation = get_object_or_404(Occupation.objects.published().for_index(), slug=slug)
    context = {
        "occupation": occupation,
        "profile": getattr(occupation, "profile", None),
        "pay": MinimumPay.objects.first() if occupation.training == Occupation.Training.DUAL else None,
        "relatives": relatives_of(occupation),
        "structured_data": [
            occupation_data(occupation),
            breadcrumbs((gettext("Berufe"), reverse("occupations")), (occupation.name, occupation.get_absolute_url())),
        ],
    }
    return render(request, "occupations/occupation_detail.html", context)


@require_safe
def compare(request):
    """Up to three occupations side by side, named in the address."""
    slugs = list(dict.fromkeys(filter(None, request.GET.getlist("beruf"))))[:MOST_COMPARED]
    found = {occupation.slug: occupation for occupation in Occupation.objects.published().for_index().filter(slug__in=slugs)}
    chosen = [found[slug] for slug in slugs if slug in found]
    context = {
        "occupations": chosen,
        "names": Occupation.objects.published().only("name", "slug").order_by("slug") if len(chosen) < MOST_COMPARED else [],
        "unknown": [slug for slug in slugs if slug not in found],
    }
    return render(request, "occupations/compare.html", context)


@cache_control(max_age=3600, public=True)
@require_safe
def suggestions(request):
    """Names for the search box's type-ahead: [{"name": ..., "address": ...}, ...]."""
    text = request.GET.get("q", "")[:60]
    hits = fulltext.search(text, [Occupation.search_kind], limit=SUGGESTIONS).hits
    rows = Occupation.objects.only("name", "slug").in_bulk([hit.object_id for hit in hits])
    found = [rows[hit.object_id] for hit in hits if hit.object_id in rows]
    return JsonResponse([{"name": row.name, "address": row.get_absolute_url()} for row in found], safe=False)
