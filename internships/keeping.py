"""How long an inquiry is kept: some days after its end, and never beyond the school year."""

from datetime import date, timedelta

NEW_YEAR_FROM = 7  # who asks in July asks for the next school year
END_OF_SCHOOL_YEAR = (7, 31)


def end_of_school_year(asked_on: date) -> date:
    """31 July of the school year an inquiry belongs to."""
    return date(asked_on.year + (asked_on.month >= NEW_YEAR_FROM), *END_OF_SCHOOL_YEAR)


def last_day(asked_on: date, ends_on: date, days: int) -> date:
    """The day on which it is deleted: `days` after its end, on the school year's last day at the latest."""
    return min(ends_on + timedelta(days=days), end_of_school_year(asked_on))
