"""What a place asks and gives: start, length, hours, pay, certificate, age, seats; plausible and within the law."""

from datetime import date, timedelta

from internships.models import Posting
from occupations.models import Occupation
from portal.demo import stock
from portal.demo.chance import Chance
from portal.demo.companies import Firm
from portal.demo.stock import Work
from portal.demo.world import World
from portal.vocabulary import Certificate

Kind = Posting.Kind
TRIALS = (Kind.SCHOOL_INTERNSHIP, Kind.HOLIDAY_INTERNSHIP, Kind.TASTER_DAY)
CONTRACTS = (Kind.APPRENTICESHIP, Kind.DUAL_STUDY)
ANY_TIME = {
    Kind.SCHOOL_INTERNSHIP: 0.4,
    Kind.HOLIDAY_INTERNSHIP: 0.5,
    Kind.TASTER_DAY: 0.7,
    Kind.ENTRY_QUALIFICATION: 0.5,
    Kind.VOLUNTARY_YEAR: 0.3,
}
MONTHS = {8: "August", 9: "September", 10: "Oktober"}
LARGE = 10  # places of a company that takes several people at once
YOUNGEST_ON_HOLIDAY = 15  # § 5 and § 7 JArbSchG: no child any more
YOUNGEST_VOLUNTEER = 16


def possible(kind: str, work: Work, occupation: Occupation) -> bool:
    """Whether a firm can offer this kind of place in this occupation."""
    if kind in TRIALS:
        return True
    if kind == Kind.VOLUNTARY_YEAR:
        return bool(work.voluntary)
    if kind == Kind.DUAL_STUDY:
        return bool(work.study)
    if kind == Kind.ENTRY_QUALIFICATION:
        return occupation.training == Occupation.Training.DUAL
    return not work.school and not work.only_study


def start(world: World, chance: Chance, kind: str) -> tuple[date | None, date | None]:
    """First and last possible day; trainings begin on a fixed day of the next two years."""
    if kind in CONTRACTS or kind == Kind.VOLUNTARY_YEAR and not chance.happens(ANY_TIME[kind]):
        first = _training_start(world.today, chance, kind)
        return first, first
    if chance.happens(ANY_TIME[kind]):
        return None, None
    monday = world.today + timedelta(days=7 - world.today.weekday())
    first = monday + timedelta(weeks=chance.randint(1, 30))
    return first, min(first + timedelta(weeks=chance.randint(4, 20), days=4), world.today + timedelta(days=360))


def _training_start(today: date, chance: Chance, kind: str) -> date:
    next_year = today.year if today < date(today.year, 7, 1) else today.year + 1
    month = 10 if kind == Kind.DUAL_STUDY and chance.happens(0.3) else chance.choice([8, 8, 8, 9])
    return date(next_year + chance.happens(0.25), month, 1)


def duration(chance: Chance, kind: str, occupation: Occupation) -> str:
    return (occupation.years or "3 Jahre") if kind == Kind.APPRENTICESHIP else chance.one(stock.read("kinds")[kind]["durations"])


def hours(chance: Chance, kind: str, work: Work, firm: Firm) -> str:
    sort = "taste" if kind in TRIALS else "learn"
    if work.desk and not firm.trade.desk:
        return chance.one(stock.read("common")[f"desk_hours_{sort}"])
    return chance.one(getattr(firm.trade, f"hours_{sort}"))


def certificate(chance: Chance, kind: str, work: Work) -> int:
    """Firms write down what they wish for; the law asks nothing for a dual training."""
    if kind == Kind.DUAL_STUDY:
        return Certificate.ABITUR
    if kind == Kind.APPRENTICESHIP:
        return max(Certificate.NONE, work.certificate - chance.happens(0.4))
    return Certificate.NONE


def pay(world: World, chance: Chance, kind: str, work: Work, year: int) -> int | None:
    """Euros a month; pocket money in a voluntary year, never below what the law is likely to ask in that year of a training."""
    if kind == Kind.VOLUNTARY_YEAR:
        return 10 * chance.randint(38, 50)
    if kind not in CONTRACTS or not work.pay:
        return None
    low, high = work.pay if kind == Kind.APPRENTICESHIP else (work.pay[1], work.pay[1] + 200)
    return max(10 * round(chance.randint(low, high) / 10), world.least_pay(year))


def least_age(kind: str, work: Work) -> int | None:
    if kind in CONTRACTS:
        return work.age
    if kind == Kind.VOLUNTARY_YEAR:
        return YOUNGEST_VOLUNTEER
    return max(YOUNGEST_ON_HOLIDAY, work.taste_age or 0) if kind == Kind.HOLIDAY_INTERNSHIP else work.taste_age


def seats(chance: Chance, kind: str, firm: Firm) -> int:
    if firm.size >= LARGE:
        return chance.choice([1, 2, 2, 3, 4])
    return chance.choice([1, 1, 1, 2]) if kind != Kind.DUAL_STUDY else 1
