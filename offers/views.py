"""Offers for the public, and the page behind the link in a reminder."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from offers import curation, elsewhere
from offers.filters import OfferFilter
from offers.models import Event, Offer, OfferDocument
from offers.structured_data import event as event_data
from portal.listing import FilterTag, address_with, page_of
from portal.page_cache import content_changed
from portal.signed_links import read
from portal.slugs import german_slug
from portal.structured_data import breadcrumbs
from portal.whereabouts import Whereabouts

MORE = ("phase", "feld", "form", "sprache", "zugang", "kostenlos", "online", "ab", "bis")


@require_safe
def offer_list(request):
    filter = OfferFilter(request.GET, queryset=Offer.objects.published())
    filter.form.is_valid()
    asked = {name: value for name, value in filter.form.cleaned_data.items() if value not in (None, "", False)}
    offers = filter.in_order()
    page = page_of(offers.count(), request.GET.get("seite"))
    context = {
        "form": filter.form,
        "more_is_asked": any(name in asked for name in MORE),
        "offers": offers.for_list()[page.start : page.stop],
        "page": page,
        "errors": [error for errors in filter.form.errors.values() for error in errors],
        "tags": filter_tags(filter.form.fields, asked, request.GET),
        "elsewhere": elsewhere.fitting(asked.get("fuer", ""), asked.get("phase", "")),
        "near": asked.get("ort"),
    }
    return render(request, "offers/offer_list.html", context)


def filter_tags(fields, asked: dict, query) -> list[FilterTag]:
    """What is being asked, each with the way back; a radius says nothing without its place."""
    shown = {name: value for name, value in asked.items() if name != "umkreis" or "ort" in asked}
    return [FilterTag(_words(fields[name], value), address_with(query, **{name: None})) for name, value in shown.items()]


def _words(field, value) -> str:
    if isinstance(value, Whereabouts):
        return value.name
    if isinstance(value, date):
        return f"{field.label} {date_format(value, 'SHORT_DATE_FORMAT')}"
    if value is True:
        return str(field.label)
    name = dict(getattr(field, "choices", [])).get(str(value))
    return str(name) if name and str(name) != str(value) else f"{field.label} {value}"


@require_safe
def offer_detail(request, slug):
    shown = Offer.objects.published().select_related("organisation", "municipality", "topic", "contact")
    offer = get_object_or_404(shown.prefetch_related("partners", "documents", "reaches"), slug=slug)
    events = list(Event.objects.filter(offer=offer).upcoming().with_taken()[:12])
    for event in events:
        event.offer = offer
    context = {
        "offer": offer,
        "events": events,
        "more": Offer.objects.published().filter(topic=offer.topic).exclude(pk=offer.pk).for_list()[:4],
        "structured_data": [
            breadcrumbs((_("Angebote"), reverse("offers")), (offer.title, offer.get_absolute_url())),
            *map(event_data, events),
        ],
    }
    return render(request, "offers/offer_detail.html", context)


@require_safe
def document(request, pk):
    """A leaflet of a public offer."""
    leaflets = OfferDocument.objects.filter(offer__in=Offer.objects.published()).exclude(file="")
    leaflet = get_object_or_404(leaflets, pk=pk)
    return FileResponse(leaflet.file.open(), content_type="application/pdf", filename=f"{german_slug(leaflet.title) or 'unterlage'}.pdf")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_offer(request, token):
    """Behind the link in a reminder: looking changes nothing, a click confirms or takes the offer out."""
    offer = _offer_of(token)
    problem = ""
    if request.method == "POST":
        try:
            _answer(offer, request.POST.get("antwort"))
            content_changed()
            return redirect(f"{request.path}?danke=1")
        except ValidationError as error:
            problem = " ".join(error.messages)
    context = {"offer": offer, "problem": problem, "is_done": "danke" in request.GET}
    return render(request, "offers/confirm.html", context, status=409 if problem else 200)


def _offer_of(token: str) -> Offer:
    key = read(curation.LINK_PURPOSE, token, curation.LINK_DAYS)
    offer = Offer.objects.select_related("organisation", "municipality", "topic").filter(pk=key).first() if key else None
    if offer is None:
        raise Http404
    return offer


def _answer(offer: Offer, answer: str | None) -> None:
    if answer == "stimmt":
        curation.confirm(offer, "über den Link in der Mail bestätigt")
    elif answer == "weg":
        curation.archive(offer)
    else:
        raise ValidationError(_("Bitte wählen Sie, ob die Angaben stimmen oder ob das Angebot herausgenommen werden soll."))
