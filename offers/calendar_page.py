"""What /termine/ shows: a week or a month, as a list or as a table, of what the filters let through."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from offers.calendar_filters import EventFilter
from offers.calendar_periods import MONTH, ONE_DAY, WEEK, Period, day_of, period_of
from offers.models import Event
from portal.listing import FilterTag, address_with
from portal.whereabouts import Whereabouts

LIST, TABLE = "liste", "kalender"
MOST = 500  # dates on one page
IN_CELL = 4
IN_ADVANCE = 6
WHEN = ("zeitraum", "ansicht", "tag")


@dataclass(frozen=True)
class Day:
    """A day and what takes place on it; `more` stand only in the list."""

    date: date
    events: list[Event]
    is_inside: bool = True

    @property
    def in_cell(self) -> list[Event]:
        return self.events[:IN_CELL]

    @property
    def more(self) -> int:
        return max(0, len(self.events) - IN_CELL)


class CalendarPage:
    """Reads the address; asks the database for the last day there is something, the period's events and, if none, the next one."""

    def __init__(self, query: QueryDict):
        self.query = query
        self.filter = EventFilter(query, queryset=Event.objects.published())
        self.filter.is_valid()  # what is wrong is said on the page; the rest still filters
        self.today = timezone.localdate()
        self.view = TABLE if query.get("ansicht") == TABLE else LIST
        self.kind = MONTH if query.get("zeitraum") == MONTH else WEEK

    @cached_property
    def latest(self) -> date:
        """Nobody leafs further than there are dates."""
        last = self.filter.qs.filter(starts__gte=timezone.now()).aggregate(last=Max("starts"))["last"]
        return timezone.localdate(last) if last else self.today

    @cached_property
    def period(self) -> Period:
        first = period_of(self.kind, self.today).first
        return period_of(self.kind, day_of(self.query.get("tag", self.today.isoformat()), first, max(self.latest, self.today)))

    @cached_property
    def events(self) -> list[Event]:
        weeks = self.period.weeks if self.view == TABLE else [[self.period.first, self.period.last]]
        return list(self.filter.qs.between(midnight(weeks[0][0]), midnight(weeks[-1][-1] + ONE_DAY)).for_list()[:MOST])

    @cached_property
    def days(self) -> list[Day]:
        """For reading: each event once, on its first day that lies ahead; nothing that is over."""
        start = max(self.period.first, self.today)
        ahead = [event for event in self.events if not event.is_over and event.days[-1] >= start and event.days[0] <= self.period.last]
        return _by_day(ahead, start)

    @cached_property
    def weeks(self) -> list[list[Day]]:
        """For the table: each event on each of its days."""
        by_day = defaultdict(list)
        for event in self.events:
            for day in event.days:
                by_day[day].append(event)
        return [[Day(day, by_day[day], self.period.holds(day)) for day in week] for week in self.period.weeks]

    @property
    def is_cut(self) -> bool:
        return len(self.events) == MOST

    @cached_property
    def next_days(self) -> list[Day]:
        """What an empty page shows instead: the next dates there are."""
        return _by_day(self.filter.qs.filter(starts__gte=midnight(self.period.after)).order_by("starts", "pk").for_list()[:IN_ADVANCE])

    @property
    def before(self) -> date | None:
        return self.period.before if self.period.first > self.today else None

    @property
    def after(self) -> date | None:
        return self.period.after if self.period.last < self.latest else None

    @property
    def is_now(self) -> bool:
        return self.period.holds(self.today)

    @property
    def errors(self) -> list[str]:
        return [error for errors in self.filter.form.errors.values() for error in errors]

    @property
    def subscription(self) -> str:
        """The query of the calendar file with the same filters."""
        return address_with(self.query, **dict.fromkeys(WHEN)).rstrip("?")

    @property
    def subscription_with_reminder(self) -> str:
        return address_with(self.query, **dict.fromkeys(WHEN), erinnerung=1)

    @cached_property
    def tags(self) -> list[FilterTag]:
        asked = {name: value for name, value in self.filter.form.cleaned_data.items() if value and name != "umkreis"}
        fields = self.filter.form.fields
        return [FilterTag(self._words(fields[name], value), address_with(self.query, **{name: None})) for name, value in asked.items()]

    def _words(self, field, value) -> str:
        if isinstance(value, Whereabouts):
            known = {"place": value.name, "radius": self.filter.radius_km}
            return _("%(place)s und %(radius)s km Umkreis") % known if self.filter.radius_km else value.name
        if value is True:
            return str(field.label)
        return str(dict(field.choices).get(value, value))


def midnight(day: date) -> datetime:
    """When a day begins on the clock on the wall."""
    return timezone.make_aware(datetime.combine(day, time()))


def _by_day(events: Iterable[Event], start: date = date.min) -> list[Day]:
    days = defaultdict(list)
    for event in events:
        days[max(event.days[0], start)].append(event)
    return [Day(day, days[day]) for day in sorted(days)]
