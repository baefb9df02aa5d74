"""A school year and its weeks. Pure: no Django."""

from dataclasses import dataclass
from datetime import date, timedelta

AUGUST = 8


@dataclass(frozen=True)
class SchoolYear:
    """1 August to 31 July, in all German states; `year` is the one it begins in."""

    year: int

    @property
    def first_day(self) -> date:
        return date(self.year, AUGUST, 1)

    @property
    def last_day(self) -> date:
        return date(self.year + 1, AUGUST, 1) - timedelta(days=1)

    @property
    def name(self) -> str:
        """'2026/27'."""
        return f"{self.year}/{(self.year + 1) % 100:02}"

    @property
    def next(self) -> "SchoolYear":
        return SchoolYear(self.year + 1)

    def holds(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def mondays(self, since: date) -> list[date]:
        """Its weeks by their Mondays, without those that are over on the day `since`; a week belongs to the year of its Monday."""
        monday = max(since, self.first_day)
        monday -= timedelta(days=monday.weekday())
        if monday < self.first_day:
            monday += timedelta(weeks=1)
        return [monday + timedelta(weeks=ahead) for ahead in range((self.last_day - monday).days // 7 + 1)]


def school_year_of(day: date) -> SchoolYear:
    return SchoolYear(day.year if day.month >= AUGUST else day.year - 1)
