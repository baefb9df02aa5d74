"""Occupations that feel alike, and why: by interest profile and working conditions, near by and in other fields."""

import json
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import NamedTuple

from django.db.models import FloatField, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext

from occupations.interests import much
from occupations.models import SCALE_NAMES, SCALES, Occupation, OccupationField, Profile
from occupations.wording import vocabulary

SIMILAR, BEYOND = 6, 4
SAME_GROUP_BONUS = 1.5  # a shared main group of the KldB counts as near
CONDITION_BONUS = 0.25  # each shared usual working condition


class Row(NamedTuple):
    pk: int
    slug: str
    name: str
    summary: str
    kldb: str
    interests: tuple[float, ...]
    usual: frozenset[str]
    fields: set[int]


class Scale(NamedTuple):
    """One interest over all occupations."""

    mean: float
    spread: float


@dataclass(frozen=True)
class Relatives:
    """Occupations that each carry a `reason`: `similar` in the same corner, `beyond` the fence in other fields, so rarely thought of."""

    similar: list[Occupation]
    beyond: list[Occupation]


def relatives_of(occupation: Occupation) -> Relatives:
    """One query; empty lists for an occupation without an interest profile."""
    rows = {row.pk: row for row in profiled()}
    own = rows.pop(occupation.pk, None)
    if own is None:
        return Relatives([], [])
    scales = [Scale(fmean(column), spread(column) or 1) for column in zip(*(row.interests for row in rows.values()), strict=True)]
    ranked = sorted(rows.values(), key=lambda row: distance(own, row, scales))
    similar = [row for row in ranked if row.fields & own.fields][:SIMILAR]
    beyond = [row for row in ranked if not row.fields & own.fields and row.kldb[:1] != own.kldb[:1]][:BEYOND]
    return Relatives([shown(own, row, scales) for row in similar], [shown(own, row, scales) for row in beyond])


def shown(own: Row, row: Row, scales: list[Scale]) -> Occupation:
    """As a card needs it, with its reason."""
    occupation = Occupation(pk=row.pk, slug=row.slug, name=row.name)
    occupation.profile = Profile(occupation=occupation, summary=row.summary)
    occupation.reason = reason(own, row, scales)
    return occupation


def profiled() -> list[Row]:
    """All public occupations with six interest values, from the table of their fields.

    What the database would hand over as Decimal and as parsed JSON, once per field, is asked for as it lies there: a quarter of the time.
    """
    rows: dict[int, Row] = {}
    columns = [f"occupation__{column}" for column in ("pk", "slug", "name", "profile__summary", "kldb")]
    conditions = Cast("occupation__profile__conditions", TextField())
    interests = [Cast(f"occupation__{column}", FloatField()) for column in SCALES.values()]
    offered = OccupationField.objects.filter(occupation__is_offered=True).exclude(occupation__realistic=None).order_by()
    for field, pk, slug, name, summary, kldb, conditions_text, *values in offered.values_list("field", *columns, conditions, *interests):
        if pk not in rows:
            rows[pk] = Row(pk, slug, name, summary or "", kldb, tuple(values), usual(json.loads(conditions_text or "{}")), set())
        rows[pk].fields.add(field)
    return list(rows.values())


def spread(values: tuple[float, ...]) -> float:
    """Standard deviation; statistics.pstdev counts in fractions and takes fifty times as long."""
    mean = fmean(values)
    return sqrt(fmean((value - mean) ** 2 for value in values))


def usual(conditions: dict[str, str]) -> frozenset[str]:
    return frozenset(key for key, level in conditions.items() if level == "usual")


def distance(one: Row, other: Row, scales: list[Scale]) -> float:
    """Squared distance of the standardised interests, less what conditions and classification have in common."""
    apart = sum(((mine - theirs) / scale.spread) ** 2 for mine, theirs, scale in zip(one.interests, other.interests, scales, strict=True))
    return apart - CONDITION_BONUS * len(one.usual & other.usual) - SAME_GROUP_BONUS * (one.kldb[:2] == other.kldb[:2])


def reason(one: Row, other: Row, scales: list[Scale]) -> str:
    """'Beide: viel Werken & Technik, draußen arbeiten'."""
    shared = zip(map(min, one.interests, other.interests), scales, SCALE_NAMES.values(), strict=True)
    strong = sorted(((value - scale.mean) / scale.spread, name) for value, scale, name in shared if value >= much(scale.mean, scale.spread))
    conditions = [name for key, name in vocabulary()["conditions"].items() if key in one.usual & other.usual][:2]
    words = [*(gettext("viel %(value)s") % {"value": gettext(name)} for _, name in reversed(strong[-2:])), *map(gettext, conditions)]
    return gettext("Beide: %(words)s") % {"words": ", ".join(words)} if words else gettext("Ähnliche Mischung")
