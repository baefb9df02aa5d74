"""The catalogue as open data at /api/berufe/."""

from django.views.decorators.http import require_safe

from occupations.models import SCALES, Occupation
from portal.opendata import csv_file, json_page
from portal.structured_data import absolute

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SOURCES = [
    "Ausbildungsordnungen des Bundes, gesetze-im-internet.de (Bundesministerium der Justiz / Bundesamt für Justiz), Stand 19.08.2026",
    "Berufskennzahlen: KldB 2010 V.2020, Statistik der Bundesagentur für Arbeit",
    "Interessenprofile: eigene Einschätzungen und O*NET 29.3 Database, USDOL/ETA, CC BY 4.0, verändert",
]
COLUMNS = [
    "slug",
    "name",
    "name_maennlich",
    "name_weiblich",
    "ausbildung",
    "monate",
    "bereiche",
    "kldb",
    "rechtsgrundlage",
    "felder",
    "zusammenfassung",
]


def facts(occupation: Occupation) -> list:
    fields = [field.key for field in occupation.fields.all()]
    summary = occupation.profile.summary if hasattr(occupation, "profile") else ""
    names = [occupation.slug, occupation.name, occupation.name_masculine, occupation.name_feminine]
    return [*names, occupation.training, occupation.months, occupation.areas, occupation.kldb, occupation.law, fields, summary]


def in_full(occupation: Occupation) -> dict:
    row = dict(zip(COLUMNS, facts(occupation), strict=True)) | {"adresse": absolute(occupation.get_absolute_url())}
    row["interessen"] = occupation.interests
    row["interessen_freigegeben"] = occupation.interests_released
    if hasattr(occupation, "profile"):
        profile = occupation.profile
        row |= {"taetigkeiten": profile.tasks.splitlines(), "bedingungen": profile.conditions, "schulfaecher": profile.subjects}
    return row


@require_safe
def occupations_json(request):
    occupations = Occupation.objects.published().for_index().order_by("slug")
    return json_page(request, lambda start, stop: [in_full(row) for row in occupations[start:stop]], occupations.count(), LICENCE, SOURCES)


@require_safe
def occupations_csv(request):
    def cells(occupation: Occupation) -> list:
        flat = [" | ".join(cell) if isinstance(cell, list) else cell for cell in facts(occupation)]
        interests = occupation.interests or {}
        return [*flat, *(interests.get(letter, "") for letter in SCALES)]

    rows = (cells(row) for row in Occupation.objects.published().for_index().order_by("slug"))
    return csv_file("berufe.csv", [*COLUMNS, *SCALES], rows, LICENCE)
