"""Works out the computed indicators from the public ones, in the order in which they build on each other."""

from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import batched

from django.db import transaction

from monitoring.formats.cells import MISSING
from monitoring.formulas import Figure, evaluate, names_in, parse
from monitoring.models import Indicator, Value
from monitoring.models.values import BATCH, IDENTITY
from portal.page_cache import content_changed

type Place = tuple[int, str]
type Years = dict[int, tuple[Figure, str, bool]]


class Figures:
    """The public figures of some indicators by key, category, place (area, sex) and year; of several in a year the latest."""

    def __init__(self, keys: set[str]):
        self.years: dict[tuple[str, str, Place], Years] = defaultdict(dict)
        columns = ["indicator__key", "category", "area", "sex", "year", "status", "number", "basis", "is_demo"]
        rows = Value.objects.public().filter(indicator__key__in=keys).order_by("time", "basis").values_list(*columns)
        for key, category, area, sex, year, status, number, basis, is_demo in rows.iterator(BATCH):
            self.years[key, category, (area, sex)][year] = (status, number), basis, is_demo

    def places(self, keys: set[str]) -> set[tuple[Place, int]]:
        """Where and when at least one of these was counted."""
        return {(place, year) for (key, _, place), years in self.years.items() if key in keys for year in years}

    def add(self, value: Value, key: str) -> None:
        self.years[key, value.category, (value.area_id, value.sex)][value.year] = (value.status, value.number), value.basis, value.is_demo

    def of(self, key: str, category: str, place: Place, year: int, mode: str, asked: int | None) -> tuple[Figure, str, bool]:
        years = self.years.get((key, category, place), {})
        wanted = {"same": year, "previous": year - 1, "at": asked}.get(mode)
        if mode == "latest":
            wanted = max((known for known in years if known <= year), default=None)
        return years.get(wanted, ((MISSING, None), "", False))


@transaction.atomic
def compute_all() -> int:
    """Writes every computed indicator anew where it differs; says how many values changed."""
    indicators = {indicator.key: indicator for indicator in Indicator.objects.computed().select_for_update()}
    needs = {key: {name.replace("_", "-") for name in names_in(indicator.formula)} for key, indicator in indicators.items()}
    figures = Figures(set().union(*needs.values()) - set(indicators))
    changed = 0
    for key in TopologicalSorter(needs).static_order():
        if key in indicators:
            values = list(worked_out(indicators[key], needs[key], figures))
            for value in values:
                figures.add(value, key)
            changed += store(indicators[key], values)
    if changed:
        content_changed()
    return changed


def worked_out(indicator: Indicator, needs: set[str], figures: Figures) -> Iterator[Value]:
    """One value per area, sex and year in which the formula has all it needs or a statement why not; nothing where nothing was counted."""
    tree = parse(indicator.formula)
    for place, year in sorted(figures.places(needs)):
        used: list[tuple[Figure, str, bool]] = []

        def lookup(name: str, category: str, mode: str, asked: int | None, place=place, year=year, used=used) -> Figure:
            used.append(figures.of(name.replace("_", "-"), category, place, year, mode, asked))
            return used[-1][0]

        status, number = evaluate(tree, lookup)
        if status != MISSING:
            basis = " und ".join(sorted({basis for _, basis, _ in used if basis}))[:60]
            is_demo = any(is_demo for _, _, is_demo in used)
            facts = {"area_id": place[0], "sex": place[1], "time": str(year), "year": year, "basis": basis, "is_demo": is_demo}
            number = None if number is None else round(number, 6)
            yield Value(indicator=indicator, status=status, number=number, stage=Value.Stage.PUBLIC, **facts)


def store(indicator: Indicator, values: list[Value]) -> int:
    """Replaces an indicator's own values; equal ones stay untouched, so that nothing changes without a reason."""
    columns = [*IDENTITY, "status", "number", "is_demo"]
    stored = {tuple(row[1:]): row[0] for row in Value.objects.filter(indicator=indicator).values_list("pk", *columns)}
    wanted = {facts_of(value): value for value in values}
    gone = [pk for facts, pk in stored.items() if facts not in wanted]
    new = [value for facts, value in wanted.items() if facts not in stored]
    for batch in batched(gone, BATCH):
        Value.objects.filter(pk__in=batch).delete()
    Value.objects.bulk_create(new, batch_size=BATCH)
    return len(gone) + len(new)


def facts_of(value: Value) -> tuple:
    return (*value.identity, value.status, value.number, value.is_demo)
