"""The acceptance figures of the ranking: who gets which occupations, how stable they are, flat profiles, codes and time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest
from random import Random
from statistics import fmean, median
from time import perf_counter

from occupations.check.bank import Form, Reference, Six
from occupations.check.codes import MOST_FIELDS, MOST_LIKED, MOST_NEVER, MOST_STRENGTHS, MOST_SUBJECTS, Keys, Result, decode, encode
from occupations.check.figures import Figure, at_least, at_most
from occupations.check.matching import Catalogue, Wishes, match, person_vector, select
from occupations.check.scoring import Profile

BEST, WIDER = 10, 20
TIMED = 200
KEYS = Keys(*(tuple(f"{name}{number}" for number in range(size)) for name, size in (("f", 17), ("s", 16), ("k", 14), ("c", 17))))
"""A stand-in of the size of the catalogue's vocabulary."""


def matching_figures(
    full: Sequence[Profile], core: Sequence[Profile], grown: Sequence[Profile], reference: Reference, catalogue: Catalogue
) -> Iterator[Figure]:
    ranked = [profile for profile in grown if not profile.is_flat]
    flat = [profile for profile in grown if profile.is_flat]
    yield from spread_figures(grown, reference, catalogue)
    pairs = [(a, b) for a, b in zip(full, core, strict=True) if not a.is_flat]
    yield from stability_figures(pairs, reference, catalogue)
    yield Figure("13", "flat profiles", len(flat) / len(grown), least=0.04, most=0.09)
    unranked = [not match(profile, reference, catalogue).matches for profile in flat]
    yield at_least("13", "flat profiles without a ranking", fmean(unranked or [1]), 1.0)
    yield at_least("14", "codes that come back the same", share_of_round_trips(grown), 1.0)
    yield at_most("15", "milliseconds to rank the catalogue (median)", milliseconds(ranked, reference, catalogue), 20)


def spread_figures(people: Sequence[Profile], reference: Reference, catalogue: Catalogue) -> Iterator[Figure]:
    """By interests alone and for all people, also those the pages show no ranking.

    The share of R-first occupations among all best places, against their share of the catalogue.
    """
    counts = Counter(place for person in people for place in best(_correlations(person, reference, catalogue), BEST))
    technical = [max(one.interests) == one.interests[0] for one in catalogue.occupations]
    share = sum(count for place, count in counts.items() if technical[place]) / counts.total()
    yield at_least("8", "occupations in somebody's ten best", len(counts) / len(technical), 0.95)
    yield at_most("8", "people with the most frequent occupation", max(counts.values()) / len(people), 0.12)
    yield at_most(
        "9", f"R-first in ten best ({share:.2f}) and catalogue ({fmean(technical):.2f}) apart", abs(share - fmean(technical)), 0.15
    )


def stability_figures(people: Sequence[tuple[Profile, Profile]], reference: Reference, catalogue: Catalogue) -> Iterator[Figure]:
    """30 against 48 questions, over all pairs of person and occupation."""
    fits = stays = misfits = rises = 0
    found = []
    for full, core in people:
        by_full, by_core = _correlations(full, reference, catalogue), _correlations(core, reference, catalogue)
        fitting = [b for a, b in zip(by_full, by_core, strict=True) if a >= 0.70]
        unfitting = [b for a, b in zip(by_full, by_core, strict=True) if a < 0]
        fits, misfits = fits + len(fitting), misfits + len(unfitting)
        stays, rises = stays + sum(r >= 0.50 for r in fitting), rises + sum(r >= 0.50 for r in unfitting)
        found.append(len(set(best(by_full, BEST)) & set(best(by_core, WIDER))) / BEST)
    yield at_least("10", "r >= .70 with 48 that stay >= .50 with 30", stays / fits, 0.96)
    yield at_most("10", "r < 0 with 48 that rise to >= .50 with 30", rises / misfits, 0.003)
    yield at_least("11", "ten best by 48 among the twenty best by 30", fmean(found), 0.84)


def best(correlations: Sequence[float], count: int) -> list[int]:
    """The places of the highest correlations."""
    return nlargest(count, range(len(correlations)), key=correlations.__getitem__)


def _correlations(person: Profile, reference: Reference, catalogue: Catalogue) -> list[float]:
    return catalogue.correlations(person_vector(person, reference))


def share_of_round_trips(people: Sequence[Profile]) -> float:
    """With chance ticks; scores come back in the steps of the code, and the code of what came back is the same."""
    random, hits = Random(0), 0
    for person in people:
        sent = Result(1, Form.CORE, person.values, chance_wishes(random))
        code = encode(sent, KEYS)
        back = decode(code, KEYS)
        hits += back.wishes == sent.wishes and _near(back.values, sent.values) and encode(back, KEYS) == code
    return hits / len(people)


def chance_wishes(random: Random) -> Wishes:
    """Ticks in the order of the vocabulary, as they come back from a code."""

    def some(keys: Sequence[str], most: int) -> tuple[str, ...]:
        return tuple(sorted(random.sample(keys, min(len(keys), random.randint(0, most))), key=keys.index))

    never = some(KEYS.conditions, MOST_NEVER)
    liked = some([key for key in KEYS.conditions if key not in never], MOST_LIKED)
    return Wishes(some(KEYS.fields, MOST_FIELDS), some(KEYS.subjects, MOST_SUBJECTS), some(KEYS.strengths, MOST_STRENGTHS), liked, never)


def _near(back: Six, sent: Six) -> bool:
    return all(abs(one - other) <= 0.025 + 1e-9 for one, other in zip(back, sent, strict=True))


def milliseconds(people: Sequence[Profile], reference: Reference, catalogue: Catalogue) -> float:
    random, times = Random(0), []
    for person in people[:TIMED]:
        wishes = chance_wishes(random)
        start = perf_counter()
        select(match(person, reference, catalogue, wishes))
        times.append(1000 * (perf_counter() - start))
    return median(times)
