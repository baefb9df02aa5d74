"""From answers to six scores, and the check of answers given without reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from statistics import fmean, pstdev

from occupations.check.bank import PER_SCALE, SCALES, Bank, Form, Line, Six, pages

Answers = Mapping[str, int | None]
"""Item code -> 1 (gar nicht gern) to 5 (sehr gern); None: asked, but skipped or 'weiß ich nicht'."""

RESIDUAL_SD = (1.0, 0.75, 0.53, 0.40, 0.31, 0.24, 0.18, 0.12, 0.0)
"""Error of a scale score against all eight items, by number answered. 2-8 measured on the RIASEC Markers; 0 and 1 are judgement."""

LEAST_ANSWERED = 3
FLAT_RANGE = 1.2
LONGEST_RUN, LEAST_SPREAD, MOST_WITHIN = 12, 0.4, 0.9


@dataclass(frozen=True)
class Profile:
    """Six scores (1-5) with their errors (SD); a scale without any answer stands at 3."""

    values: Six
    errors: Six
    answered: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        return min(self.answered) >= LEAST_ANSWERED

    @property
    def range(self) -> float:
        return max(self.values) - min(self.values)

    @property
    def is_flat(self) -> bool:
        return self.range < FLAT_RANGE - 1e-9

    @property
    def ranks(self) -> list[int]:
        """The scales as positions in RIASEC, best first; equal scores keep the order of the letters."""
        return sorted(range(6), key=lambda scale: -self.values[scale])


def score(bank: Bank, answers: Answers) -> Profile:
    given = [[answer for code in bank.in_order[scale] if (answer := answers.get(code))] for scale in SCALES]
    estimates = [estimate(bank, scale, answered) for scale, answered in zip(SCALES, given, strict=True)]
    return Profile(
        values=tuple(value for value, _ in estimates),
        errors=tuple(error for _, error in estimates),
        answered=tuple(len(answered) for answered in given),
    )


def estimate(bank: Bank, scale: str, answered: Sequence[int]) -> tuple[float, float]:
    """(score 1-5, residual SD): the mean of the answers; with calibration what it stands for among all eight items."""
    mean = sum(answered) / len(answered) if answered else 3.0
    if line := bank.calibration.get((scale, len(answered))):
        return line.equated(mean), line.sd
    return mean, RESIDUAL_SD[len(answered)]


def calibrate(bank: Bank, sheets: Sequence[Answers]) -> dict[tuple[str, int], Line]:
    """Lines for the first 2-7 items of each scale, from people who answered all 48: least squares on the full score."""
    lines = {}
    for scale, codes in bank.in_order.items():
        full = [fmean(sheet[code] or 0 for code in codes) for sheet in sheets]
        for count in range(2, PER_SCALE):
            lines[scale, count] = _fit([fmean(sheet[code] or 0 for code in codes[:count]) for sheet in sheets], full)
    return lines


def _fit(short: Sequence[float], full: Sequence[float]) -> Line:
    mean_short, mean_full = fmean(short), fmean(full)
    products = sum((x - mean_short) * (y - mean_full) for x, y in zip(short, full, strict=True))
    squares = sum((x - mean_short) ** 2 for x in short)
    slope = products / squares if squares else 1.0
    intercept = mean_full - slope * mean_short
    return Line(intercept, slope, sqrt(fmean((y - intercept - slope * x) ** 2 for x, y in zip(short, full, strict=True))))


def careless(bank: Bank, answers: Answers) -> frozenset[str]:
    """Hints that somebody clicked without reading: 'run', 'spread', 'random'. For a friendly question, never for a verdict."""
    asked = [code for page in pages(bank, Form.LONG) for code in page if answers.get(code)]
    given = [answers[code] or 0 for code in asked]
    if len(given) < LONGEST_RUN:
        return frozenset()
    flags = {
        "run": max(len(list(run)) for _, run in groupby(given)) >= LONGEST_RUN,
        "spread": pstdev(given) < LEAST_SPREAD,
        "random": _looks_random(bank, answers, given),
    }
    return frozenset(flag for flag, raised in flags.items() if raised)


def _looks_random(bank: Bank, answers: Answers, given: Sequence[int]) -> bool:
    """Do the two halves of the scales contradict each other, and does knowing the scale tell nothing about an answer?"""
    scales = [[answer for code in codes if (answer := answers.get(code))] for codes in bank.in_order.values()]
    if min(map(len, scales)) < 2:
        return False
    within, total = fmean(map(pstdev, scales)), pstdev(given)
    odd, even = [fmean(scale[::2]) for scale in scales], [fmean(scale[1::2]) for scale in scales]
    return covariance(odd, even) < 0 and within > MOST_WITHIN * total


def covariance(first: Sequence[float], second: Sequence[float]) -> float:
    """Unscaled: the sum of the products of the deviations."""
    mean = fmean(first)
    return sum((x - mean) * y for x, y in zip(first, second, strict=True))
