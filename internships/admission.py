"""Who may come: from a place to the law's question (youthlaw.py) and back to columns and sentences."""

import re
from math import ceil
from typing import NamedTuple

from django.conf import settings

from internships import youthlaw
from internships.youthlaw import Fit, Form, Hours, Need, Schooling, Stay

FORMS = {
    "schulpraktikum": Form.INTERNSHIP,
    "schnuppertag": Form.INTERNSHIP,
    "ferienpraktikum": Form.HOLIDAY,
    "ausbildung": Form.TRAINING,
    "duales-studium": Form.TRAINING,
    "einstiegsqualifizierung": Form.AFTER_SCHOOL,
    "freiwilligenjahr": Form.AFTER_SCHOOL,
}
SCHOOLING = Schooling(settings.REGION.school.years, settings.REGION.school.internship_class)
WEEKS_A_MONTH = 365 / 12 / 7
LENGTH = re.compile(r"(\d+)(?:\s*(?:–|-|bis|oder)\s*(\d+))?\s*(Woche|Monat)", re.IGNORECASE)


def stay_of(posting) -> Stay:
    hours = None
    if posting.day_starts and posting.day_ends:
        hours = Hours(posting.day_starts, posting.day_ends, frozenset(posting.days), posting.break_minutes, posting.friday_ends)
    trades = youthlaw.trades_of(posting.occupation.kldb, posting.in_shifts)
    return Stay(FORMS[posting.kind], hours, trades, weeks_in(posting.duration))


def weeks_in(duration: str) -> int:
    """'2 Wochen' -> 2, '2 bis 3 Wochen' -> 2 (the shortest counts: longer is by agreement), '1 Monat' -> 5, 'drei Tage' -> 0."""
    found = LENGTH.search(duration)
    if not found:
        return 0
    return ceil(int(found[1]) * (WEEKS_A_MONTH if found[3].lower() == "monat" else 1))


def lawful_fit(posting) -> Fit:
    return youthlaw.youngest(stay_of(posting), SCHOOLING)


def fit_of(posting) -> Fit:
    """From which class and age on a place fits: what the law says, and more where the firm asks for more."""
    fit = lawful_fit(posting)
    return Fit(max(fit.school_class, posting.minimum_class or 0), max(fit.age, posting.minimum_age or 0), fit.because)


def objections(posting) -> list[str]:
    """What the law says against a place as the firm wants it; the last sentence says what would make it right."""
    stay = stay_of(posting)
    who = youthlaw.youngest_meant(stay.form, SCHOOLING, posting.minimum_class, posting.minimum_age)
    found = [breach.sentence for breach in youthlaw.breaches(stay, who)]
    return [*found, _way_out(stay)] if found else []


def _way_out(stay: Stay) -> str:
    fit = youthlaw.youngest(stay, SCHOOLING)
    if fit.age >= youthlaw.ADULT:
        return "So ist der Platz nur für Erwachsene möglich. Bitte ändern Sie die Zeiten oder tragen Sie als Mindestalter 18 ein."
    least = f"„ab Klasse {fit.school_class}“" if fit.school_class > SCHOOLING.years else f"als Mindestalter {fit.age or 15}"
    return f"Bitte ändern Sie die Angaben oder tragen Sie {least} ein: Dann ist es erlaubt."


def needs_of(posting) -> list[Need]:
    return youthlaw.needs(FORMS[posting.kind], posting.occupation.kldb)


class Pupil(NamedTuple):
    """Somebody who looks for a place, as far as she says: the highest class and the highest age that she may have."""

    school_class: int
    age: int


def in_class(school_class: int) -> Pupil:
    """A pupil of class 9 is 14 or 15: what is open from 15 on may fit, and its page says from when."""
    return Pupil(school_class, school_class + 6)


def of_age(age: int) -> Pupil:
    """Somebody of 15 is in class 9 or 10, so an hour more that is lawful from class 10 on may fit."""
    return Pupil(age - 5, age)
