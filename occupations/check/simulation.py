"""Simulated answers to a bank of 48 items, for testing and calibrating the engine; they are no norms for pupils.

Six correlated normal interests per person, then the graded-response model: above category c with probability
1 / (1 + exp(-a (theta - b_c))), one uniform draw per item.
"""

import csv
from bisect import bisect_left
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from random import Random
from statistics import NormalDist

from occupations.check.bank import SCALES, Bank, Item

DATA = Path(__file__).with_name("data")
Sheet = dict[str, int]


@dataclass(frozen=True)
class Parameters:
    """One item: slope, four thresholds in rising order, its turn within the scale."""

    code: str
    slope: float
    thresholds: tuple[float, ...]
    order: int


def read_parameters(path: Path = DATA / "grm_parameters.csv") -> list[Parameters]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Parameters(row["item"], float(row["a"]), tuple(float(row[f"b{c}"]) for c in range(1, 5)), int(row["nested_rank"]))
            for row in csv.DictReader(file)
        ]


def read_correlations(path: Path = DATA / "latent_correlations.csv") -> list[list[float]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [[float(row[scale]) for scale in SCALES] for row in csv.DictReader(file)]


def marker_bank(parameters: list[Parameters] | None = None) -> Bank:
    """The simulated items as a bank, in their tuned order."""
    return Bank(0, tuple(Item(item.code, item.code[0], item.order) for item in parameters or read_parameters()))


def simulate(people: int, seed: int) -> list[Sheet]:
    """The same people for the same seed, on every Python version."""
    random, parameters, root = Random(seed), read_parameters(), cholesky(read_correlations())
    return [_sheet(_interests(random, root), parameters, random) for _ in range(people)]


def cholesky(matrix: list[list[float]]) -> list[list[float]]:
    """The lower triangle whose product with its mirror is the matrix."""
    root = [[0.0] * len(matrix) for _ in matrix]
    for i, row in enumerate(matrix):
        for j in range(i + 1):
            rest = row[j] - sum(root[i][k] * root[j][k] for k in range(j))
            root[i][j] = sqrt(rest) if i == j else rest / root[j][j]
    return root


def _interests(random: Random, root: list[list[float]]) -> dict[str, float]:
    free = [NormalDist().inv_cdf(_open(random)) for _ in SCALES]
    return {scale: sum(weight * value for weight, value in zip(row, free, strict=True)) for scale, row in zip(SCALES, root, strict=True)}


def _sheet(interests: dict[str, float], parameters: list[Parameters], random: Random) -> Sheet:
    """A draw u passes a threshold b where theta - logit(u) / a > b: the model, solved for b."""
    sheet = {}
    for item in parameters:
        draw = _open(random)
        sheet[item.code] = 1 + bisect_left(item.thresholds, interests[item.code[0]] - log(draw / (1 - draw)) / item.slope)
    return sheet


def _open(random: Random) -> float:
    """A uniform draw that is never exactly 0."""
    return random.random() or 0.5
