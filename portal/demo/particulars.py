"""What makes a place concrete: hours within the law, ways to get in touch, what is provided, weeks."""

import re
from datetime import date, time, timedelta

from internships import admission
from internships.models import Posting, PostingWeek
from portal.demo.chance import Chance
from portal.demo.terms import TRIALS, Kind
from portal.demo.world import World

SPAN = re.compile(r"(Mo|Di)–(Do|Fr|Sa) (\d+)(?::(\d+))? bis (\d+)(?::(\d+))? Uhr(?:, Fr bis (\d+)(?::(\d+))? Uhr)?$")
DAYS = {"Mo": 1, "Di": 2, "Do": 4, "Fr": 5, "Sa": 6}
CONFIRMED = 45  # days ago, at most
LATE = 50  # a firm that is about to be asked once more


def settle(world: World, chance: Chance, posting: Posting) -> Posting:
    """Fills in what the place has not yet; hours as a text become hours that can be checked."""
    _hours(posting)
    _contact(chance, posting)
    _provisions(chance, posting)
    if posting.published_at:
        posting.confirmed_on = max(posting.published_at.date(), world.today - timedelta(days=chance.randint(0, CONFIRMED)))
    fit = admission.fit_of(posting)
    posting.from_class, posting.from_age = fit.school_class, fit.age
    return posting


def _hours(posting: Posting) -> None:
    """'Mo–Do 7 bis 16 Uhr, Fr bis 12:30 Uhr' -> columns; a week that the law forbids here becomes Monday to Friday, or stays open."""
    posting.in_shifts = "schicht" in posting.working_hours.lower() or "Spätdienst" in posting.working_hours
    found = SPAN.match(posting.working_hours)
    if not found:
        return
    last = 5 if found[7] else DAYS[found[2]]
    posting.weekdays = "".join(str(day) for day in range(DAYS[found[1]], last + 1))
    posting.day_starts, posting.day_ends = _clock(found[3], found[4]), _clock(found[5], found[6])
    posting.friday_ends = _clock(found[7], found[8]) if found[7] else None
    posting.working_hours = ""
    if admission.objections(posting):
        posting.weekdays = "12345"
    if admission.objections(posting):
        posting.day_starts = posting.day_ends = posting.friday_ends = None


def _clock(hour: str, minute: str | None) -> time:
    return time(int(hour), int(minute or 0))


def _contact(chance: Chance, posting: Posting) -> None:
    is_trial = posting.kind in TRIALS
    posting.phone_welcome = chance.happens(0.5 if posting.contact_phone else 0.15)
    posting.no_cover_letter = chance.happens(0.75 if is_trial else 0.3)
    if chance.happens(0.25):
        posting.contact_email = posting.company.email
    if posting.company.website and not is_trial and chance.happens(0.3):
        posting.application_url = f"{posting.company.website}bewerben/"


def _provisions(chance: Chance, posting: Posting) -> None:
    """Shoes and clothes where the occupation needs them, a meal where there is a kitchen."""
    conditions = posting.occupation.profile.conditions if hasattr(posting.occupation, "profile") else {}
    protects = conditions.get("protective_gear") == "usual"
    posting.lends_shoes = protects and chance.happens(0.55)
    posting.lends_workwear = protects and chance.happens(0.45)
    posting.gives_lunch = chance.happens(0.6 if posting.occupation.kldb.startswith(("29", "63", "82", "83")) else 0.12)
    posting.pays_travel = chance.happens(0.12 if posting.kind in TRIALS else 0.3)
    posting.has_lodging = posting.kind == Kind.VOLUNTARY_YEAR and chance.happens(0.3)


def weeks(world: World, chance: Chance, posting: Posting) -> list[PostingWeek]:
    """Some firms say in which weeks they take how many."""
    if posting.kind not in TRIALS or not chance.happens(0.6):
        return []
    mondays = _mondays(world.today, chance, posting)
    return [_week(chance, posting, monday) for monday in mondays]


def _week(chance: Chance, posting: Posting, monday: date) -> PostingWeek:
    """Free and taken seats; where none is free, somebody has taken them."""
    free = min(chance.choice([0, 0, 1, 1, 2]), posting.seats)
    return PostingWeek(posting=posting, monday=monday, capacity=free, taken=chance.choice([0, 1, 1, 2] if free else [1, 2, 2]))


def _mondays(today: date, chance: Chance, posting: Posting) -> list[date]:
    first = max(posting.starts_on or today, today) + timedelta(days=7)
    first -= timedelta(days=first.weekday())
    weeks = [first + timedelta(weeks=ahead) for ahead in sorted(chance.sample(range(20), chance.randint(3, 7)))]
    return [monday for monday in weeks if posting.starts_until is None or monday <= posting.starts_until]
