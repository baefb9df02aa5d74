"""The county as one frozen record, read from regions/<name>.toml: all that another county changes."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FOLDER = Path(__file__).parent / "regions"
TRANSLATED = {"claim", "name", "area", "inhabitants"}


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class School:
    """What the state's schools do: years of full-time compulsory schooling, and the class that first goes on an internship."""

    years: int
    internship_class: int


@dataclass(frozen=True)
class Region:
    """A county and what its portal is called; `key` is the name of its files."""

    key: str
    portal_name: str
    claim: str
    name: str
    area: str
    inhabitants: str
    operator: str
    street: str
    postal_town: str
    represented_by: str
    email: str
    phone: str
    state: str
    holiday_start: str
    enforcement_body: Link
    data_protection: str
    adviser: Link
    partners: tuple[Link, ...]
    colours: dict[str, str]
    largest_town: str
    labour_inspectorate: str
    school: School
    translations: dict[str, dict[str, str]]

    def in_language(self, code: str) -> "Region":
        """With the names that the region's file translates; everything else stays German."""
        return replace(self, **words) if (words := self.translations.get(code)) else self

    @property
    def municipalities_csv(self) -> Path:
        return FOLDER / f"{self.key}.csv"

    @property
    def postal_codes_csv(self) -> Path:
        return FOLDER / f"{self.key}-postal-codes.csv"


def load_region(key: str) -> Region:
    """The region of regions/<key>.toml; ImproperlyConfigured says what is missing or unknown in it."""
    path = FOLDER / f"{key}.toml"
    if not path.exists():
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.toml")))
        raise ImproperlyConfigured(f"REGION={key!r} has no file {path.name}; there are: {known}")
    values = tomllib.loads(path.read_text())
    values.setdefault("translations", {})
    try:
        if unknown := {name for words in values["translations"].values() for name in words} - TRANSLATED:
            raise KeyError(f"translations: {', '.join(sorted(unknown))}")
        values |= {name: Link(**values[name]) for name in ("enforcement_body", "adviser")}
        values["school"] = School(**values["school"])
        values["partners"] = tuple(Link(**link) for link in values["partners"])
        return Region(key=key, **values)
    except (KeyError, TypeError) as error:
        raise ImproperlyConfigured(f"{path.name}: {error}") from error
