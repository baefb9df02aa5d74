"""Which questions come next: the core pages, then up to two pages aimed at ranks that are still open."""

from functools import cache
from math import exp
from operator import gt
from random import Random
from statistics import NormalDist

from occupations.check.bank import SCALES, Bank, Form, pages
from occupations.check.scoring import Answers, Profile, score

SEED = 48
DRAWS = 200
SURE = 0.90
MOST_EXTRA_PAGES = 2
PAGE_LENGTH = 6
MOST_PER_SCALE = 3
LEAST_SD = 0.15
SHRINK = 0.8


def next_page(bank: Bank, answers: Answers, seed: int = SEED, form: Form = Form.CORE) -> tuple[str, ...]:
    """The codes to ask next, empty when the check is complete. A code in `answers` counts as asked, whatever was answered.

    Only the core form grows: by two pages at most, and none once the three strongest scales are sure enough.
    """
    for page in pages(bank, form):
        if open_codes := tuple(code for code in page if code not in answers):
            return open_codes
    room = form * len(SCALES) + MOST_EXTRA_PAGES * PAGE_LENGTH - sum(code in answers for code in bank.by_code)
    if form != Form.CORE or room <= 0:
        return ()
    profile = score(bank, answers)
    return () if certainty(profile, seed) >= SURE else _extra_page(bank, answers, profile, min(room, PAGE_LENGTH))


def certainty(profile: Profile, seed: int = SEED) -> float:
    """Share of 200 draws around the scores, within their errors, that have the same three strongest scales."""
    drawn = [
        [value + error * deviate for deviate in deviates]
        for value, error, deviates in zip(profile.values, profile.errors, _deviates(seed), strict=True)
    ]
    a, b, c, d, e, f = (drawn[scale] for scale in profile.ranks)
    same_front: int = sum(map(gt, map(min, a, b, c), map(max, d, e, f)))
    return same_front / DRAWS


@cache
def _deviates(seed: int) -> list[list[float]]:
    """Standard normal draws, 200 per scale. By inversion, so that every Python version draws the same."""
    random, normal = Random(seed), NormalDist()
    return [[normal.inv_cdf(random.random() or 0.5) for _ in range(DRAWS)] for _ in SCALES]


def _extra_page(bank: Bank, answers: Answers, profile: Profile, length: int) -> tuple[str, ...]:
    unasked = {scale: [code for code in codes if code not in answers] for scale, codes in bank.in_order.items()}
    left = {scale: codes[:MOST_PER_SCALE] for scale, codes in unasked.items()}
    errors = dict(zip(SCALES, profile.errors, strict=True))
    first, second, third, fourth = sorted(profile.values, reverse=True)[:4]
    middles = (first + second) / 2, (third + fourth) / 2
    values = dict(zip(SCALES, profile.values, strict=True))
    page: list[str] = []
    while len(page) < length and (scales := [scale for scale in SCALES if left[scale]]):
        weights = [_weight(values[scale], errors[scale], middles) for scale in scales]
        scale = scales[weights.index(max(weights))]
        page.append(left[scale].pop(0))
        errors[scale] *= SHRINK
    return tuple(page)


def _weight(value: float, error: float, middles: tuple[float, float]) -> float:
    """High where a question can still change a rank: an uncertain score near the middle of ranks 1/2 or 3/4."""
    sd = max(error, LEAST_SD)
    return error * sum(exp(-(((value - middle) / sd) ** 2) / 2) for middle in middles)
