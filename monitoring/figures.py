"""Figures as pages read them: one indicator over areas and years, one area over indicators, and what has changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log

from django.utils.translation import gettext_lazy as _

from monitoring.formats.cells import written
from monitoring.models import Area, Indicator, Value

SIMILAR = 5
UNCHANGED = 0.005


@dataclass(frozen=True)
class Trend:
    """The newest figure against the one before it on the same basis; `judgement` is 1 for better, -1 for worse."""

    arrow: str
    words: str
    judgement: int
    before: Value


def trend(values: list[Value], direction: int) -> Trend | None:
    """None where there is nothing to compare: one figure only, or a break between the two."""
    known = sorted((value for value in values if value.number is not None), key=lambda value: value.order)
    if len(known) < 2 or known[-1].basis != known[-2].basis:
        return None
    before, now = known[-2], known[-1]
    change = float(now.number - before.number)
    if abs(change) <= UNCHANGED * abs(float(before.number)):
        return Trend("→", _("etwa gleich"), 0, before)
    rises = change > 0
    return Trend("↗" if rises else "↘", _("gestiegen") if rises else _("gesunken"), direction * (1 if rises else -1), before)


def newest(values: Iterable[Value]) -> Value | None:
    """The newest that is a number, else the newest sign."""
    return max(values, key=lambda value: (value.number is not None, *value.order), default=None)


@dataclass
class Slice:
    """One indicator, one sex, one category: the values of all shown areas, and the year that is looked at."""

    indicator: Indicator
    values: list[Value]
    asked_year: int | None = None

    @cached_property
    def by_area(self) -> dict[Area, list[Value]]:
        found = defaultdict(list)
        for value in sorted(self.values, key=lambda value: value.order):
            value.indicator = self.indicator
            found[value.area].append(value)
        return dict(sorted(found.items(), key=lambda item: (item[0].level, item[0].name)))

    @cached_property
    def years(self) -> list[int]:
        return sorted({value.year for value in self.values})

    @cached_property
    def year(self) -> int | None:
        """The year asked for; else the newest in which most municipalities have a number, or any area has one."""
        if self.asked_year in self.years:
            return self.asked_year
        known = [value for value in self.values if value.number is not None]
        local = Counter(value.year for value in known if value.area.is_municipality)
        complete = [year for year, number in local.items() if 2 * number >= max(local.values())]
        return max(complete or [value.year for value in known] or self.years, default=None)

    @cached_property
    def municipalities(self) -> dict[Area, Value]:
        """Those of the region in the chosen year."""
        return {area: value for area, value in self.in_year.items() if area.is_municipality}

    @cached_property
    def in_year(self) -> dict[Area, Value]:
        """Of several figures of an area in a year the latest, on the newest basis."""
        return {area: value for area, values in self.by_area.items() for value in values if value.year == self.year}

    @cached_property
    def compared(self) -> dict[Area, Value]:
        """What bars show: the municipalities; where there are no figures of theirs, the districts, with state and country if comparable."""
        if len(self.municipalities) > 1:
            return self.municipalities
        levels = {Area.Level.DISTRICT} | ({Area.Level.STATE, Area.Level.COUNTRY} if self.indicator.is_comparable else set())
        return {area: value for area, value in self.in_year.items() if area.level in levels}

    @cached_property
    def home(self) -> Area | None:
        return next((area for area in self.by_area if area.is_home), None)

    @property
    def is_demo(self) -> bool:
        return any(value.is_demo for value in self.values)

    @property
    def sources(self) -> list:
        return sorted({value.source for value in self.values if value.source}, key=lambda source: source.title)

    @cached_property
    def cells(self) -> list[tuple[Area, list[Value | None]]]:
        """The table with everything: a row per area, a column per time."""
        rows = []
        for area, values in self.by_area.items():
            by_column = {(value.time, value.basis): value for value in values}
            rows.append((area, [by_column.get(column) for column in self.columns]))
        return rows

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        """Times with their basis, the newest first: two bases are two columns."""
        return sorted({(value.time, value.basis) for value in self.values}, reverse=True)

    @property
    def headings(self) -> list[tuple[str, str]]:
        return [(written(time), basis) for time, basis in self.columns]


@dataclass(frozen=True)
class Row:
    """One indicator of a profile: the newest figure of each area beside each other, with the trend of the first."""

    indicator: Indicator
    values: list[Value | None]
    trend: Trend | None

    @property
    def own(self) -> Value | None:
        return self.values[0]


def profile(areas: list[Area]) -> list[Row]:
    """Every public indicator of which at least one of the areas has a figure (without sex and category)."""
    rows = Value.objects.public().totals().filter(area__in=areas, indicator__is_public=True).select_related("indicator")
    found: dict[Indicator, dict[int, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in rows.order_by("indicator__position", "indicator__name", "time"):
        found[value.indicator][value.area_id].append(value)
    return [
        Row(indicator, [newest(by_area.get(area.pk, [])) for area in areas], trend(by_area.get(areas[0].pk, []), indicator.direction))
        for indicator, by_area in found.items()
    ]


def similar_to(area: Area) -> list[Area]:
    """The areas of the same kind whose population is nearest (by ratio): the only likeness that is known of all."""
    key = {"area__municipality__isnull": False} if area.is_municipality else {"area__level": area.level}
    rows = Value.objects.public().totals().filter(indicator__key="bevoelkerung", **key).exclude(number=None)
    people = {value.area: float(value.number) for value in rows.select_related("area").order_by("time", "basis")}
    own = people.pop(area, None)
    if not own:
        return []
    return sorted((other for other, number in people.items() if number), key=lambda other: abs(log(people[other] / own)))[:SIMILAR]


def mean_of(values: list[Value | None]) -> float | None:
    """The plain mean of what is known, from two areas on."""
    numbers = [float(value.number) for value in values if value and value.number is not None]
    return sum(numbers) / len(numbers) if len(numbers) > 1 else None
