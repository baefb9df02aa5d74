"""The question bank: 48 activities, eight per interest scale, and the pages they are asked on."""

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

SCALES = "RIASEC"
PER_SCALE = 8
ITEMS = Path(__file__).with_name("items.toml")

Six = tuple[float, ...]
"""One number per scale, in the order R I A S E C."""


class Form(IntEnum):
    """How long the check is, as questions per scale."""

    SHORT = 3
    CORE = 5
    LONG = 8


@dataclass(frozen=True)
class Item:
    """One activity; `order` is its turn within the scale, 1-8."""

    code: str
    scale: str
    order: int
    text: str = ""
    easy: str = ""
    facet: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """Linear equating: the score of all eight items is about intercept + slope * mean of those answered, give or take sd."""

    intercept: float
    slope: float
    sd: float

    def equated(self, mean: float) -> float:
        """1-5, in the eighths in which the score of all eight items comes: nothing finer is known."""
        return min(5.0, max(1.0, round((self.intercept + self.slope * mean) * PER_SCALE) / PER_SCALE))


@dataclass(frozen=True)
class Reference:
    """Means and standard deviations of the scores (1-5) of those a person is compared with."""

    means: Six = (3.0,) * 6
    spreads: Six = (1.0,) * 6
    provisional: bool = True

    def __post_init__(self) -> None:
        if len(self.means) != 6 or len(self.spreads) != 6 or min(self.spreads) <= 0:
            raise ValueError("a reference needs six means and six spreads above 0")

    @classmethod
    def of(cls, columns: Iterable[Sequence[float]]) -> "Reference":
        """From the scores of many people, one column per scale."""
        scores = [list(column) for column in columns]
        return cls(tuple(map(fmean, scores)), tuple(map(pstdev, scores)), provisional=False)


@dataclass(frozen=True)
class Bank:
    """The items with the constants of their version; `calibration` is keyed by scale and number of items answered."""

    version: int
    items: tuple[Item, ...]
    reference: Reference = Reference()
    calibration: Mapping[tuple[str, int], Line] = field(default_factory=dict)
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for scale in SCALES:
            orders = sorted(item.order for item in self.items if item.scale == scale)
            if orders != list(range(1, PER_SCALE + 1)):
                raise ValueError(f"scale {scale} needs the orders 1 to {PER_SCALE}, once each, not {orders}")
        if len({item.code for item in self.items}) != len(SCALES) * PER_SCALE:
            raise ValueError("the codes must be 48 different ones, eight for each of R I A S E C")

    @cached_property
    def by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def in_order(self) -> dict[str, tuple[str, ...]]:
        """The codes of each scale in the order of asking."""
        ordered = sorted(self.items, key=lambda item: item.order)
        return {scale: tuple(item.code for item in ordered if item.scale == scale) for scale in SCALES}


def pages(bank: Bank, form: Form = Form.CORE) -> list[tuple[str, ...]]:
    """The codes of each page: one item per scale, and a new scale begins on every page."""
    turns = [SCALES[turn % 6 :] + SCALES[: turn % 6] for turn in range(form)]
    return [tuple(bank.in_order[scale][turn] for scale in scales) for turn, scales in enumerate(turns)]


def read_toml(path: Path = ITEMS) -> Bank:
    """The bank with its texts; an item's scale is the first letter of its code."""
    source: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    reference = source["reference"]
    return Bank(
        version=source["version"],
        items=tuple(Item(scale=entry["code"][0], **entry) for entry in source["items"]),
        reference=Reference(tuple(reference["means"]), tuple(reference["spreads"]), reference["provisional"]),
        phrases=source["scales"],
    )


def read_csv(path: Path, version: int = 0) -> Bank:
    """A bank without texts from a table with the columns item, scale, order; ValueError names what is wrong with it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return Bank(version, tuple(_item(row, f"{path.name}, line {line}") for line, row in enumerate(rows, 2)))


def write_csv(path: Path, items: Sequence[Item]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["item", "scale", "order"])
        writer.writerows([item.code, item.scale, item.order] for item in items)


def _item(row: Mapping[str, str], where: str) -> Item:
    try:
        return Item(row["item"], row["scale"], int(row["order"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{where}: needs item, scale and a whole number as order") from error
