"""The acceptance figures of the check that need no person: how well short forms stand for all 48 questions, and how matching behaves.

Left out: rows 6 and 7 (they need people's college majors), 16-18 (a German pilot, two codings of the occupations).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from statistics import correlation, fmean, median

from occupations.check.bank import PER_SCALE, SCALES, Bank, Form, Reference, pages
from occupations.check.evaluate_matching import matching_figures
from occupations.check.figures import Figure, at_least, at_most
from occupations.check.matching import Catalogue, Occupation
from occupations.check.paging import next_page
from occupations.check.scoring import Answers, Profile, calibrate, careless, score
from occupations.check.simulation import Sheet

SHUFFLES = 5
STRAIGHT_LINERS, NOISE = 1000, 0.1
EXACT = 9
"""Digits within which two scores are equal: only what the computer's arithmetic adds is dropped."""


@dataclass(frozen=True)
class People:
    """The same people by all 48 questions, by the 18 and 30 of the fixed forms, and by 30 with the extra pages."""

    full: list[Profile]
    short: list[Profile]
    core: list[Profile]
    grown: list[Profile]
    lengths: list[int]


def evaluate(bank: Bank, sheets: Sequence[Sheet], occupations: Sequence[Occupation]) -> list[Figure]:
    people = answer_forms(bank, sheets)
    reference = Reference.of(zip(*(profile.values for profile in people.full), strict=True))
    return [
        *form_figures(people),
        *shuffled_figures(bank, sheets),
        *matching_figures(people.full, people.core, people.grown, reference, Catalogue.of(occupations)),
        *careless_figures(bank, sheets),
        at_least("14", "same answers in another order: same result", _share_repeatable(bank, sheets), 1.0),
    ]


def answer_forms(bank: Bank, sheets: Sequence[Sheet]) -> People:
    """Constants always come from the other half of the people."""
    halves = [replace(bank, calibration=calibrate(bank, sheets[1 - half :: 2])) for half in (0, 1)]
    banks = [halves[number % 2] for number in range(len(sheets))]
    asked = {form: [code for page in pages(bank, form) for code in page] for form in Form}
    short, core, full = (
        [score(own, {code: sheet[code] for code in asked[form]}) for own, sheet in zip(banks, sheets, strict=True)] for form in Form
    )
    taken = [take(own, sheet) for own, sheet in zip(banks, sheets, strict=True)]
    grown = [score(own, answers) for own, answers in zip(banks, taken, strict=True)]
    return People(full, short, core, grown, [len(answers) for answers in taken])


def take(bank: Bank, sheet: Sheet) -> Answers:
    """The answers of somebody who goes through the check page by page."""
    answers: dict[str, int | None] = {}
    while page := next_page(bank, answers):
        answers |= {code: sheet[code] for code in page}
    return answers


@dataclass(frozen=True)
class Recovery:
    """How well a form stands for the full set: correlations, and shares of people with the same front."""

    mean_r: float
    lowest_r: float
    median_profile: float
    first: float
    top3: float


def recovery(full: Sequence[Profile], form: Sequence[Profile]) -> Recovery:
    """Equal scores count as hits, on either side: they are in no order."""
    pairs = list(zip(full, form, strict=True))
    by_scale = [correlation([a.values[scale] for a, _ in pairs], [b.values[scale] for _, b in pairs]) for scale in range(len(SCALES))]
    profiles = [correlation(a.values, b.values) for a, b in pairs if a.range and b.range]
    return Recovery(
        mean_r=fmean(by_scale),
        lowest_r=min(by_scale),
        median_profile=median(profiles),
        first=fmean(_same_front(a, b, 1) for a, b in pairs),
        top3=fmean(_same_front(a, b, 3) for a, b in pairs),
    )


def _same_front(full: Profile, form: Profile, size: int) -> bool:
    """Is there a front of that size that both profiles allow?"""
    found, wanted = ([round(value, EXACT) for value in profile.values] for profile in (form, full))
    bound, goal = sorted(found, reverse=True)[size - 1], sorted(wanted, reverse=True)[size - 1]
    must = {scale for scale in range(6) if found[scale] > bound or wanted[scale] > goal}
    may = {scale for scale in range(6) if found[scale] >= bound and wanted[scale] >= goal}
    return must <= may and len(must) <= size <= len(may)


def form_figures(people: People) -> Iterator[Figure]:
    core, grown, short = (recovery(people.full, form) for form in (people.core, people.grown, people.short))
    yield at_least("1", "30 questions: mean r with 48", core.mean_r, 0.965)
    yield at_least("1", "30 questions: lowest r", core.lowest_r, 0.955)
    yield at_least("1", "30 questions: median profile r", core.median_profile, 0.972)
    yield at_least("2", "30 questions: same first letter", core.first, 0.84)
    yield at_least("2", "30 questions: same top three", core.top3, 0.80)
    yield at_most("3", "with extra pages: mean number of questions", fmean(people.lengths), 37)
    yield at_least("3", "with extra pages: lowest r", grown.lowest_r, 0.97)
    yield at_least("3", "with extra pages: same first letter", grown.first, 0.91)
    yield at_least("3", "with extra pages: same top three", grown.top3, 0.95)
    yield at_least("5", "18 questions: mean r", short.mean_r, 0.925)


def shuffled_figures(bank: Bank, sheets: Sequence[Sheet]) -> Iterator[Figure]:
    """An untried bank: chance orders and default constants, the mean of five shuffles."""
    full = [score(bank, sheet) for sheet in sheets]
    results = []
    for seed in range(SHUFFLES):
        mixed = shuffled(bank, seed)
        results.append(recovery(full, [score(mixed, take(mixed, sheet)) for sheet in sheets]))
    yield at_least("4", "the same, items shuffled, untuned: lowest r", fmean(result.lowest_r for result in results), 0.96)
    yield at_least("4", "the same, items shuffled, untuned: same top three", fmean(result.top3 for result in results), 0.93)


def shuffled(bank: Bank, seed: int) -> Bank:
    """The bank with the items of each scale in a chance order and without calibration."""
    random = Random(seed)
    orders = {scale: random.sample(range(1, PER_SCALE + 1), PER_SCALE) for scale in SCALES}
    return replace(bank, items=tuple(replace(item, order=orders[item.scale].pop()) for item in bank.items), calibration={})


def careless_figures(bank: Bank, sheets: Sequence[Sheet]) -> Iterator[Figure]:
    """On the 30 core questions. Straight-liners keep one answer and leave it at one question in ten for a chance one."""
    codes, random = [code for page in pages(bank) for code in page], Random(0)
    flagged = [bool(careless(bank, {code: sheet[code] for code in codes})) for sheet in sheets]
    found = []
    for _ in range(STRAIGHT_LINERS):
        usual = random.randint(1, 5)
        found.append(bool(careless(bank, {code: random.randint(1, 5) if random.random() < NOISE else usual for code in codes})))
    yield at_most("12", "careless: these people flagged", fmean(flagged), 0.04)
    yield at_least("12", "careless: straight-liners with 10 % noise found", fmean(found), 0.75)


def _share_repeatable(bank: Bank, sheets: Sequence[Sheet]) -> float:
    """People whose check asks and scores the same again when their answers arrive in the opposite order."""
    hits = 0
    for sheet in sheets:
        first = take(bank, sheet)
        again = take(bank, dict(reversed(sheet.items())))
        hits += list(first) == list(again) and score(bank, first) == score(bank, dict(reversed(list(again.items()))))
    return hits / len(sheets)
