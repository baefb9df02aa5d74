"""What other rooms' pages show of dates, and how a date's hours are written."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from offers.models import Event, Offer
from portal import languages
from portal.templatetags.portal import day, local_day, long_date, short_date

register = template.Library()


@register.inclusion_tag("offers/next_events.html")
def next_events(audience="", limit=4):
    """The next dates for an audience (or for everybody) and the way to the calendar; nothing when there are none. One query."""
    events = Event.objects.published().upcoming().filter(is_cancelled=False).for_list()
    if audience:
        events = events.filter(offer__in=Offer.objects.for_audience(audience))
    return {"events": events[:limit], "audience": audience}


@register.filter
def hours(event: Event) -> str:
    """'16:00 bis 17:30 Uhr', '16:00 Uhr', or with the last day: '09:00 Uhr bis Fr, 4. Dezember, 15:00 Uhr'."""
    starts, ends = timezone.localtime(event.starts), event.ends and timezone.localtime(event.ends)
    known = {"start": f"{starts:%H:%M}", "end": ends and f"{ends:%H:%M}", "day": ends and day(ends)}
    if ends is None or ends == starts:
        return _("%(start)s Uhr") % known
    if ends.date() == starts.date():
        return _("%(start)s bis %(end)s Uhr") % known
    return _("%(start)s Uhr bis %(day)s, %(end)s Uhr") % known


@register.filter
def full_day(value: date) -> str:
    """'Mittwoch, 10. März'."""
    return languages.current().weekday.format(name=WEEKDAYS[local_day(value).weekday()], date=short_date(value))


@register.filter
def full_date(value: date) -> str:
    """'Mittwoch, 10. März 2027'."""
    return f"{full_day(value)} {local_day(value).year}"


@register.filter
def short_day(value: date) -> str:
    """'10. März'."""
    return short_date(value)


@register.filter
def week_span(week) -> str:
    """'30. November bis 6. Dezember 2026'."""
    return _("%(first)s bis %(last)s") % {"first": short_date(week.first), "last": long_date(week.last)}
