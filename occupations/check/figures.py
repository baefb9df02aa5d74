"""A measured figure beside its target, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`row` is the number of the acceptance criterion; the value is to lie between `least` and `most`, both included."""

    row: str
    what: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def is_reached(self) -> bool:
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    @property
    def target(self) -> str:
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}"
        return f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}"


def at_least(row: str, what: str, value: float, target: float) -> Figure:
    return Figure(row, what, value, least=target)


def at_most(row: str, what: str, value: float, target: float) -> Figure:
    return Figure(row, what, value, most=target)


def table(figures: Sequence[Figure]) -> str:
    """One line per figure, in the order of the criteria."""
    ordered = sorted(figures, key=lambda figure: int(figure.row))
    width = max(len(figure.what) for figure in ordered)
    heading = f"{'row':>3}  {'figure':<{width}}  {'value':>8}  {'target':<12}  reached"
    lines = [
        f"{figure.row:>3}  {figure.what:<{width}}  {figure.value:>8.4g}  {figure.target:<12}  {'yes' if figure.is_reached else 'NO'}"
        for figure in ordered
    ]
    return "\n".join([heading, *lines])
