"""How many pupils firms would take in a week: seats of public places, in three queries for any number of weeks."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Sum

from internships.models import Posting, PostingWeek
from occupations.models import OccupationField

KINDS = [Posting.Kind.SCHOOL_INTERNSHIP.value, Posting.Kind.TASTER_DAY.value]
"""Stays while school is on: a holiday internship is no help then."""

type Seats = dict[date, Counter[int]]
"""Seats by week and occupation."""


def seats_in(mondays: list[date]) -> Seats:
    """A week that a firm names has the seats named for it; a place without weeks has all its seats in each week it can start in."""
    named = PostingWeek.objects.filter(posting__status=Posting.Status.PUBLIC, posting__kind__in=KINDS, monday__in=mondays)
    counted: Seats = defaultdict(Counter)
    for monday, occupation, seats in named.order_by().values_list("monday", "posting__occupation").annotate(seats=Sum("capacity")):
        counted[monday][occupation] += seats
    for first, last, by_occupation in _windows():
        for monday in mondays:
            if first is None or first <= monday + timedelta(days=4) and monday <= last:
                counted[monday].update(by_occupation)
    return counted


def _windows() -> list[tuple[date | None, date | None, Counter[int]]]:
    """Places without weeks: from when to when one can start, and the seats by occupation; (None, None) is any time."""
    open_places = Posting.objects.published().filter(~Exists(PostingWeek.objects.filter(posting=OuterRef("pk"))), kind__in=KINDS)
    windows = defaultdict(Counter)
    rows = open_places.order_by().values_list("starts_on", "starts_until", "occupation").annotate(number=Sum("seats"))
    for first, last, occupation, number in rows:
        windows[first, last if first else None][occupation] += number
    return [(first, last, by_occupation) for (first, last), by_occupation in windows.items()]


def fields_of_occupations() -> dict[int, list[int]]:
    """An occupation may stand in several fields; its seats count in each."""
    fields = defaultdict(list)
    for occupation, field in OccupationField.objects.values_list("occupation", "field"):
        fields[occupation].append(field)
    return fields


def by_field(seats: Counter[int], fields: dict[int, list[int]]) -> Counter[int]:
    counted = Counter()
    for occupation, number in seats.items():
        for field in fields.get(occupation, ()):
            counted[field] += number
    return counted
