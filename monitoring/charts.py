"""Values as SVG geometry: pure numbers and words, no Django, no colours. The templates in templates/monitoring/charts draw them.

All charts are 360 units wide, so that letters of 12 units are read on a phone of 360 px, and grow with the page up to a limit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from monitoring.scales import class_limits, class_of, ticks

WIDTH = 360
LETTER = 6.3
LINE_TOP, LINE_BOTTOM, LINE_RIGHT = 14, 26, 12
LINE_HEIGHT = 200
KEY_ROW = 18
YEAR_ROOM = 40
BAR_ROW, BAR_LABEL, BAR_VALUE, LABEL_LENGTH = 24, 144, 56, 22
TILE_GAP, TILE_HEIGHT = 3, 38
MOST_CLASSES = 5

type Words = Callable[[float], str]


@dataclass(frozen=True)
class Point:
    """A figure of a line: its year, its number, what it rests on, and whether it is final."""

    year: int
    number: float
    basis: str = ""
    is_soft: bool = False


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    text: str
    is_soft: bool = False


@dataclass(frozen=True)
class Line:
    """One area's line: `paths` is cut wherever the basis changes or a year is missing."""

    number: int
    name: str
    paths: list[str]
    marks: list[Mark]
    key_y: float


@dataclass(frozen=True)
class Tick:
    place: float
    text: str


@dataclass(frozen=True)
class LineChart:
    height: float
    left: float
    right: float
    top: float
    bottom: float
    lines: list[Line]
    across: list[Tick]
    up: list[Tick]
    breaks: list[Tick]
    targets: list[Mark]


@dataclass(frozen=True)
class Series:
    name: str
    points: list[Point]


def line_chart(series: list[Series], words: Words, targets: list[Point] | None = None) -> LineChart | None:
    """Lines over the years from one common axis; None where there is only one year, which bars show better."""
    points = [point for one in series for point in one.points] + (targets or [])
    years = sorted({point.year for point in points})
    if len(years) < 2:
        return None
    numbers = [point.number for point in points]
    up = ticks(*reach(numbers))
    left = max(len(words(tick)) for tick in up) * LETTER + 10
    right, bottom = WIDTH - LINE_RIGHT, LINE_TOP + LINE_HEIGHT

    def x(year: int) -> float:
        share = (year - years[0]) / (years[-1] - years[0])
        return round(left + 12 + share * (right - left - 24), 1)

    def y(number: float) -> float:
        return round(bottom - (number - up[0]) / (up[-1] - up[0]) * LINE_HEIGHT, 1)

    key_top = bottom + LINE_BOTTOM + 8
    lines = [drawn(place, one, x, y, words, key_top + place * KEY_ROW) for place, one in enumerate(series)]
    return LineChart(
        height=key_top + len(series) * KEY_ROW,
        left=left,
        right=right,
        top=LINE_TOP,
        bottom=bottom,
        lines=lines,
        across=[Tick(x(year), str(year)) for year in shown_years(years, x)],
        up=[Tick(y(tick), words(tick)) for tick in up],
        breaks=[Tick(x_of, text) for x_of, text in breaks_of(series, x)],
        targets=[Mark(x(point.year), y(point.number), f"{point.year}: {words(point.number)}") for point in targets or []],
    )


def reach(numbers: list[float]) -> tuple[float, float]:
    """From nought where the numbers lie near it; else a little beyond them, as a line may start above nought."""
    low, high = min(numbers), max(numbers)
    if low >= 0 and low < 0.6 * high or high == low:
        return min(0, low), high
    return low - 0.1 * (high - low), high + 0.1 * (high - low)


def drawn(place: int, series: Series, x, y, words: Words, key_y: float) -> Line:
    marks = []
    for point in series.points:
        said = f"{series.name}, {point.year}: {words(point.number)}"
        marks.append(Mark(x(point.year), y(point.number), said, point.is_soft))
    return Line(place, series.name, [path(piece, x, y) for piece in unbroken(series.points)], marks, key_y)


def unbroken(points: list[Point]) -> list[list[Point]]:
    """Pieces of a line within which nothing breaks: one basis, in the order of the years."""
    pieces: list[list[Point]] = []
    for point in sorted(points, key=lambda point: point.year):
        if pieces and pieces[-1][-1].basis == point.basis:
            pieces[-1].append(point)
        else:
            pieces.append([point])
    return pieces


def path(points: list[Point], x, y) -> str:
    return " ".join(f"{x(point.year)},{y(point.number)}" for point in points)


def breaks_of(series: list[Series], x) -> list[tuple[float, str]]:
    """Half way between the last point on one basis and the first on the next, with the name of the next."""
    found = {}
    for one in series:
        for before, after in zip(unbroken(one.points), unbroken(one.points)[1:], strict=False):
            found[round((x(before[-1].year) + x(after[0].year)) / 2, 1)] = after[0].basis
    return sorted(found.items())


def shown_years(years: list[int], x: Callable[[int], float]) -> list[int]:
    """The years that have room side by side, from the last one back."""
    shown: list[int] = []
    for year in reversed(years):
        if not shown or x(shown[-1]) - x(year) >= YEAR_ROOM:
            shown.append(year)
    return shown[::-1]


@dataclass(frozen=True)
class Bar:
    y: float
    x: float
    width: float
    value_x: float
    name: str
    short: str
    text: str
    is_own: bool = False
    is_soft: bool = False
    href: str = ""


@dataclass(frozen=True)
class BarChart:
    height: float
    bars: list[Bar]
    zero: float
    mean: Tick | None


@dataclass(frozen=True)
class Item:
    """An area's figure: `number` is None where there is only a sign, which `text` says."""

    name: str
    number: float | None
    text: str
    is_own: bool = False
    is_soft: bool = False
    href: str = ""


def bar_chart(items: list[Item], mean: tuple[float, str] | None = None) -> BarChart | None:
    """Bars from the largest to the smallest, those without a number last; `mean` is a line across with its name."""
    numbers = [item.number for item in items if item.number is not None]
    if not numbers:
        return None
    low, high = min(0.0, *numbers), max(0.0, *numbers, mean[0] if mean else 0.0)
    span = (high - low) or 1
    room = WIDTH - BAR_LABEL - BAR_VALUE
    top = KEY_ROW if mean else 0

    def x(number: float) -> float:
        return round(BAR_LABEL + (number - low) / span * room, 1)

    ordered = sorted(items, key=lambda item: (item.number is None, -(item.number or 0), item.name))
    bars = []
    for place, item in enumerate(ordered):
        start, end = x(min(0.0, item.number or 0)), x(max(0.0, item.number or 0))
        where = (top + place * BAR_ROW, start, round(end - start, 1), end + 5)
        bars.append(Bar(*where, item.name, cut(item.name, LABEL_LENGTH), item.text, item.is_own, item.is_soft, item.href))
    return BarChart(top + len(bars) * BAR_ROW + 4, bars, x(0), Tick(x(mean[0]), mean[1]) if mean else None)


def cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


@dataclass(frozen=True)
class Cell:
    """Where an area's tile stands in the grid, and its name as short as a tile."""

    column: int
    row: int
    short: str


@dataclass(frozen=True)
class Tile:
    x: float
    y: float
    name: str
    short: str
    text: str
    level: int
    href: str = ""

    @property
    def dots(self) -> list[float]:
        """As many dots as the class is high: what colour says, said once more."""
        return [self.x + 8 + place * 7 for place in range(self.level + 1)]


@dataclass(frozen=True)
class Legend:
    y: float
    level: int
    text: str

    @property
    def dots(self) -> list[float]:
        return [7.0 + place * 7 for place in range(self.level + 1)]


@dataclass(frozen=True)
class TileMap:
    height: float
    tile_width: float
    tile_height: float
    tiles: list[Tile] = field(default_factory=list)
    legend: list[Legend] = field(default_factory=list)


def tile_map(items: dict[str, Item], cells: dict[str, Cell], words: Words) -> TileMap | None:
    """One tile per area in the place the grid gives it; `level` is its class, -1 without a number."""
    numbers = [items[key].number for key in cells if key in items and items[key].number is not None]
    if not numbers:
        return None
    limits = class_limits(numbers, MOST_CLASSES)
    columns = max(cell.column for cell in cells.values()) + 1
    rows = max(cell.row for cell in cells.values()) + 1
    width = (WIDTH - (columns - 1) * TILE_GAP) / columns
    tiles = [tile(items.get(key, Item(cell.short, None, "")), cell, width, limits) for key, cell in cells.items()]
    bottom = rows * (TILE_HEIGHT + TILE_GAP) + 10
    lowest = MOST_CLASSES - len(limits)
    names = class_names(numbers, limits, words)
    legend = [Legend(bottom + place * KEY_ROW, place + lowest, name) for place, name in enumerate(names)]
    if any(tile.level < 0 for tile in tiles):
        legend.append(Legend(bottom + len(legend) * KEY_ROW, -1, ""))
    return TileMap(bottom + len(legend) * KEY_ROW, round(width, 1), TILE_HEIGHT, tiles, legend)


def tile(item: Item, cell: Cell, width: float, limits: list[float]) -> Tile:
    level = -1 if item.number is None else class_of(item.number, limits) + MOST_CLASSES - len(limits)
    x, y = round(cell.column * (width + TILE_GAP), 1), cell.row * (TILE_HEIGHT + TILE_GAP)
    return Tile(x, y, item.name, cell.short, item.text, level, item.href)


def class_names(numbers: list[float], limits: list[float], words: Words) -> list[str]:
    """'2.000 – 4.100' with numbers that there are."""
    names, below = [], None
    for limit in limits:
        inside = [number for number in numbers if number <= limit and (below is None or number > below)]
        low, high = words(min(inside)), words(max(inside))
        names.append(low if low == high else f"{low} – {high}")
        below = limit
    return names
