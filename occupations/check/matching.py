"""Which occupations fit a profile: Pearson correlation of standardised scores first, then what the person ticked."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import sqrt
from operator import mul
from statistics import fmean, pstdev
from typing import Literal

from occupations.check.bank import Reference, Six
from occupations.check.scoring import Profile


@dataclass(frozen=True)
class Weights:
    """Every number of the ranking in one table; `Weights(**table)` reads another one. Judgement, but for 'interests first'.

    The four parts are shares of 100 points, the malus is points per 'never' condition that is sometimes present, the bands are
    least correlations.
    """

    interests: float = 0.70
    fields: float = 0.15
    abilities: float = 0.10
    conditions: float = 0.05
    second_field: float = 0.5
    sometimes: float = 0.5
    malus: float = 5.0
    very_good: float = 0.70
    good: float = 0.50
    look: float = 0.25

    def __post_init__(self) -> None:
        parts = self.interests, self.fields, self.abilities, self.conditions
        if self.interests <= 0 or min(*parts, self.malus) < 0:
            raise ValueError("weights cannot be negative, and interests must count")
        if not 1 >= self.very_good > self.good > self.look >= -1:
            raise ValueError("the bands must fall from very_good over good to look, between 1 and -1")


class Band(StrEnum):
    VERY_GOOD = "passt sehr gut"
    GOOD = "passt gut"
    LOOK = "einen Blick wert"


Presence = Literal["usual", "sometimes"]


@dataclass(frozen=True)
class Occupation:
    """What the check knows of an occupation: six interests (1-7), fields with the main one first, and keys of the vocabulary."""

    key: str
    interests: Six
    fields: tuple[str, ...]
    subjects: frozenset[str] = frozenset()
    strengths: frozenset[str] = frozenset()
    conditions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def usual(self) -> frozenset[str]:
        return frozenset(key for key, presence in self.conditions.items() if presence == "usual")

    @cached_property
    def sometimes(self) -> frozenset[str]:
        return frozenset(key for key, presence in self.conditions.items() if presence == "sometimes")

    def having(self, conditions: Collection[str], presence: Presence) -> tuple[str, ...]:
        present = self.usual if presence == "usual" else self.sometimes
        return () if present.isdisjoint(conditions) else tuple(condition for condition in conditions if condition in present)


@dataclass(frozen=True)
class Wishes:
    """What a person ticked, as keys of the vocabulary; an empty part counts as not answered."""

    fields: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


NO_WISHES = Wishes()


@dataclass(frozen=True)
class Catalogue:
    """Occupations with their standardised interests; build once by `Catalogue.of` and keep."""

    occupations: tuple[Occupation, ...]
    vectors: tuple[Six, ...]
    units: tuple[Six, ...]
    places: Mapping[str, int]

    @classmethod
    def of(cls, occupations: Sequence[Occupation]) -> "Catalogue":
        columns = list(zip(*(occupation.interests for occupation in occupations), strict=True))
        means, spreads = [fmean(column) for column in columns], [pstdev(column) or 1.0 for column in columns]
        vectors = tuple(standardised(occupation.interests, means, spreads) for occupation in occupations)
        places = {occupation.key: place for place, occupation in enumerate(occupations)}
        return cls(tuple(occupations), vectors, tuple(map(unit, vectors)), places)

    def correlations(self, person: Six) -> list[float]:
        """Pearson r of a centred person with each occupation, -1 to 1; 0 where one of them has no ups and downs."""
        a, b, c, d, e, f = unit(person)
        return [a * r + b * i + c * t + d * s + e * n + f * o for r, i, t, s, n, o in self.units]


@dataclass(frozen=True, slots=True)
class Match:
    """One occupation for one person: `interest` is the correlation, `total` 0-100 the order of the list, neither is shown."""

    occupation: Occupation
    interest: float
    total: float
    band: Band | None
    sometimes: tuple[str, ...]
    usual: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """`matches` best first; `hidden` likewise, for their `usual` conditions. Empty unless the status is 'ranked'."""

    status: Literal["ranked", "flat", "incomplete"]
    matches: tuple[Match, ...] = ()
    hidden: tuple[Match, ...] = ()


def match(
    profile: Profile, reference: Reference, catalogue: Catalogue, wishes: Wishes = NO_WISHES, weights: Weights = Weights()
) -> Ranking:
    if not profile.is_complete:
        return Ranking("incomplete")
    if profile.is_flat:
        return Ranking("flat")
    correlations = catalogue.correlations(person_vector(profile, reference))
    totals = _totals(catalogue.occupations, correlations, wishes, weights)
    found = [
        _match(occupation, r, total, wishes.never, weights)
        for occupation, r, total in zip(catalogue.occupations, correlations, totals, strict=True)
    ]
    found.sort(key=lambda one: (-one.total, one.occupation.key))
    return Ranking("ranked", tuple(one for one in found if not one.usual), tuple(one for one in found if one.usual))


def select(ranking: Ranking, count: int = 12, fields: int = 4, per_field: int = 4) -> list[Match]:
    """The first of the list from several main fields; those without a band only where the others do not fill it.

    Fewer fields come out where the ranking has fewer, fewer matches where `per_field` ends them.
    """
    chosen: list[Match] = []
    waiting = sorted(ranking.matches, key=lambda one: one.band is None)
    fields = min(fields, len({main_field(one) for one in waiting}))
    used: Counter[str] = Counter()
    for one in waiting:
        place_is_kept = used[main_field(one)] and count - len(chosen) <= fields - len(used)
        if len(chosen) < count and used[main_field(one)] < per_field and not place_is_kept:
            chosen.append(one)
            used[main_field(one)] += 1
    return sorted(chosen, key=lambda one: (one.band is None, -one.total, one.occupation.key))


def main_field(one: Match) -> str:
    return one.occupation.fields[0] if one.occupation.fields else ""


def person_vector(profile: Profile, reference: Reference) -> Six:
    return standardised(profile.values, reference.means, reference.spreads)


def standardised(values: Sequence[float], means: Sequence[float], spreads: Sequence[float]) -> Six:
    """z values per scale, centred over the six scales."""
    z = [(value - mean) / spread for value, mean, spread in zip(values, means, spreads, strict=True)]
    centre = sum(z) / len(z)
    return tuple(value - centre for value in z)


def unit(vector: Six) -> Six:
    """Length 1, so that the product of two is their correlation; a vector without length stays 0."""
    length = sqrt(sum(map(mul, vector, vector)))
    return tuple(value / length for value in vector) if length > 1e-9 else (0.0,) * 6


def band_of(interest: float, weights: Weights = Weights()) -> Band | None:
    if interest >= weights.good:
        return Band.VERY_GOOD if interest >= weights.very_good else Band.GOOD
    return Band.LOOK if interest >= weights.look else None


def _match(occupation: Occupation, interest: float, points: float, never: tuple[str, ...], weights: Weights) -> Match:
    if not never:
        return Match(occupation, interest, points, band_of(interest, weights), (), ())
    sometimes, usual = occupation.having(never, "sometimes"), occupation.having(never, "usual")
    total = max(0.0, points - weights.malus * len(sometimes))
    return Match(occupation, interest, total, band_of(interest, weights), sometimes, usual)


def _totals(occupations: Sequence[Occupation], correlations: Sequence[float], wishes: Wishes, weights: Weights) -> list[float]:
    """0-100: the answered parts by their weights; what was not answered is left out."""
    parts = [(weights.interests, [(r + 1) / 2 for r in correlations])]
    if wishes.fields:
        parts.append((weights.fields, _field_shares(occupations, set(wishes.fields), weights)))
    if wishes.subjects or wishes.strengths:
        parts.append((weights.abilities, _ability_shares(occupations, set(wishes.subjects), set(wishes.strengths))))
    if wishes.liked:
        parts.append((weights.conditions, _condition_shares(occupations, set(wishes.liked), weights)))
    whole = sum(weight for weight, _ in parts)
    columns = [[100 * weight / whole * share for share in shares] for weight, shares in parts]
    return list(map(sum, zip(*columns, strict=True)))


def _field_shares(occupations: Sequence[Occupation], chosen: set[str], weights: Weights) -> list[float]:
    return [
        0.0 if chosen.isdisjoint(occupation.fields) else 1.0 if occupation.fields[0] in chosen else weights.second_field
        for occupation in occupations
    ]


def _ability_shares(occupations: Sequence[Occupation], subjects: set[str], strengths: set[str]) -> list[float]:
    """Ticked share of what helps in the occupation, over the lists that the person answered."""
    shares = []
    for occupation in occupations:
        helpful = (len(occupation.subjects) if subjects else 0) + (len(occupation.strengths) if strengths else 0)
        ticked = len(occupation.subjects & subjects) + len(occupation.strengths & strengths)
        shares.append(ticked / helpful if helpful else 0.0)
    return shares


def _condition_shares(occupations: Sequence[Occupation], liked: set[str], weights: Weights) -> list[float]:
    return [
        (len(occupation.usual & liked) + weights.sometimes * len(occupation.sometimes & liked)) / len(liked) for occupation in occupations
    ]
