"""Invented internship weeks of the invented schools: most in the same favourite weeks, as it is where nobody has a calendar."""

from datetime import date, timedelta

from internships.models import InternshipPeriod
from internships.periods.school_years import SchoolYear, school_year_of
from portal.demo import stock
from portal.demo.chance import Chance
from portal.demo.world import World
from portal.models import School

Kind = InternshipPeriod.Kind


def create(world: World) -> int:
    chance, year = world.chance("periods"), school_year_of(world.today)
    rows = stock.read("schools")["periods"]
    periods = []
    for school in School.objects.beyond_primary().filter(is_demo=True).order_by("pk"):
        for each in (year, year.next):
            if chance.happens(rows["entered"] if each == year else rows["entered_ahead"]):
                periods += _of_school(chance, rows, school, each)
    return len(InternshipPeriod.objects.bulk_create(periods))


def _of_school(chance: Chance, rows: dict, school: School, year: SchoolYear) -> list[InternshipPeriod]:
    """One internship of one or two classes, at some schools a day for trying out before."""
    size = chance.randint(*rows["pupils"])
    first = _monday(year, chance.weighted(rows["weeks"]))
    classes = _classes_of(school)
    found = [
        InternshipPeriod(
            school=school,
            school_class=chance.choice(classes),
            first_day=first,
            last_day=first + timedelta(days=4 + 7 * (chance.choice(rows["lengths"]) - 1)),
            pupils=size,
        )
    ]
    if min(classes) < 10 and chance.happens(rows["second"]):
        day = _monday(year, rows["future_week"]) + timedelta(days=3)
        found.append(
            InternshipPeriod(school=school, kind=Kind.FUTURE_DAY, school_class=7, first_day=day, last_day=day, pupils=max(8, size - 10))
        )
    return found


def _classes_of(school: School) -> list[int]:
    return next(kind["classes"] for kind in stock.read("schools")["kinds"] if kind["name"] == school.kind)


def _monday(year: SchoolYear, week: str | int) -> date:
    """The Monday of a calendar week of a school year: weeks from 31 on lie in its first calendar year."""
    number = int(week)
    return date.fromisocalendar(year.year if number >= 31 else year.year + 1, number, 1)
