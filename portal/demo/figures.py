"""Invented children by age group, a target, a warning and a report. The portal's own figures are counted, not invented."""

from decimal import Decimal

from monitoring.models import Alert, Area, Indicator, ReportBlock, Source, Target, Value
from portal.demo import stock
from portal.demo.world import BATCH, World


def create(world: World) -> int:
    home, chosen = Area.objects.home(), stock.read("figures")
    if home is None:
        return 0
    indicators = Indicator.objects.in_bulk(field_name="key")
    values = list(_children(world, chosen, indicators["bevoelkerung-alter"], home))
    Value.objects.bulk_create(values, batch_size=BATCH)
    for target in chosen["targets"]:
        Target.objects.create(**target | {"indicator": indicators[target["indicator"]], "area": home, "is_demo": True})
    for alert in chosen["alerts"]:
        Alert.objects.create(**alert | {"indicator": indicators[alert["indicator"]], "area": home})
    for position, block in enumerate(chosen["blocks"], 1):
        facts = {"indicator": indicators[block["indicator"]], "position": position * 10, "is_public": True, "is_demo": True}
        ReportBlock.objects.create(**block | facts)
    return len(values)


def _children(world: World, chosen: dict, indicator: Indicator, home: Area):
    """By municipality and year; the county's figures are the sums."""
    chance, source = world.chance("figures"), Source.objects.get(key="12411-02-03")
    first, last = chosen["years"]
    facts = {"indicator": indicator, "source": source, "stage": Value.Stage.PUBLIC, "status": Value.Status.ESTIMATED, "is_demo": True}
    sums: dict[tuple[str, int], int] = {}
    for area in Area.objects.municipalities().select_related("municipality"):
        for group, share in chosen["groups"].items():
            number = area.municipality.population * share * chance.uniform(0.85, 1.15)
            for year in range(first, last + 1):
                number *= 1 + chosen["yearly_change"] * chance.uniform(-1, 1.4)
                if area.code.startswith(home.code):
                    sums[group, year] = sums.get((group, year), 0) + round(number)
                yield _value(facts, area, group, year, round(number))
    for (group, year), number in sums.items():
        yield _value(facts, home, group, year, number)


def _value(facts: dict, area: Area, group: str, year: int, number: int) -> Value:
    basis = "Zensus 2011" if year < 2022 else "Zensus 2022"
    return Value(**facts, area=area, category=group, time=f"{year}-12-31", year=year, basis=basis, number=Decimal(number))
