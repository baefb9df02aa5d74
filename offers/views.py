"""Offers and their dates for the public."""

from datetime import date

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from offers.filters import OfferFilter
from offers.models import Event, Offer
from offers.structured_data import event as event_data
from portal.listing import FilterTag, address_with, page_of
from portal.structured_data import breadcrumbs
from portal.whereabouts import Whereabouts


@require_safe
def offer_list(request):
    filter = OfferFilter(request.GET, queryset=Offer.objects.published())
    offers = filter.qs
    page = page_of(offers.count(), request.GET.get("seite"))
    fields = filter.form.fields
    asked = {name: value for name, value in filter.form.cleaned_data.items() if value not in (None, "")}
    context = {
        "filter": filter,
        "form": filter.form,
        "offers": offers.for_list().order_by("title", "pk")[page.start : page.stop],
        "page": page,
        "errors": [error for errors in filter.form.errors.values() for error in errors],
        "tags": [FilterTag(_words(fields[name], value), address_with(request.GET, **{name: None})) for name, value in asked.items()],
    }
    return render(request, "offers/offer_list.html", context)


def _words(field, value) -> str:
    if isinstance(value, Whereabouts):
        return value.name
    if isinstance(value, date):
        return f"{field.label} {date_format(value, 'SHORT_DATE_FORMAT')}"
    return str(dict(getattr(field, "choices", [])).get(value, value))


@require_safe
def offer_detail(request, slug):
    offer = get_object_or_404(Offer.objects.published().select_related("organisation", "municipality", "topic"), slug=slug)
    events = list(Event.objects.filter(offer=offer).upcoming().with_taken()[:12])
    for event in events:
        event.offer = offer
    crumbs = breadcrumbs((gettext("Angebote"), reverse("offers")), (offer.title, offer.get_absolute_url()))
    context = {
        "offer": offer,
        "events": events,
        "more": Offer.objects.published().filter(topic=offer.topic).exclude(pk=offer.pk).for_list()[:4],
        "structured_data": [crumbs, *map(event_data, events)],
    }
    return render(request, "offers/offer_detail.html", context)
