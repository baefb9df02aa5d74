"""The raw material in data/*.toml: occupations' sentences, industries with their trades, kinds of places, offers and the rest."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Work:
    """How places speak about one occupation; bau.toml explains the fields."""

    at: str
    taste: list[str]
    learn: list[str]
    short: str = ""
    pay: list[int] = field(default_factory=list)
    certificate: int = 0
    age: int | None = None
    taste_age: int | None = None
    study: str = ""
    voluntary: str = ""
    school: bool = False
    only_study: bool = False
    desk: bool = False


@dataclass(frozen=True)
class Trade:
    """A line of business: its own facts, and its industry's where it has none of its own."""

    industry: str
    weight: int
    places: list[int]
    names: list[str]
    about: list[str]
    occupations: dict[str, int]
    taste: list[str]
    learn: list[str]
    good: list[str]
    hours_taste: list[str]
    hours_learn: list[str]
    words: list[str] = field(default_factory=list)
    desk: bool = False
    rural: bool = False


@cache
def read(name: str) -> dict:
    return tomllib.loads((DATA / f"{name}.toml").read_text())


@cache
def folder(name: str) -> dict[str, dict]:
    """The files of a folder by their names, in order."""
    return {path.stem: read(f"{name}/{path.stem}") for path in sorted((DATA / name).glob("*.toml"))}


@cache
def works() -> dict[str, Work]:
    """By the occupation's slug."""
    return {slug: Work(**values) for file in folder("occupations").values() for slug, values in file.items()}


@cache
def trades() -> list[Trade]:
    return [_trade(industry, trade) for industry in folder("industries").values() for trade in industry["trades"]]


def _trade(industry: dict, trade: dict) -> Trade:
    """What is written for the trade goes before what is written for its industry; sentences about a long stay fit trainings only."""
    shared = {name: value for name, value in industry.items() if name not in ("trades", "sentences", "later")}
    spoken = trade if "sentences" in trade else industry
    own = {name: value for name, value in trade.items() if name not in ("sentences", "later")}
    return Trade(**shared | own, taste=spoken["sentences"], learn=[*spoken["sentences"], *spoken.get("later", [])])
