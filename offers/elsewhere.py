"""The big services that exist already, nationwide: the portal links to them instead of rebuilding them (data/elsewhere.toml)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "elsewhere.toml"
MOST = 4


@dataclass(frozen=True)
class Service:
    title: str
    url: str
    text: str
    audiences: tuple[str, ...]
    stages: tuple[str, ...]


@cache
def services() -> list[Service]:
    rows = tomllib.loads(DATA.read_text())["services"]
    return [Service(**row | {name: tuple(row[name]) for name in ("audiences", "stages")}) for row in rows]


def fitting(audience: str = "", stage: str = "") -> list[Service]:
    """Those for this audience and stage of life, a handful."""
    fits = [one for one in services() if (not audience or audience in one.audiences) and (not stage or stage in one.stages)]
    return fits[:MOST]
