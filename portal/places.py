"""The region's municipalities and postal codes: the files in regions/ alone decide, nobody edits these tables by hand."""

import re
from pathlib import Path

from portal.imports import BadRow, Values, cleaned, csv_rows, name_absent, read, recording, upsert
from portal.models import ImportRun, Municipality, PostalCode
from portal.slugs import german_slug

FACTS = [
    "ags",
    "name",
    "official_name",
    "kind",
    "samtgemeinde",
    "population",
    "population_date",
    "population_basis",
    "latitude",
    "longitude",
]


def import_municipalities(path: Path) -> ImportRun:
    addresses = dict(Municipality.objects.values_list("ags", "slug"))

    def municipality(cells: dict[str, str]) -> Values:
        if not re.fullmatch(r"\d{8}", cells["ags"]):
            raise BadRow(f"„{cells['ags']}“ ist kein amtlicher Gemeindeschlüssel (acht Ziffern)")
        return cleaned(Municipality, {name: cells[name] for name in FACTS} | {"slug": address(cells["ags"], cells["name"], addresses)})

    with recording("Gemeinden", path.name) as run:
        records = read(csv_rows(path, FACTS), run, municipality, key=["ags"])
        name_absent(run, upsert(run, Municipality.objects.all(), records, key=["ags"]))
    return run


def address(ags: str, name: str, addresses: dict[str, str]) -> str:
    """A municipality keeps its address for good; two of one name are told apart by their key."""
    slug = german_slug(name)
    if ags not in addresses:
        addresses[ags] = f"{slug}-{ags}" if slug in addresses.values() else slug
    return addresses[ags]


def import_postal_codes(path: Path) -> ImportRun:
    """Needs the municipalities; a code that left the file leaves the table and counts as a change."""
    municipalities = dict(Municipality.objects.values_list("ags", "pk"))

    def postal_code(cells: dict[str, str]) -> Values:
        if not re.fullmatch(r"\d{5}", cells["postal_code"]):
            raise BadRow(f"„{cells['postal_code']}“ ist keine Postleitzahl")
        if cells["ags"] not in municipalities:
            raise BadRow(f"Gemeinde {cells['ags']} gibt es nicht")
        return {"code": cells["postal_code"], "municipality_id": municipalities[cells["ags"]]}

    with recording("Postleitzahlen", path.name) as run:
        key = ["code", "municipality_id"]
        outcome = upsert(run, PostalCode.objects.all(), read(csv_rows(path, ["postal_code", "ags"]), run, postal_code, key), key)
        if not run.problems:
            run.updated += len(outcome.absent)
            PostalCode.objects.filter(pk__in=[gone.pk for gone in outcome.absent]).delete()
    return run
