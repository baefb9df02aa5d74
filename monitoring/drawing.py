"""Slices as charts: which areas stand in which picture, and where the region's tiles lie."""

import csv
from functools import cache

from django.conf import settings

from monitoring.charts import BarChart, Cell, Item, LineChart, Point, Series, TileMap, bar_chart, line_chart, tile_map
from monitoring.figures import Slice
from monitoring.formats.cells import area_key
from monitoring.models import Area, Target, Value
from portal import region


@cache
def region_tiles() -> dict[str, Cell]:
    """Cells by official key from portal/regions/<name>-tiles.csv; a region without the file has no map."""
    path = region.FOLDER / f"{settings.REGION.key}-tiles.csv"
    if not path.exists():
        return {}
    with path.open(newline="") as file:
        return {area_key(row["ags"]): Cell(int(row["column"]), int(row["row"]), row["short"]) for row in csv.DictReader(file)}


def line_of(part: Slice, own: Area | None = None, targets: list[Target] = ()) -> LineChart | None:
    """The area itself; where figures are comparable, county, state and country beside it."""
    areas = [own] if own else []
    areas += [area for area in part.by_area if area.is_home]
    if part.indicator.is_comparable:
        areas += [area for area in reversed(part.by_area) if area.level <= Area.Level.STATE]
    chosen = [area for area in dict.fromkeys(areas) if area in part.by_area]
    series = [Series(area.short_name, points_of(part.by_area[area])) for area in chosen]
    aims = [Point(target.year, float(target.number)) for target in targets]
    return line_chart([one for one in series if one.points], part.indicator.short_words, aims)


def points_of(values: list[Value]) -> list[Point]:
    """One point per year and basis, the latest of that year."""
    found = {(value.year, value.basis): value for value in values if value.number is not None}
    return [Point(value.year, float(value.number), value.basis, value.is_soft) for value in found.values()]


def bars_of(part: Slice, own: Area | None = None) -> BarChart | None:
    mean = part.in_year.get(part.home) if part.indicator.is_comparable and part.home not in part.compared else None
    line = (float(mean.number), f"{mean.area.short_name}: {mean.text}") if mean and mean.number is not None else None
    return bar_chart([item(area, value, own) for area, value in part.compared.items()], line)


def item(area: Area, value: Value, own: Area | None = None) -> Item:
    return Item(
        name=area.short_name,
        number=None if value.number is None else float(value.number),
        text=value.said if value.number is None else value.indicator.short_words(value.number),
        is_own=area == own or (own is None and area.is_home),
        is_soft=value.is_soft,
        href=area.get_absolute_url(),
    )


def map_of(part: Slice) -> TileMap | None:
    items = {area.code: item(area, value) for area, value in part.municipalities.items()}
    return tile_map(items, region_tiles(), part.indicator.short_words) if len(items) > 1 else None


CHARTS = {"linie": line_of, "balken": bars_of, "karte": map_of}
TEMPLATES = {"linie": "monitoring/charts/line.svg", "balken": "monitoring/charts/bars.svg", "karte": "monitoring/charts/map.svg"}
