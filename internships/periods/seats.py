"""How many pupils firms take in a week, free and taken, in three queries for any number of weeks."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, Sum

from internships.models import Posting, PostingWeek
from occupations.models import OccupationField

KINDS = [Posting.Kind.SCHOOL_INTERNSHIP.value, Posting.Kind.TASTER_DAY.value]
"""Stays while school is on: a holiday internship is no help then."""

FRIDAY = timedelta(days=4)
PUBLIC = Q(posting__status=Posting.Status.PUBLIC)


@dataclass(frozen=True)
class Seats:
    """Seats of one week by occupation, or by field."""

    free: Counter[int] = field(default_factory=Counter)
    taken: Counter[int] = field(default_factory=Counter)

    def by_field(self, fields: dict[int, list[int]]) -> "Seats":
        """An occupation may stand in several fields; its seats count in each."""
        counted = Seats()
        for ours, theirs in ((self.free, counted.free), (self.taken, counted.taken)):
            for occupation, number in ours.items():
                theirs.update(dict.fromkeys(fields.get(occupation, ()), number))
        return counted


def seats_in(mondays: list[date]) -> dict[date, Seats]:
    """A week that a firm names has the seats named for it; a place without weeks has all its seats in each week it can start in.

    A seat is taken once the firm has said in which week a pupil comes; it stays so when the place is shown no more.
    """
    named = PostingWeek.objects.filter(posting__kind__in=KINDS, monday__in=mondays).order_by().values_list("monday", "posting__occupation")
    counted = {monday: Seats() for monday in mondays}
    for monday, occupation, free, taken in named.annotate(free=Sum("capacity", filter=PUBLIC, default=0), gone=Sum("taken")):
        counted[monday].free[occupation] += free
        counted[monday].taken[occupation] += taken
    running, changes = Counter(), _changes(mondays)
    for monday in mondays:
        running.update(changes[monday])
        counted[monday].free.update(running)
    return counted


def _changes(mondays: list[date]) -> dict[date, Counter[int]]:
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
    fields = defaultdict(list)
    for occupation, field_of_work in OccupationField.objects.values_list("occupation", "field"):
        fields[occupation].append(field_of_work)
    return fields
