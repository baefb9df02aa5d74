"""Posters to print: one sheet of A4 for a place or for a firm, with a code that a phone reads."""

import segno
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from internships.models import Company, Posting
from portal.structured_data import absolute

MOST_PLACES = 6
SIZES = [(34, ""), (64, "long")]  # a heading of so many letters still fits in this size


@require_safe
def posting_poster(request, pk):
    posting = get_object_or_404(Posting.objects.published().select_related("company", "municipality", "occupation"), pk=pk)
    address = absolute(reverse("posting_short", args=[pk]))
    context = {"posting": posting, "size": size_of(posting.title), **code_of(address)}
    return render(request, "internships/posting_poster.html", context)


@require_safe
def company_poster(request, slug):
    company = get_object_or_404(Company.objects.published().select_related("municipality"), slug=slug)
    places = Posting.objects.published().filter(company=company).for_list()
    context = {
        "company": company,
        "places": places[:MOST_PLACES],
        "more": max(0, places.count() - MOST_PLACES),
        "size": size_of(company.name),
        **code_of(absolute(company.get_absolute_url())),
    }
    return render(request, "internships/company_poster.html", context)


def size_of(heading: str) -> str:
    """The class that makes a heading small enough for the sheet."""
    return next((name for most, name in SIZES if len(heading) <= most), "longest")


def code_of(address: str) -> dict[str, str]:
    """The code as SVG, dark on white whatever the screen's colours, and the address for those who type it."""
    code = segno.make(address, micro=False, error="m")
    drawn = code.svg_inline(scale=4, border=0, omitsize=True, svgclass=None, lineclass=None)
    return {"code": drawn, "address": address.partition("://")[2].rstrip("/")}


@require_safe
def posting_short(request, pk):
    """The short address that stands on paper; it never changes, the title in the long one may."""
    posting = Posting.objects.filter(pk=pk).exclude(published_at=None).only("pk", "title").first()
    if posting is None:
        raise Http404
    return redirect(posting)
