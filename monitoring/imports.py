"""Bringing a file of figures in: plan what would change, show it, apply it. A second time changes nothing.

A value that is new or different waits beside the public one until staff have checked and released it (Value.stage).
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from monitoring.formats.cells import Fact, Table, area_key, table_family
from monitoring.formats.plain import TEMPLATE
from monitoring.formats.reading import read
from monitoring.models import Area, Delivery, Feed, Indicator, Source, Value
from monitoring.models.areas import level_of
from monitoring.models.values import BATCH, IDENTITY, STATUS_NAMES
from portal.slugs import german_slug

MOST_PROBLEMS = 1000
PLACES = Decimal("0.000001")
CENSUS = re.compile(r"(?:Zensus|Volkszählung)(?:es)?(?: vom)?[ .\d]*?((?:19|20)\d\d)")
CENSUS_STATISTIC = "12411"

type Identity = tuple
type Said = tuple[str, Decimal | None]


def written(status: str, number: Decimal | None) -> str:
    """'3091,5', or in words why there is no number."""
    return str(STATUS_NAMES[status]) if number is None else f"{number.normalize():f}".replace(".", ",")


@dataclass
class Change:
    """One figure that would be different: what is said now and what was said before."""

    indicator: str
    area: str
    fact: Fact
    status: str
    number: Decimal | None
    before_status: str = ""
    before: Decimal | None = None

    @property
    def was(self) -> str:
        return written(self.before_status, self.before)

    @property
    def now(self) -> str:
        return written(self.status, self.number)


@dataclass
class Plan:
    """What a file would do. Nothing in the database has been touched yet."""

    table: Table
    source_key: str
    new: list[Fact] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    new_indicators: dict[str, str] = field(default_factory=dict)
    new_areas: dict[str, str] = field(default_factory=dict)


def plan(table: Table) -> Plan:
    """What of this table is new, what is different."""
    made = Plan(table, source_key_of(table))
    areas, feeds = Area.objects.by_key(), known_feeds(made.source_key)
    if table.layout == TEMPLATE:
        table.facts = in_own_words(table, areas)
    table.facts = with_bases(table, [fact for fact in table.facts if is_known(table, fact, areas, made)])
    for fact in table.facts:
        if fact.measure not in feeds:
            made.new_indicators[fact.measure] = table.labels.get(fact.measure, fact.measure)
    stored = stored_values(feeds, table.facts)
    for fact in table.facts:
        compare(made, fact, feeds.get(fact.measure), areas.get(fact.area), stored)
    return made


def source_key_of(table: Table) -> str:
    return german_slug(table_family(table.code), 60).upper() or "EIGENE"


def known_feeds(source_key: str) -> dict[str, Indicator]:
    """By measure of this source; the portal's template names an indicator by its key."""
    own = {indicator.key: indicator for indicator in Indicator.objects.all()}
    feeds = Feed.objects.filter(source__key=source_key).select_related("indicator")
    return own | {feed.measure: feed.indicator for feed in feeds}


def is_known(table: Table, fact: Fact, areas: dict[str, Area], made: Plan) -> bool:
    """Whether the fact's area is an official key: one we have, or one to be made."""
    if fact.area not in areas and fact.area not in made.new_areas:
        if not (fact.area == "DG" or fact.area.isdigit() and len(fact.area) in (2, 3, 5, 8, 9)):
            table.problems.append(f"{fact.place}: Gebiet „{fact.area}“ gibt es nicht")
            return False
        made.new_areas[fact.area] = fact.area_name or fact.area
    return True


def in_own_words(table: Table, areas: dict[str, Area]) -> list[Fact]:
    """In the portal's template an area may be written by name, without leading zero, or as LSN-Online does, without the state."""
    names: dict[str, str] = {}
    for code, area in areas.items():
        for name in {area.name.lower(), area.short_name.lower()}:
            names[name] = "" if name in names else code
    states = sorted({code[:2] for code, area in areas.items() if area.municipality_id})
    computed = set(Indicator.objects.exclude(formula="", is_from_portal=False).values_list("key", flat=True))
    for fact in table.facts:
        if fact.measure in computed:
            table.problems.append(f"{fact.place}: „{fact.measure}“ rechnet das Portal selbst aus")
    own = [fact for fact in table.facts if fact.measure not in computed]
    return [replace(fact, area=official(fact.area, areas, names, states)) for fact in own]


def official(text: str, areas: dict[str, Area], names: dict[str, str], states: list[str]) -> str:
    if text in areas:
        return text
    if not text.isdigit():
        return names.get(text.lower()) or text
    candidates = [f"0{text}", *(f"{state}{text}" for state in states)]
    return next((code for code in map(area_key, candidates) if code in areas), text)


def with_bases(table: Table, facts: list[Fact]) -> list[Fact]:
    """Population rests on a census: the notes say on which, else the date does where it can."""
    if not (table.code or "").startswith(CENSUS_STATISTIC):
        return facts
    named = set(CENSUS.findall(f"{table.title} {table.notes}"))
    based = [fact if fact.basis else replace(fact, basis=census_of(fact.time, named)) for fact in facts]
    if unsure := sorted({fact.time for fact in based if "?" in fact.basis}):
        table.problems.append(f"Für {', '.join(unsure)} sagt die Datei nicht, auf welchem Zensus die Zahlen beruhen. Bitte prüfen.")
    return based


def census_of(time: str, named: set[str]) -> str:
    """The offices published 2022 and 2023 on both bases; our own judgement of the dates, see docs/sources.md."""
    if len(named) == 1:
        (census,) = named
        return f"Zensus {census}" if int(census) >= 2011 else f"Volkszählung {census}"
    year = int(time[:4])
    if year < 2011:
        return "vor dem Zensus 2011"
    if year < 2022:
        return "Zensus 2011"
    return "Zensus 2022" if year >= 2024 else "Zensus 2011 oder 2022?"


def stored_values(feeds: dict[str, Indicator], facts: list[Fact]) -> dict[Identity, tuple[int, Said, str]]:
    """What is stored of these indicators and times, a waiting value before the public one."""
    wanted = {feeds[fact.measure].pk for fact in facts if fact.measure in feeds}
    rows = Value.objects.filter(indicator__in=wanted, time__in={fact.time for fact in facts})
    found: dict[Identity, tuple[int, Said, str]] = {}
    for pk, status, number, stage, *identity in rows.values_list("pk", "status", "number", "stage", *IDENTITY):
        if stage != Value.Stage.PUBLIC or tuple(identity) not in found:
            found[tuple(identity)] = (pk, (status, number), stage)
    return found


def compare(made: Plan, fact: Fact, indicator: Indicator | None, area: Area | None, stored: dict) -> None:
    said = fact.status, None if fact.number is None else fact.number.quantize(PLACES)
    known = stored.get((indicator.pk, area.pk, fact.time, fact.sex, fact.category, fact.basis)) if indicator and area else None
    if known is None:
        made.new.append(fact)
    elif known[1] == said:
        made.unchanged += 1
    else:
        made.changed.append(Change(indicator.name, str(area), fact, *said, *known[1]))


def dry_run(delivery: Delivery) -> Plan:
    """What the file would do; Unreadable where nothing of it can come in."""
    return noted(delivery, plan(read(delivery.file_name, delivery.content)))


def noted(delivery: Delivery, made: Plan) -> Plan:
    """Writes into the delivery what the plan says; the figures stay as they are."""
    delivery.created, delivery.updated, delivery.unchanged = len(made.new), len(made.changed), made.unchanged
    delivery.problems = made.table.problems[:MOST_PROBLEMS]
    delivery.layout, delivery.table, delivery.as_of = made.table.layout, made.table.code[:60], made.table.as_of
    return made


@transaction.atomic
def apply(delivery: Delivery) -> Plan:
    """Plans anew and writes, alone on its source: two people who press the button at once do it one after the other."""
    table = read(delivery.file_name, delivery.content)
    key = source_key_of(table)
    Source.objects.get_or_create(key=key, defaults={"title": f"Tabelle {key}"})
    source = Source.objects.select_for_update().get(key=key)
    made = noted(delivery, plan(table))
    describe_source(source, made.table)
    delivery.applied_at = timezone.now()
    delivery.save()
    indicators = make_indicators(made, source)
    areas = make_areas(made)
    write(made, delivery, source, indicators, areas)
    return made


def describe_source(source: Source, table: Table) -> None:
    if source.title == f"Tabelle {source.key}" and table.title:
        source.title = table.title[:250]
    if "Datenlizenz Deutschland" in table.notes and not source.licence:
        source.licence, source.licence_url = "Datenlizenz Deutschland – Namensnennung – 2.0", "https://www.govdata.de/dl-de/by-2-0"
        source.publisher = source.publisher or "Statistische Ämter des Bundes und der Länder"
    source.notes = table.notes or source.notes
    source.as_of = max(filter(None, [source.as_of, table.as_of or newest_day(table)]))
    source.save()


def newest_day(table: Table) -> date:
    """The last day that a table without "Stand" speaks of."""
    newest = max(fact.time for fact in table.facts)
    day = date.fromisoformat(newest) if len(newest) == 10 else date(int(newest[:4]), 12, 31)
    return min(day, timezone.localdate())


def make_indicators(made: Plan, source: Source) -> dict[str, Indicator]:
    """A measure that nobody has described yet becomes an indicator that is not public."""
    units = {fact.measure: fact.unit for fact in made.table.facts}
    for measure, label in made.new_indicators.items():
        key = german_slug(f"{label[:60]} {source.key}", 80)
        indicator, _ = Indicator.objects.get_or_create(key=key, defaults={"name": label[:160], "unit": units[measure][:40]})
        Feed.objects.get_or_create(source=source, measure=measure, defaults={"indicator": indicator})
    return known_feeds(source.key)


def make_areas(made: Plan) -> dict[str, Area]:
    areas = (Area(code=code, name=name[:120], level=level_of(code)) for code, name in made.new_areas.items())
    Area.objects.bulk_create((area.addressed() for area in areas), ignore_conflicts=True)
    return Area.objects.by_key()


def write(made: Plan, delivery: Delivery, source: Source, indicators: dict[str, Indicator], areas: dict[str, Area]) -> None:
    facts = [*made.new, *(change.fact for change in made.changed)]
    values = [
        Value(
            indicator=indicators[fact.measure],
            area=areas[fact.area],
            source=source,
            delivery=delivery,
            time=fact.time,
            year=int(fact.time[:4]),
            sex=fact.sex,
            category=fact.category,
            basis=fact.basis,
            status=fact.status,
            number=fact.number,
        )
        for fact in facts
    ]
    Value.objects.waiting().forget_same({value.identity for value in values})
    Value.objects.bulk_create(values, batch_size=BATCH)
