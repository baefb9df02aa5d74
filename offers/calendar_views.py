"""The calendar for the public, and its dates as files."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from offers.calendar_files import calendar_file
from offers.calendar_filters import EventFilter
from offers.calendar_page import CalendarPage
from offers.models import Event, Offer
from offers.structured_data import event as event_data
from portal.structured_data import breadcrumbs

SUBSCRIBED_PAST = timedelta(days=60)
MOST_SUBSCRIBED = 1000
NEXT = 12


@require_safe
def event_list(request):
    page = CalendarPage(request.GET)
    return render(request, "offers/event_list.html", {"calendar": page, "form": page.filter.form, "tags": page.tags})


@require_safe
def event_detail(request, pk, slug):
    event = get_object_or_404(Event.objects.published().for_list(), pk=pk)
    if slug != event.slug:
        return redirect(event, permanent=True)
    others = list(Event.objects.filter(offer=event.offer).exclude(pk=pk).upcoming().with_taken()[:NEXT])
    for other in others:
        other.offer = event.offer
    crumbs = breadcrumbs((_("Termine"), reverse("events")), (event.offer.title, event.get_absolute_url()))
    context = {"event": event, "offer": event.offer, "others": others, "structured_data": [crumbs, event_data(event)]}
    return render(request, "offers/event_detail.html", context)


@require_safe
def event_file(request, pk):
    event = get_object_or_404(Event.objects.published().for_list(), pk=pk)
    return calendar_file([event], f"termin-{pk}.ics", event.offer.title, "erinnerung" in request.GET)


@require_safe
def offer_file(request, slug):
    offer = get_object_or_404(Offer.objects.published(), slug=slug)
    events = Event.objects.filter(offer=offer).upcoming().for_list()
    return calendar_file(events, f"{slug}.ics", offer.title, "erinnerung" in request.GET)


@require_safe
def calendar_subscription(request):
    """What the filters let through, from two months back on: a calendar that fetches it again sees what was cancelled meanwhile."""
    filter = EventFilter(request.GET, queryset=Event.objects.published())
    if not filter.is_valid():
        raise Http404
    events = filter.qs.filter(starts__gte=timezone.now() - SUBSCRIBED_PAST).order_by("starts", "pk").for_list()[:MOST_SUBSCRIBED]
    return calendar_file(events, "termine.ics", f"{_('Termine')} – {settings.REGION.portal_name}", "erinnerung" in request.GET)
