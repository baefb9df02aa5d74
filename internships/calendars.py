"""Places in a calendar: the first day one can start, and the last one. For one place or for a whole search."""

from datetime import date, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from internships.models import Posting
from internships.search import PlaceSearch
from portal.structured_data import absolute

MOST_PLACES = 200


@require_safe
def posting_calendar(request, pk):
    posting = get_object_or_404(Posting.objects.published().select_related("company", "municipality"), pk=pk)
    if posting.starts_on is None:
        raise Http404
    return calendar_of([posting], f"platz-{pk}.ics")


@require_safe
def search_calendar(request):
    """The starts of all places a search finds; those that can start any day have no date to show."""
    dated = PlaceSearch(request.GET).everything().exclude(starts_on=None).select_related("company", "municipality")
    return calendar_of(dated.order_by("starts_on", "pk")[:MOST_PLACES], "plaetze.ics")


def calendar_of(postings, name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.REGION.portal_name}//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Plätze – {settings.REGION.portal_name}")
    for posting in postings:
        calendar.add_component(event(posting, "start", "Start", posting.starts_on))
        if posting.starts_until > posting.starts_on:
            calendar.add_component(event(posting, "ende", "Letzter Tag für den Start", posting.starts_until))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def event(posting: Posting, key: str, what: str, day: date) -> Event:
    """A whole day; its identity stays the same, so that a subscribed calendar moves it instead of showing it twice."""
    entry = Event()
    entry.add("uid", f"platz-{posting.pk}-{key}@{settings.SITE_URL.partition('://')[2]}")
    entry.add("summary", f"{what}: {posting.title} – {posting.company}")
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("dtstamp", posting.changed_at)
    entry.add("location", posting.municipality.name)
    entry.add("url", absolute(posting.get_absolute_url()))
    entry.add("transp", "TRANSPARENT")
    return entry
