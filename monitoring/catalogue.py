"""What every county starts with: sources and indicators from data/*.toml, the figures of its region from portal/regions."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from django.conf import settings

from monitoring import imports
from monitoring.formats.plain import COLUMNS, OPTIONAL
from monitoring.models import Area, Delivery, Feed, Indicator, Source, Value
from monitoring.models.areas import know_the_region
from portal import region
from portal.models import Municipality

DATA = Path(__file__).parent / "data"


def create_missing() -> tuple[int, int]:
    """Sources and indicators that are not there yet; returns how many. What staff changed stays."""
    sources = tomllib.loads((DATA / "sources.toml").read_text())
    made_sources = sum(Source.objects.get_or_create(key=key, defaults=facts)[1] for key, facts in sources.items())
    made = 0
    for position, (key, facts) in enumerate(tomllib.loads((DATA / "indicators.toml").read_text()).items(), 1):
        feeds = facts.pop("feeds", [])
        indicator, is_new = Indicator.objects.get_or_create(key=key, defaults=facts | {"position": position * 10})
        made += is_new
        for feed in feeds if is_new else []:
            source, measure = feed.split(": ", 1)
            Feed.objects.get_or_create(source=Source.objects.get(key=source), measure=measure, defaults={"indicator": indicator})
    return made_sources, made


def bring_in(name: str, content: bytes, release: bool) -> Delivery:
    """Applies a file, once; with `release` its figures are public at once."""
    delivery = Delivery.of(name, content)
    if known := Delivery.objects.filter(file_hash=delivery.file_hash).exclude(applied_at=None).first():
        return known
    imports.apply(delivery)
    if release:
        delivery.values.check_off()
        delivery.values.release()
    return delivery


def region_files() -> list[Path]:
    """Figures that the region brings along (portal/regions/<name>-figures/*.csv)."""
    return sorted((region.FOLDER / f"{settings.REGION.key}-figures").glob("*.csv"))


def know_the_county() -> list[Delivery]:
    """Areas, their population from the region's list of municipalities, and the figures the region brings along."""
    know_the_region()
    files = {path.name: path.read_bytes() for path in region_files()}
    files["gemeinden.csv"] = population_of_municipalities()
    deliveries = [bring_in(name, content, release=True) for name, content in files.items()]
    Area.objects.filter(values__delivery__in=deliveries).update(is_shown=True)
    return deliveries


def population_of_municipalities() -> bytes:
    """The municipalities' population in the portal's template; with the county's sum where all are of one date and basis."""
    rows, sums, home = [], defaultdict(int), Area.objects.home()

    def add(code: str, name: str, day: str, basis: str, population: int) -> None:
        rows.append(["bevoelkerung", code, name, day, "", "", population, "", "Anzahl", basis, "GEMEINDEVERZEICHNIS"])

    for row in Municipality.objects.order_by("ags"):
        facts = (row.population_date.isoformat(), row.population_basis)
        add(row.ags, row.official_name, *facts, row.population)
        if home and row.ags.startswith(home.code):
            sums[facts] += row.population
    if home and len(sums) == 1:
        (facts, total), *_ = sums.items()
        add(home.code, home.name, *facts, total)
    return in_template(rows, [])


def in_template(rows: Iterable[list], comments: list[str]) -> bytes:
    """Rows of HEADINGS as the portal's template, which it reads again."""
    text = StringIO()
    text.writelines(f"# {comment}\n" for comment in comments)
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode()


def template_row(value: Value) -> list:
    """A value with its indicator, area and source as a row of HEADINGS."""
    number = "" if value.number is None else f"{value.number.normalize():f}".replace(".", ",")
    facts = [value.indicator.key, value.area.code, value.area.name, value.time, value.get_sex_display(), value.category, number]
    return [*facts, value.get_status_display(), value.indicator.unit, value.basis, value.source.key if value.source else ""]


HEADINGS = ["kennzahl", "gebiet", "gebietsname", "zeit", "geschlecht", "kategorie", "wert", "status", "einheit", "grundlage", "quelle"]
assert set(HEADINGS) == {*COLUMNS, *OPTIONAL}
