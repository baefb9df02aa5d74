"""Dates as iCalendar (RFC 5545), to take along or to subscribe to."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from icalendar import Alarm, Calendar, Timezone, vDuration
from icalendar import Event as Entry

from offers.models import Event
from portal.structured_data import absolute

FETCH_EVERY = timedelta(hours=6)
REMIND = timedelta(days=-1)


def calendar_file(events: Iterable[Event], name: str, title: str, remind: bool = False) -> HttpResponse:
    """A file called `name`; `remind` lets the calendar speak up the day before, so that nobody needs an account for it."""
    calendar = Calendar.new(name=title, method="PUBLISH", prodid=f"-//{settings.REGION.portal_name}//Termine//DE", uid=f"{name}@{host()}")
    calendar.add("REFRESH-INTERVAL", FETCH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(FETCH_EVERY))
    calendar.add_component(time_zone(timezone.localdate().year))
    for event in events:
        calendar.add_component(entry(event, remind))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


def entry(event: Event, remind: bool = False) -> Entry:
    """The same UID for as long as the date lives; SEQUENCE rises with every change that calendars must take over."""
    offer = event.offer
    shown = Entry.new(
        uid=f"termin-{event.pk}@{host()}",
        summary=offer.title,
        description="\n\n".join(filter(None, [event.note, offer.summary])),
        start=timezone.localtime(event.starts),
        end=timezone.localtime(event.ends) if event.ends else None,
        location=event.where,
        url=absolute(event.get_absolute_url()),
        categories=[offer.topic.name],
        status="CANCELLED" if event.is_cancelled else "CONFIRMED",
        sequence=event.sequence,
        stamp=event.changed_at,
        last_modified=event.changed_at,
    )
    if remind and not event.is_cancelled:
        shown.add_component(_reminder(offer.title))
    return shown


def _reminder(text: str) -> Alarm:
    alarm = Alarm.new(description=text)
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", REMIND)
    return alarm


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname


@lru_cache(maxsize=2)
def time_zone(year: int) -> Timezone:
    """The rules of our time zone for all years that dates may lie in."""
    return Timezone.from_tzid(settings.TIME_ZONE, first_date=date(year - 1, 1, 1), last_date=date(year + 4, 1, 1))
