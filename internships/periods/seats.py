"""How many pupils firms would take in a week: seats of public places, in three queries for any number of weeks."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Sum

from internships.models import Posting, PostingWeek
from occupations.models import OccupationField

KINDS = [Posting.Kind.SCHOOL_INTERNSHIP.value, Posting.Kind.TASTER_DAY.value]
"""Stays while school is on: a holiday internship is no help then."""

FRIDAY = timedelta(days=4)

type Seats = dict[date, Counter[int]]
"""Seats by week and occupation."""


def seats_in(mondays: list[date]) -> Seats:
    """A week that a firm names has the seats named for it; a place without weeks has all its seats in each week it can start in."""
    named = PostingWeek.objects.filter(posting__status=Posting.Status.PUBLIC, posting__kind__in=KINDS, monday__in=mondays)
    counted: Seats = {monday: Counter() for monday in mondays}
    for monday, occupation, seats in named.order_by().values_list("monday", "posting__occupation").annotate(seats=Sum("capacity")):
        counted[monday][occupation] += seats
    running, changes = Counter(), _changes(mondays)
    for monday in mondays:
        running.update(changes[monday])
        counted[monday].update(running)
    return counted


def _changes(mondays: list[date]) -> Seats:
    """Places without weeks: by how many seats each week differs from the one before, as windows to start in open and close."""
    open_places = Posting.objects.published().filter(~Exists(PostingWeek.objects.filter(posting=OuterRef("pk"))), kind__in=KINDS)
    changes = defaultdict(Counter)
    rows = open_places.order_by().values_list("starts_on", "starts_until", "occupation").annotate(number=Sum("seats"))
    for first, last, occupation, number in rows:
        opens = bisect_left(mondays, first - FRIDAY) if first else 0
        closes = bisect_right(mondays, last) if first else len(mondays)
        if opens < closes:
            changes[mondays[opens]][occupation] += number
            if closes < len(mondays):
                changes[mondays[closes]][occupation] -= number
    return changes


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
