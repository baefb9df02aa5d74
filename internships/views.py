"""Places and companies for the public."""

import re

from django.core.files.storage import default_storage
from django.db.models import Count, Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from internships.models import Company, Posting
from internships.search import PlaceSearch, similar_nearby
from internships.structured_data import job_posting
from internships.tags import filter_tags
from portal.listing import page_of
from portal.models import Municipality
from portal.structured_data import breadcrumbs

PICTURE = re.compile(r"[0-9a-f]{32}\.webp")


@require_safe
def posting_list(request):
    search = PlaceSearch(request.GET)
    context = {
        "search": search,
        "form": search.filter.form,
        "places": search.places(),
        "page": search.page,
        "tags": filter_tags(search, request.GET),
        "kinds": search.kinds_with_counts(),
        "widenings": search.widenings(),
        "query": asked_in(request.GET),
    }
    return render(request, "internships/posting_list.html", context)


def asked_in(query) -> str:
    """What a search asks, without its page: the part of the address that a subscription keeps."""
    kept = query.copy()
    kept.pop("seite", None)
    return kept.urlencode()


@require_safe
def posting_detail(request, pk, slug):
    whole = Posting.objects.select_related("company__municipality", "occupation", "municipality", "site")
    postings = whole.prefetch_related("weeks", "pictures")
    posting = get_object_or_404(postings, pk=pk)
    if not posting.is_public:
        return _gone(request, posting)
    if slug != posting.slug:
        return redirect(posting, permanent=True)
    crumbs = breadcrumbs((gettext("Plätze"), reverse("postings")), (str(posting), posting.get_absolute_url()))
    context = {
        "posting": posting,
        "more": Posting.objects.published().filter(company=posting.company).exclude(pk=pk).for_list()[:4],
        "structured_data": [job_posting(posting), crumbs],
    }
    return render(request, "internships/posting_detail.html", context)


def _gone(request, posting):
    """A place that was public once says so and shows others like it; a draft was never there."""
    if posting.published_at is None:
        raise Http404
    return render(request, "internships/posting_gone.html", {"posting": posting, "similar": similar_nearby(posting)}, status=410)


@require_safe
def picture(request, name):
    """A picture of a place or a logo; its name changes with its content, so browsers keep it."""
    path = f"bilder/{name}"
    if not PICTURE.fullmatch(name) or not default_storage.exists(path):
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(default_storage.open(path), content_type="image/webp", headers=headers)


@require_safe
def company_list(request):
    companies = Company.objects.published().select_related("municipality")
    if place := request.GET.get("ort", "")[:80]:
        companies = companies.filter(municipality__slug=place)
    if name := request.GET.get("q", "")[:80].strip():
        companies = companies.filter(Q(name__icontains=name) | Q(industry__icontains=name))
    page = page_of(companies.count(), request.GET.get("seite"), size=24)
    public = Count("postings", filter=Q(postings__status=Posting.Status.PUBLIC))
    context = {
        "companies": companies.annotate(places=public).order_by("name", "pk")[page.start : page.stop],
        "page": page,
        "municipalities": Municipality.objects.filter(companies__is_verified=True).distinct(),
        "place": place,
        "name": name,
    }
    return render(request, "internships/company_list.html", context)


@require_safe
def company_detail(request, slug):
    company = get_object_or_404(Company.objects.published().select_related("municipality"), slug=slug)
    context = {
        "company": company,
        "sites": company.sites.select_related("municipality"),
        "places": Posting.objects.published().filter(company=company).for_list()[:60],
        "structured_data": [breadcrumbs((gettext("Betriebe"), reverse("companies")), (company.name, company.get_absolute_url()))],
    }
    return render(request, "internships/company_detail.html", context)
