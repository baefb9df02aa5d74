"""The county's school year week by week: which schools are out, how many seats are free and taken, where it clashes. Six queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from internships.filters import week_choices
from internships.models import InternshipPeriod
from internships.periods import seats
from internships.periods.load import NEIGHBOURS_KM, Week, crowded_towns, load
from internships.periods.school_years import SchoolYear, school_year_of
from occupations.models import Field
from portal.geography import great_circle_km


@dataclass(frozen=True)
class Cell:
    """The load of one field in one week."""

    free: int
    taken: int
    address: str

    @property
    def load(self) -> str:
        return load(self.free, self.taken)


class CountyCalendar:
    """This school year from today on, or the next one whole."""

    def __init__(self, asked: str, today: date):
        self.today = today
        self.this_year = school_year_of(today)
        self.year: SchoolYear = self.this_year.next if asked == str(self.this_year.next.year) else self.this_year
        self.years = [self.this_year, self.this_year.next]
        self.mondays = self.year.mondays(since=today)
        self.searchable = dict(week_choices(today))

    @cached_property
    def periods(self) -> list[InternshipPeriod]:
        first, last = self.mondays[0], self.mondays[-1]
        return list(InternshipPeriod.objects.upcoming(self.today).between(first, last + (date.resolution * 4)).for_list())

    @cached_property
    def fields(self) -> list[Field]:
        return list(Field.objects.only("key", "name"))

    @cached_property
    def weeks(self) -> list[Week[InternshipPeriod]]:
        out = defaultdict(list)
        for period in self.periods:
            for monday in period.mondays:
                out[monday].append(period)
        return [self._week(monday, out[monday]) for monday in self.mondays]

    @cached_property
    def seats(self) -> dict[date, seats.Seats]:
        return seats.seats_in(self.mondays)

    def _week(self, monday, periods) -> Week[InternshipPeriod]:
        return Week(
            monday=monday,
            periods=periods,
            schools=len({period.school_id for period in periods}),
            pupils=sum(period.pupils for period in periods),
            free=self.seats[monday].free.total(),
            taken=self.seats[monday].taken.total(),
            close_towns=self._close_towns(periods),
        )

    def _close_towns(self, periods) -> list[tuple[str, int]]:
        schools, where = defaultdict(set), {}
        for period in periods:
            town = period.school.municipality
            schools[town.name].add(period.school_id)
            where[town.name] = (town.latitude, town.longitude)
        return crowded_towns(schools, lambda one, other: kilometres(*where[one], *where[other]) <= NEIGHBOURS_KM)

    @cached_property
    def busy_weeks(self) -> list[tuple[Week, list[Cell]]]:
        """The weeks in which somebody is out, with the load of each field."""
        fields = seats.fields_of_occupations()
        busy = [(week, self.seats[week.monday].by_field(fields)) for week in self.weeks if week.periods]
        return [(week, [self._cell(week.monday, field, counted) for field in self.fields]) for week, counted in busy]

    def _cell(self, monday, field, counted) -> Cell:
        return Cell(counted.free[field.pk], counted.taken[field.pk], self.places_address(monday, feld=field.key))

    def places_address(self, monday: date, **asked) -> str:
        """The list of places that are counted here; empty for weeks that the search does not offer yet or any more."""
        if monday.isoformat() not in self.searchable:
            return ""
        query = {"woche": monday.isoformat(), "art": seats.KINDS, **asked}
        return f"{reverse('postings')}?{urlencode(query, doseq=True)}"

    @cached_property
    def rows(self) -> list[tuple[Week, str]]:
        return [(week, self.places_address(week.monday)) for week in self.weeks]

    @cached_property
    def short_weeks(self) -> list[Week]:
        return [week for week in self.weeks if week.missing]

    @property
    def is_demo(self) -> bool:
        return any(period.school.is_demo for period in self.periods)


@lru_cache(maxsize=4000)
def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The same pairs of towns meet in many weeks."""
    return great_circle_km(latitude, longitude, other_latitude, other_longitude)
