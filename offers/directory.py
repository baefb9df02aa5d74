"""Who helps with what where: organisations, their people, and what they offer."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from offers.filters import DirectoryFilter
from offers.models import Offer, Organisation
from offers.views import filter_tags
from portal.listing import page_of
from portal.structured_data import absolute, breadcrumbs


@require_safe
def directory(request):
    filter = DirectoryFilter(request.GET, queryset=Organisation.objects.published())
    filter.form.is_valid()
    asked = {name: value for name, value in filter.form.cleaned_data.items() if value not in (None, "")}
    page = page_of(filter.qs.count(), request.GET.get("seite"))
    found = filter.qs.for_list().prefetch_related("people", "area").order_by("name", "pk")
    context = {
        "form": filter.form,
        "organisations": found[page.start : page.stop],
        "page": page,
        "errors": [error for errors in filter.form.errors.values() for error in errors],
        "tags": filter_tags(filter.form.fields, asked, request.GET),
        "near": asked.get("ort"),
    }
    return render(request, "offers/directory.html", context)


@require_safe
def organisation(request, slug):
    shown = Organisation.objects.published().select_related("municipality").prefetch_related("people", "area", "topics")
    organisation = get_object_or_404(shown, slug=slug)
    context = {
        "organisation": organisation,
        "offers": Offer.objects.published().filter(organisation=organisation).for_list()[:60],
        "partnered": Offer.objects.published().filter(partners=organisation).for_list()[:20],
        "structured_data": [
            breadcrumbs((_("Wer hilft?"), reverse("directory")), (organisation.name, organisation.get_absolute_url())),
            _as_schema(organisation),
        ],
    }
    return render(request, "offers/organisation.html", context)


def _as_schema(organisation: Organisation) -> dict:
    """schema.org Organization: only what the page itself says."""
    data = {"@context": "https://schema.org", "@type": "Organization", "name": organisation.name}
    data["url"] = organisation.website or absolute(organisation.get_absolute_url())
    contact = {"email": organisation.email, "telephone": organisation.phone, "description": organisation.about}
    return data | {name: value for name, value in contact.items() if value}
