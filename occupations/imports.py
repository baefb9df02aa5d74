"""The catalogue of occupations from data/*.csv and the fields of vocabulary.toml. Sources and licences: docs/sources.md."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from django.db import models

from occupations.models import SCALES, Field, InterestRating, MinimumPay, Occupation, OccupationField, Specialisation
from occupations.wording import vocabulary
from portal.imports import (
    BadRow,
    Row,
    Values,
    Verdict,
    cleaned,
    count,
    csv_rows,
    identity_of,
    judge,
    name_absent,
    read,
    recording,
    remember,
    split,
    upsert,
    write,
)
from portal.models import ImportRun

DATA = Path(__file__).parent / "data"

LISTS = ["areas", "kldb_codes", "legal_basis"]
FACTS = [
    *["slug", "name", "name_masculine", "name_feminine", "training", "months", "note"],
    *["kldb", "law", "law_reference", "law_date", "in_force"],
]
PAY = ["start_year", "first_year", "second_year", "third_year", "fourth_year", "source"]


def import_catalogue(folder: Path = DATA) -> list[ImportRun]:
    """All files of the catalogue in the order in which they build on each other."""
    return [
        import_fields(),
        import_occupations(folder / "occupations.csv"),
        import_interests(folder / "interests.csv"),
        import_ratings(folder / "interest_ratings.csv", folder / "interest_decisions.csv"),
        import_places_in_fields(folder / "fields.csv"),
        import_specialisations(folder / "specialisations.csv"),
        import_minimum_pay(folder / "minimum_pay.csv"),
    ]


def import_fields() -> ImportRun:
    rows = [
        Row(f"Eintrag {number}", {"key": key, "name": name, "position": str(number)})
        for number, (key, name) in enumerate(vocabulary()["fields"].items(), 1)
    ]
    with recording("Berufsfelder", "vocabulary.toml") as run:
        records = read(rows, run, lambda cells: cleaned(Field, cells), key=["key"])
        name_absent(run, upsert(run, Field.objects.all(), records, key=["key"]))
    return run


def import_occupations(path: Path) -> ImportRun:
    def occupation(cells: dict[str, str]) -> Values:
        return cleaned(Occupation, {name: cells[name] for name in FACTS} | {name: split(cells[name]) for name in LISTS})

    with recording("Berufe", path.name) as run:
        records = read(csv_rows(path, FACTS + LISTS), run, occupation, key=["slug"])
        name_absent(run, upsert(run, Occupation.objects.all(), records, key=["slug"]))
    return run


def import_interests(path: Path) -> ImportRun:
    """Proposals: an expert releases them, and a released profile no longer follows the source."""
    occupations = by_source_slug(Occupation.objects.all())
    released = {(slug,) for slug, occupation in occupations.items() if occupation.interests_released}

    def profile(cells: dict[str, str]) -> Values:
        known(cells["slug"], occupations)
        values = {name: cells[letter] for letter, name in SCALES.items()}
        if len(set(map(bool, values.values()))) > 1:
            raise BadRow("ein Interessenprofil hat alle sechs Werte oder keinen")
        values = cleaned(Occupation, values | {"interests_source": where_from(cells)})
        if any(values[name] is not None and not 1 <= values[name] <= 7 for name in SCALES.values()):
            raise BadRow("Interessenwerte liegen zwischen 1 und 7")
        return {"slug": cells["slug"]} | values

    with recording("Interessenprofile", path.name) as run:
        records = read(csv_rows(path, ["slug", *SCALES, "onet_codes", "origin"]), run, profile, key=["slug"])
        profiles = {key: {name: value for name, value in values.items() if name != "slug"} for key, values in records.items()}
        upsert(run, Occupation.objects.all(), profiles, key=["slug"], locked=released)
    return run


def import_ratings(ratings: Path, decisions: Path) -> ImportRun:
    """What each source said of each scale, and the reasons where somebody decided between them."""
    occupations = by_source_slug(Occupation.objects.all())

    def rating(slug: str, source: str, scale: str, value: str, reason: str = "") -> Values:
        values = {"source": source, "scale": scale, "value": value, "reason": reason}
        return {"occupation_id": occupations[known(slug, occupations)].pk} | cleaned(InterestRating, values)

    with recording("Einschätzungen der Interessen", ratings.name) as run:
        key = ["occupation_id", "source", "scale"]
        columns = ["slug", "source", *SCALES]
        long = (
            Row(row.place, {"slug": row.cells["slug"], "source": row.cells["source"], "scale": scale, "value": row.cells[scale]})
            for row in csv_rows(ratings, columns)
            for scale in SCALES
        )
        records = read(long, run, lambda cells: rating(**cells), key)
        decided = csv_rows(decisions, ["slug", "scale", "value", "reason"])
        records |= read(decided, run, lambda cells: rating(source=InterestRating.Source.DECISION, **cells), key)
        upsert(run, InterestRating.objects.all(), records, key)
    return run


def where_from(cells: dict[str, str]) -> str:
    codes = ", ".join(split(cells["onet_codes"]))
    onet = f" und O*NET 29.3 ({codes}; {cells['origin']})" if codes else ""
    return f"Zwei Einschätzungen nach der Ausbildungsordnung{onet}"


def import_minimum_pay(path: Path) -> ImportRun:
    with recording("Mindestausbildungsvergütung", path.name) as run:
        records = read(csv_rows(path, PAY), run, lambda cells: cleaned(MinimumPay, {name: cells[name] for name in PAY}), key=["start_year"])
        upsert(run, MinimumPay.objects.all(), records, key=["start_year"])
    return run


def import_places_in_fields(path: Path) -> ImportRun:
    """'slug, "bau metall"': the main field first."""
    occupations = by_source_slug(Occupation.objects.prefetch_related("places_in_fields__field"))
    fields = {field.key: field for field in Field.objects.all()}

    def places(cells: dict[str, str]) -> Values:
        keys = cells["fields"].split()
        if unknown := [key for key in keys if key not in fields]:
            raise BadRow(f"unbekanntes Berufsfeld: {', '.join(unknown)}")
        if not keys or len(set(keys)) < len(keys):
            raise BadRow("ein Berufsfeld fehlt oder steht doppelt")
        return {"slug": known(cells["slug"], occupations), "fields": keys}

    def place(occupation: Occupation, position: int, key: str) -> OccupationField:
        return OccupationField(occupation=occupation, field=fields[key], position=position)

    with recording("Berufsfelder je Beruf", path.name) as run:
        records = read(csv_rows(path, ["slug", "fields"]), run, places, key=["slug"])
        wanted = {slug: values["fields"] for (slug,), values in records.items()}
        stored = {slug: [place.field.key for place in occupation.places_in_fields.all()] for slug, occupation in occupations.items()}
        lists = [(occupation, stored[slug], wanted.get(slug, [])) for slug, occupation in occupations.items()]
        replace_lists(run, "fields", lists, OccupationField, place)
    return run


def import_specialisations(path: Path) -> ImportRun:
    occupations = by_source_slug(Occupation.objects.prefetch_related("specialisations"))

    def part(cells: dict[str, str]) -> Values:
        return {"slug": known(cells["slug"], occupations)} | cleaned(Specialisation, {"kind": cells["kind"], "name": cells["name"]})

    def specialisation(occupation: Occupation, position: int, part: list[str]) -> Specialisation:
        return Specialisation(occupation=occupation, kind=part[0], name=part[1])

    key = ["slug", "kind", "name"]
    with recording("Spezialisierungen je Beruf", path.name) as run:
        wanted = defaultdict(list)
        for slug, *values in read(csv_rows(path, key), run, part, key):
            wanted[slug].append(values)
        lists = [
            (occupation, [[part.kind, part.name] for part in occupation.specialisations.all()], wanted[slug])
            for slug, occupation in occupations.items()
        ]
        replace_lists(run, "specialisations", lists, Specialisation, specialisation)
    return run


def replace_lists(
    run: ImportRun, name: str, lists: list[tuple[Occupation, list, list]], model: type[models.Model], build: Callable
) -> None:
    """What hangs on an occupation, as (occupation, stored, wanted), is one value: edited by staff in one place, it stays as a whole."""
    if run.problems:
        lists = [(occupation, stored, wanted) for occupation, stored, wanted in lists if all(item in wanted for item in stored)]
    taken = [(occupation, wanted) for occupation, stored, wanted in lists if is_taken(run, occupation.imported.get(name), stored, wanted)]
    heard = [occupation for occupation, _, wanted in lists if remember(occupation, {name: wanted})]
    model.objects.filter(occupation__in=[occupation for occupation, _ in taken]).delete()
    model.objects.bulk_create(build(occupation, *item) for occupation, wanted in taken for item in enumerate(wanted))
    write(heard, {"imported", "changed_at"})


def is_taken(run: ImportRun, last: list | None, stored: list, wanted: list) -> bool:
    verdict = judge(stored, last or [], wanted)
    if last is None and verdict is Verdict.TAKE:
        run.created += 1
    elif stored or wanted:
        count(run, [verdict])
    return verdict is Verdict.TAKE


def by_source_slug(occupations: models.QuerySet) -> dict[str, Occupation]:
    """Those that came from the source: what staff added alone is none of its business."""
    return {identity_of(occupation, ["slug"])[0]: occupation for occupation in occupations if occupation.imported}


def known(slug: str, occupations: dict[str, Occupation]) -> str:
    if slug not in occupations:
        raise BadRow(f"Beruf „{slug}“ gibt es nicht")
    return slug
