"""Occupations for the public."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from occupations.filters import OccupationFilter
from occupations.models import Field, MinimumPay, Occupation
from occupations.similarity import similar_to
from portal.structured_data import breadcrumbs


@require_safe
def occupation_list(request):
    filter = OccupationFilter(request.GET, queryset=Occupation.objects.published().only("name", "slug", "months", "training"))
    occupations = list(filter.qs)
    context = {
        "filter": filter,
        "form": filter.form,
        "total": len(occupations),
        "by_letter": [
            (letter, list(group)) for letter, group in groupby(occupations, key=lambda occupation: sorting_letter(occupation.name))
        ],
        "fields": Field.objects.all(),
        "is_filtered": any(filter.form.cleaned_data.values()) if filter.form.is_valid() else True,
    }
    return render(request, "occupations/occupation_list.html", context)


def sorting_letter(name: str) -> str:
    """Ä sorts with A, as in a German telephone book's index."""
    return {"Ä": "A", "Ö": "O", "Ü": "U"}.get(name[0].upper(), name[0].upper())


@require_safe
def occupation_detail(request, slug):
    occupation = get_object_or_404(Occupation.objects.published().prefetch_related("fields", "specialisations"), slug=slug)
    context = {
        "occupation": occupation,
        "pay": MinimumPay.objects.first() if occupation.training == Occupation.Training.DUAL else None,
        "similar": similar_to(occupation),
        "structured_data": [breadcrumbs(("Berufe", "/berufe/"), (occupation.name, occupation.get_absolute_url()))],
    }
    return render(request, "occupations/occupation_detail.html", context)
