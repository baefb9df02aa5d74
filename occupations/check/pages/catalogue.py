"""The occupations as the engine needs them and as the result shows them, kept in memory until staff change something."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.cache import caches

from occupations.check import matching
from occupations.check.bank import Bank, read_toml
from occupations.check.codes import Keys
from occupations.models import SCALES, Field, Occupation, OccupationField
from occupations.wording import vocabulary
from portal.page_cache import content_version

BANK: Bank = read_toml()
COLUMNS = ["pk", "slug", "name", "months", "training", "profile__summary", "profile__beginners"]
LISTS = ["profile__subjects", "profile__strengths", "profile__conditions"]


@dataclass(frozen=True)
class Entry:
    """What a card of the result shows of an occupation."""

    pk: int
    slug: str
    name: str
    months: int | None
    training: str
    summary: str
    beginners: str

    @property
    def years(self) -> str:
        return Occupation(months=self.months).years


@dataclass(frozen=True)
class Stock:
    """All public occupations with an interest profile; `entries` by slug, `fields`: names by key."""

    engine: matching.Catalogue
    entries: dict[str, Entry]
    fields: dict[str, str]


def keys() -> Keys:
    """The vocabulary that codes are written with; keys are fixed, so a code outlives an edit of their names."""
    words = vocabulary()
    return Keys(*(tuple(words[section]) for section in ("fields", "subjects", "strengths", "conditions")))


def stock() -> Stock:
    version = content_version()
    kept = caches["pages"].get(f"check:{version}")
    if kept is None:
        kept = _read()
        caches["pages"].set(f"check:{version}", kept, 3600)
    return kept


def _read() -> Stock:
    fields = Field.objects.order_by("position").in_bulk()
    of = defaultdict(list)
    for occupation, field in OccupationField.objects.order_by("position").values_list("occupation", "field"):
        of[occupation].append(fields[field].key)
    rows = Occupation.objects.published().exclude(realistic=None).order_by("slug").values_list(*COLUMNS, *LISTS, *SCALES.values())
    entries, occupations = {}, []
    for row in rows:
        entry = Entry(*(value if value is not None else "" for value in row[: len(COLUMNS)]))
        subjects, strengths, conditions = row[len(COLUMNS) : len(COLUMNS) + len(LISTS)]
        entries[entry.slug] = entry
        occupations.append(
            matching.Occupation(
                key=entry.slug,
                interests=tuple(map(float, row[len(COLUMNS) + len(LISTS) :])),
                fields=tuple(of[entry.pk]),
                subjects=frozenset(subjects or ()),
                strengths=frozenset(strengths or ()),
                conditions=conditions or {},
            )
        )
    return Stock(matching.Catalogue.of(occupations), entries, {field.key: field.name for field in fields.values()})
