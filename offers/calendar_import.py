"""Dates of an offer from an iCalendar file (RFC 5545): a second reading changes what changed and doubles nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar
from icalendar.cal import Component

from offers import booking
from offers.models import Event, ImportedEvent, Offer

MOST_BYTES = 512 * 1024
MOST_DATES = 200  # of one calendar
AHEAD = timedelta(days=400)


class NoCalendar(ValueError):
    """Why nothing can be read, in German."""


@dataclass
class Report:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    cancelled: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return f"Termine: {self.created} neu, {self.changed} geändert, {self.unchanged} unverändert, {self.cancelled} abgesagt."


@dataclass(frozen=True)
class Entry:
    """One date as the calendar says it."""

    uid: str
    recurrence: str
    values: dict


def entries(text: bytes, report: Report, now: datetime) -> Iterator[Entry]:
    """The coming dates of a calendar; an entry that cannot be understood is named and left out."""
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        components = [component for calendar in calendars for component in calendar.walk("VEVENT")]
    except (ValueError, IndexError, KeyError, AttributeError) as error:
        raise NoCalendar("Das ist kein lesbarer Kalender (iCalendar, .ics).") from error
    if not calendars:
        raise NoCalendar("Das ist kein lesbarer Kalender (iCalendar, .ics).")
    moved = {(str(one.get("UID", "")), _stamp(one["RECURRENCE-ID"].dt)) for one in components if "RECURRENCE-ID" in one}
    for number, component in enumerate(components, 1):
        try:
            yield from _dates(component, moved, now)
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            report.problems.append(f"Eintrag {number} („{component.get('SUMMARY', 'ohne Titel')}“) ist nicht lesbar und fehlt deshalb.")


def _dates(component: Component, moved: set, now: datetime) -> Iterator[Entry]:
    uid = str(component["UID"])[:255]
    starts = _moment(component["DTSTART"].dt)
    length = _length(component, starts)
    values = {"place": str(component.get("LOCATION", ""))[:160], "is_cancelled": str(component.get("STATUS", "")).upper() == "CANCELLED"}
    rule = component.get("RRULE")
    for begins in _occurrences(component, starts, now) if rule else [starts]:
        stamp = _stamp(component["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in component else _stamp(begins) if rule else ""
        if begins >= now and not (rule and (uid, stamp) in moved):
            yield Entry(uid, stamp, values | {"starts": begins, "ends": begins + length if length else None})


def _occurrences(component: Component, starts: datetime, now: datetime) -> Iterator[datetime]:
    """Local wall-clock times, so that 15:00 stays 15:00 when the clocks change."""
    zone = timezone.get_default_timezone()
    first = starts.astimezone(zone).replace(tzinfo=None)
    rule = component["RRULE"]
    rule = rule[0] if isinstance(rule, list) else rule
    if "UNTIL" in rule:
        rule["UNTIL"] = [_moment(until).astimezone(zone).replace(tzinfo=None) for until in rule["UNTIL"]]
    without = {_stamp(one.dt) for entry in _listed(component.get("EXDATE")) for one in entry.dts}
    since, until = now.astimezone(zone).replace(tzinfo=None), (now + AHEAD).astimezone(zone).replace(tzinfo=None)
    every = rrulestr(rule.to_ical().decode(), dtstart=first)
    found = (moment.replace(tzinfo=zone) for moment in every.xafter(since, count=MOST_DATES, inc=True) if moment <= until)
    return (moment for moment in found if _stamp(moment) not in without)


def _listed(value) -> list:
    return [] if value is None else value if isinstance(value, list) else [value]


def _moment(value: date | datetime) -> datetime:
    """A whole day begins at midnight here, a time without a zone is ours."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _stamp(value: date | datetime) -> str:
    return _moment(value).astimezone(timezone.get_default_timezone()).strftime("%Y%m%dT%H%M")


def _length(component: Component, starts: datetime) -> timedelta | None:
    if "DTEND" in component:
        return max(_moment(component["DTEND"].dt) - starts, timedelta())
    return component["DURATION"].dt if "DURATION" in component else None


@transaction.atomic
def take_in(offer: Offer, text: bytes, is_whole: bool = False) -> Report:
    """Creates and changes the offer's dates. In a `whole` calendar (a feed), what is gone from it counts as cancelled."""
    report, now = Report(), timezone.now()
    Offer.objects.select_for_update().get(pk=offer.pk)
    known = {(row.uid, row.recurrence): row for row in ImportedEvent.objects.filter(offer=offer).select_related("event")}
    seen = set()
    for entry in islice(entries(text, report, now), MOST_DATES):
        key = (entry.uid, entry.recurrence)
        if key not in seen:
            seen.add(key)
            _keep(offer, entry, known.get(key), report)
    if is_whole and not report.problems:
        gone = [row.event for key, row in known.items() if key not in seen and row.event.starts >= now and not row.event.is_cancelled]
        for event in gone:
            event.is_cancelled = True
            booking.keep_event(event)
        report.cancelled = len(gone)
    return report


def _keep(offer: Offer, entry: Entry, known: ImportedEvent | None, report: Report) -> None:
    event = known.event if known else Event(offer=offer)
    is_same = known and all(getattr(event, name) == value for name, value in entry.values.items())
    if is_same:
        report.unchanged += 1
        return
    for name, value in entry.values.items():
        setattr(event, name, value)
    try:
        event.full_clean(exclude=["offer"])
    except ValidationError as error:
        report.problems.append(f"Termin am {entry.values['starts']:%d.%m.%Y}: {' '.join(error.messages)}")
        return
    if known:
        booking.keep_event(event)
        report.changed += 1
    else:
        event.save()
        ImportedEvent.objects.create(event=event, offer=offer, uid=entry.uid, recurrence=entry.recurrence)
        report.created += 1
