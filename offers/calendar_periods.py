"""Weeks and months on paper: which days they have and what lies beside them. Pure: no Django."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

WEEK, MONTH = "woche", "monat"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A week from Monday on, or a month; `first` and `last` belong to it."""

    kind: str
    first: date
    last: date

    @property
    def is_week(self) -> bool:
        return self.kind == WEEK

    @property
    def number(self) -> int:
        """The calendar week as ISO 8601 and German schools count it."""
        return self.first.isocalendar().week

    @property
    def before(self) -> date:
        return self.first - ONE_DAY

    @property
    def after(self) -> date:
        return self.last + ONE_DAY

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday to Sunday; a month's first and last also hold days of its neighbours."""
        monday, weeks = self.first - timedelta(days=self.first.weekday()), []
        while monday <= self.last:
            weeks.append([monday + timedelta(days=number) for number in range(7)])
            monday += timedelta(weeks=1)
        return weeks

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_of(kind: str, day: date) -> Period:
    if kind == MONTH:
        last = calendar.monthrange(day.year, day.month)[1]
        return Period(MONTH, day.replace(day=1), day.replace(day=last))
    monday = day - timedelta(days=day.weekday())
    return Period(WEEK, monday, monday + timedelta(days=6))


def day_of(text: str, earliest: date, latest: date) -> date:
    """The day written as 2026-12-01, or the nearest that may be looked at; nonsense means the earliest."""
    try:
        return min(max(date.fromisoformat(text), earliest), latest)
    except ValueError:
        return earliest
