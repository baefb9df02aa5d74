"""What other rooms' pages show of dates, and how a date's hours are written."""

from django import template
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.translation import gettext as _

from offers.models import Event, Offer
from portal.templatetags.portal import day

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
def first_day(period) -> str:
    """'23.' in '23. bis 29. November', '30. November' in '30. November bis 6. Dezember'."""
    return date(period.first, "j." if period.first.month == period.last.month else "j. F")
