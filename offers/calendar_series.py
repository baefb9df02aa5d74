"""From a series to its dates: rows are made, changed and taken away so that they are what the rule says.

What was changed by hand stays as it is, the past is never touched, and a date that somebody booked is cancelled, not deleted.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from offers import booking
from offers.models import Event, EventSeries


@transaction.atomic
def unfold(series: EventSeries) -> None:
    there = {event.series_day: event for event in series.events.select_for_update()}
    today, wanted = timezone.localdate(), set(series.days)
    for day, event in there.items():
        if day >= today and day not in wanted and (day in series.left_out or not event.is_own):
            take_away(event)
    for day in sorted(wanted):
        if day >= today and day not in there:
            Event.objects.create(**values(series, day))
        elif day >= today and not there[day].is_own:
            _bring_up_to_date(there[day], values(series, day))


def values(series: EventSeries, day: date) -> dict:
    """What the date of that day shows; hours are those of the clock on the wall, in summer and winter alike."""
    return {
        "offer": series.offer,
        "series": series,
        "series_day": day,
        "starts": timezone.make_aware(datetime.combine(day, series.begins)),
        "ends": timezone.make_aware(datetime.combine(day, series.ends)) if series.ends else None,
        "place": series.place,
        "seats": series.seats,
        "is_cancelled": False,
    }


def take_away(event: Event) -> None:
    if event.bookings.exists():
        event.is_cancelled = True
        booking.keep_event(event)
    else:
        event.delete()


def leave_out(event: Event) -> None:
    """A date deleted by hand stays away: its series gets an exception."""
    series = event.series
    if series and event.series_day not in series.left_out:
        series.exceptions = f"{series.exceptions}\n{event.series_day:%d.%m.%Y}".strip()
        series.save(update_fields=["exceptions"])


@transaction.atomic
def dissolve(series: EventSeries) -> None:
    """Takes the series away with what lies ahead of it; dates that are past, booked or changed by hand stay as single ones."""
    for event in series.events.filter(starts__gt=timezone.now(), is_own=False):
        take_away(event)
    series.delete()


def _bring_up_to_date(event: Event, wanted: dict) -> None:
    if any(getattr(event, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(event, name, value)
        booking.keep_event(event)
