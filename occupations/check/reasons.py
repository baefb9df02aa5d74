"""Why an occupation is in somebody's list, and what speaks against it: keys and letters, put into words by the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from occupations.check.bank import SCALES, Reference
from occupations.check.matching import NO_WISHES, Catalogue, Match, Occupation, Wishes, person_vector
from occupations.check.scoring import Profile

CLEAR_CONFLICT = -0.2


@dataclass(frozen=True)
class Caution:
    """One honest 'Achtung'.

    never: a condition the person excluded is sometimes present. needs: the occupation asks much of a scale the person likes less.
    lacks: the person likes a scale that hardly occurs. usual, sometimes: a condition that should be known. `key` is the condition or
    the letter of the scale.
    """

    kind: Literal["never", "needs", "lacks", "usual", "sometimes"]
    key: str


@dataclass(frozen=True)
class Reasons:
    """`scales`: up to two letters, strongest first, of scales both sides are high in; the rest are ticked keys that fit."""

    scales: tuple[str, ...]
    fields: tuple[str, ...]
    subjects: tuple[str, ...]
    strengths: tuple[str, ...]
    conditions: tuple[str, ...]
    caution: Caution | None


def reasons(profile: Profile, reference: Reference, catalogue: Catalogue, one: Match, wishes: Wishes = NO_WISHES) -> Reasons:
    occupation = one.occupation
    person, work = person_vector(profile, reference), catalogue.vectors[catalogue.places[occupation.key]]
    products = [(mine * theirs, letter, mine) for letter, mine, theirs in zip(SCALES, person, work, strict=True)]
    shared = sorted(((product, letter) for product, letter, mine in products if product > 0 and mine > 0), reverse=True)
    return Reasons(
        scales=tuple(letter for _, letter in shared[:2]),
        fields=tuple(key for key in wishes.fields if key in occupation.fields),
        subjects=tuple(key for key in wishes.subjects if key in occupation.subjects),
        strengths=tuple(key for key in wishes.strengths if key in occupation.strengths),
        conditions=occupation.having(wishes.liked, "usual") + occupation.having(wishes.liked, "sometimes"),
        caution=_caution(one, min(products), wishes),
    )


def because(phrases: Mapping[str, Mapping[str, str]], scales: tuple[str, ...]) -> str:
    """'weil du gern ... und gern ...', from the phrases of the bank; empty without scales."""
    likes = [f"gern {phrases[letter]['likes']}" for letter in scales]
    return f"weil du {' und '.join(likes)}" if likes else ""


def _caution(one: Match, worst: tuple[float, str, float], wishes: Wishes) -> Caution | None:
    """What the person excluded first, then the clearest conflict of interests, then a condition nobody told us they like."""
    if one.sometimes:
        return Caution("never", one.sometimes[0])
    product, letter, mine = worst
    if product <= CLEAR_CONFLICT:
        return Caution("lacks" if mine > 0 else "needs", letter)
    return _condition_to_know(one.occupation, wishes)


def _condition_to_know(occupation: Occupation, wishes: Wishes) -> Caution | None:
    unliked = [key for key in occupation.conditions if key not in wishes.liked]
    if usual := occupation.having(unliked, "usual"):
        return Caution("usual", usual[0])
    sometimes = occupation.having(unliked, "sometimes")
    return Caution("sometimes", sometimes[0]) if sometimes else None
