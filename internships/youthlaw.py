"""What the law allows young people at work: rules as data (data/youth_law.toml), questions as pure functions.

Simplified on purpose, and always to the careful side: collective agreements (§ 21a JArbSchG), emergencies (§ 21) and permits of the
authority are left out. Not legal advice; docs/decisions/0009 says what else was decided.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from pathlib import Path

LAW = tomllib.loads((Path(__file__).parent / "data" / "youth_law.toml").read_text())
AS_OF: date = LAW["as_of"]
ADULT = 18
PAST_SCHOOL = 16
"""From this birthday on nine years of school are over, whenever somebody started: children start with six or seven."""
SATURDAY, SUNDAY = 6, 7


class Form(StrEnum):
    """What the law makes of a stay in a firm."""

    INTERNSHIP = "internship"  # organised by a school: § 5 Abs. 2 Nr. 2
    HOLIDAY = "holiday"  # work in the school holidays: § 5 Abs. 4
    AFTER_SCHOOL = "after school"  # a contract once full-time schooling is over, but no training: § 7 Satz 1 Nr. 2
    TRAINING = "training"  # § 7 Satz 1 Nr. 1


@dataclass(frozen=True)
class Rule:
    """One rule in words a firm understands."""

    law: str
    words: str
    limit: int = 0


@dataclass(frozen=True)
class Trade:
    """A line of business for which the law makes exceptions; `begin` and `end` are pairs of an age and the hour open to it."""

    name: str
    kldb: tuple[str, ...]
    begin: tuple[tuple[int, int], ...] = ()
    end: tuple[tuple[int, int], ...] = ()
    saturday: bool = False
    sunday: bool = False
    shift: int = 0


@dataclass(frozen=True)
class Need:
    """A paper to bring; `certain` False: only for some tasks of the occupation."""

    key: str
    law: str
    certain: bool = True


def _trade(name: str, kldb: list[str], **exceptions) -> Trade:
    begin, end = (tuple(map(tuple, exceptions.pop(key, []))) for key in ("from", "until"))
    return Trade(name, tuple(kldb), begin, end, **exceptions)


RULES = {key: Rule(**values) for key, values in LAW["rules"].items()}
TRADES = {name: _trade(name, **values) for name, values in LAW["trades"].items()}
IN_SHIFTS = TRADES["shifts"]


@dataclass(frozen=True)
class Hours:
    """A working week: the same hours on each of `days` (1 is Monday), on Friday perhaps a shorter one."""

    starts: time
    ends: time
    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    pause: int | None = None
    friday_ends: time | None = None

    def present(self, day: int) -> int:
        """Minutes from coming to going."""
        ends = self.friday_ends if day == 5 and self.friday_ends else self.ends
        return max(0, _minutes(ends) - _minutes(self.starts))

    def worked(self, day: int) -> int:
        """Minutes without breaks; where the firm names none, without those that the law asks for."""
        pause = least_pause(self.present(day)) if self.pause is None else self.pause
        return max(0, self.present(day) - pause)

    @property
    def longest(self) -> int:
        return max(map(self.worked, self.days), default=0)

    @property
    def week(self) -> int:
        return sum(map(self.worked, self.days))


@dataclass(frozen=True)
class Stay:
    """A place as the law sees it; `weeks` is how long a holiday job lasts, 0 where that is not known."""

    form: Form
    hours: Hours | None = None
    trades: frozenset[Trade] = field(default_factory=frozenset)
    weeks: int = 0


@dataclass(frozen=True)
class Person:
    """A young person; `must_attend`: still within full-time compulsory schooling (§ 2 Abs. 3)."""

    age: int
    must_attend: bool


@dataclass(frozen=True)
class Schooling:
    """What a federal state says: years of full-time compulsory schooling, and the class from which schools send pupils into firms."""

    years: int
    internship_class: int


@dataclass(frozen=True)
class Breach:
    """A rule that a stay breaks for somebody."""

    key: str
    found: str = ""

    @property
    def sentence(self) -> str:
        rule = RULES[self.key]
        return f"{rule.words.format(self.found)} ({rule.law})"


@dataclass(frozen=True)
class Fit:
    """From which class and which age on a place is legal (0: no limit), and the rule that keeps the next younger out."""

    school_class: int
    age: int
    because: str = ""


STEPS = (
    Person(13, True),
    Person(14, False),
    Person(15, True),
    Person(15, False),
    Person(16, False),
    Person(17, False),
    Person(18, False),
)
"""Growing up, as the law sees it."""


def breaches(stay: Stay, who: Person) -> list[Breach]:
    """Every rule that this stay breaks for this person; none for an adult."""
    if who.age >= ADULT:
        return []
    found = [*_on_admission(stay, who)]
    if stay.hours:
        found += [*_on_length(stay, stay.hours, who), *_on_time_of_day(stay, stay.hours, who), *_on_days(stay, stay.hours)]
    return found


def youngest(stay: Stay, school: Schooling) -> Fit:
    """The first step of growing up at which nothing is forbidden any more."""
    because = ""
    for who in STEPS:
        found = breaches(stay, who)
        if not found:
            return Fit(_class_of(who, stay.form, school), _age_of(who, stay.form), because)
        because = found[0].key
    raise AssertionError("nothing is forbidden to adults")


def youngest_meant(form: Form, school: Schooling, school_class: int | None, age: int | None) -> Person:
    """Who may come at the least, as the firm says it: its lowest class and age, or else what this form of stay implies."""
    past_school = (school_class or 0) > school.years or (age or 0) >= PAST_SCHOOL
    must_attend = form in (Form.INTERNSHIP, Form.HOLIDAY) and not past_school
    usual = 13 if form == Form.INTERNSHIP and must_attend else 15
    return Person(age or usual, must_attend)


def trades_of(kldb: str, in_shifts: bool = False) -> frozenset[Trade]:
    """The lines of business of an occupation, by its KldB 2010."""
    return frozenset(trade for trade in TRADES.values() if kldb.startswith(trade.kldb) or in_shifts and trade is IN_SHIFTS)


def needs(form: Form, kldb: str) -> list[Need]:
    """The papers to bring; the doctor's examination is for whoever starts a working life, not for short light work (§ 32 Abs. 2)."""
    found = [Need(key, need["law"], kldb.startswith(tuple(need["kldb"]))) for key, need in LAW["needs"].items() if _asked(need, kldb)]
    if form in (Form.TRAINING, Form.AFTER_SCHOOL):
        found.append(Need("examination", LAW["needs"]["examination"]["law"]))
    return found


def dangers_in(text: str) -> list[str]:
    """Sentences about words that ask for a second look: dangerous work (§ 22) and piecework (§ 23)."""
    found = [(danger, re.search(rf"\b(?:{danger['pattern']})", text, re.IGNORECASE)) for danger in LAW["dangers"].values()]
    return [f"{danger['say'].format(match[0])} ({danger['law']})" for danger, match in found if match]


def _asked(need: dict, kldb: str) -> bool:
    return kldb.startswith((*need["kldb"], *need["perhaps"]))


def needed_pause(worked: int) -> int:
    """Minutes of break for so many minutes of work (§ 11 Abs. 1)."""
    if worked <= 4.5 * 60:
        return 0
    return 30 if worked <= 6 * 60 else 60


def least_pause(present: int) -> int:
    """The shortest lawful break for so many minutes from coming to going."""
    return next(pause for pause in (0, 30, 60) if needed_pause(max(0, present - pause)) <= pause)


def in_hours(minutes: int) -> str:
    """450 -> '7½', 440 -> '7:20'."""
    whole, rest = divmod(minutes, 60)
    quarter = {0: "", 15: "¼", 30: "½", 45: "¾"}
    return f"{whole}{quarter.get(rest, f':{rest:02}')}"


def _on_admission(stay: Stay, who: Person) -> Iterator[Breach]:
    if stay.form == Form.HOLIDAY:
        if who.age < RULES["child"].limit:
            yield Breach("child")
        elif who.must_attend and stay.weeks > RULES["holiday_weeks"].limit:
            yield Breach("holiday_weeks", str(stay.weeks))
    elif stay.form != Form.INTERNSHIP and who.must_attend:
        yield Breach("schooling")


def _on_length(stay: Stay, hours: Hours, who: Person) -> Iterator[Breach]:
    like_a_pupil = stay.form == Form.INTERNSHIP and who.must_attend or stay.form != Form.TRAINING and who.age < RULES["child"].limit
    day, week = ("pupil_day", "pupil_week") if like_a_pupil else ("day", "week")
    most = RULES[day].limit * 60
    if not like_a_pupil and min(map(hours.worked, hours.days), default=0) < most:
        most += 30  # § 8 Abs. 2a: half an hour more, where another day is shorter
    if hours.longest > most:
        yield Breach(day, in_hours(hours.longest))
    if hours.week > RULES[week].limit * 60:
        yield Breach(week, in_hours(hours.week))
    if hours.pause is not None and any(hours.pause < needed_pause(hours.worked(day)) for day in hours.days):
        yield Breach("pause", str(hours.pause))
    longest_stay = max([RULES["shift"].limit, *(trade.shift for trade in stay.trades)])
    if max(map(hours.present, hours.days), default=0) > longest_stay * 60:
        yield Breach("shift", str(longest_stay))


def _on_time_of_day(stay: Stay, hours: Hours, who: Person) -> Iterator[Breach]:
    earliest = min([RULES["early"].limit, *(hour for trade in stay.trades for age, hour in trade.begin if who.age >= age)])
    latest = max([RULES["late"].limit, *(hour for trade in stay.trades for age, hour in trade.end if who.age >= age)])
    if hours.starts < time(earliest):
        yield Breach("early")
    if max(hours.ends, hours.friday_ends or hours.ends) > time(latest):
        yield Breach("late")


def _on_days(stay: Stay, hours: Hours) -> Iterator[Breach]:
    if len(hours.days) > RULES["five_days"].limit:
        yield Breach("five_days", str(len(hours.days)))
    if SATURDAY in hours.days and not any(trade.saturday for trade in stay.trades):
        yield Breach("saturday")
    if SUNDAY in hours.days and not any(trade.sunday for trade in stay.trades):
        yield Breach("sunday")


def _class_of(who: Person, form: Form, school: Schooling) -> int:
    """The lowest class in which such a person can be, 0 where her age says it all; contracts begin after the last compulsory class."""
    if who.age >= PAST_SCHOOL:
        return 0
    if form in (Form.TRAINING, Form.AFTER_SCHOOL):
        return school.years
    if form == Form.INTERNSHIP and who.must_attend:
        return school.internship_class
    return 0 if who.must_attend else school.years + 1


def _age_of(who: Person, form: Form) -> int:
    """0 where the class says it all."""
    return who.age if who.age >= RULES["child"].limit or form == Form.HOLIDAY else 0


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
