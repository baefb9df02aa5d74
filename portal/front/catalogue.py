"""The open-data catalogue at /daten/: every public table in one list, for people and, as schema.org DataCatalog, for harvesters."""

from dataclasses import dataclass, field

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from internships import api as places
from internships.models import Posting
from internships.periods import files as periods
from occupations import api as occupations
from offers import api as offers
from offers import calendar_api as events
from portal.structured_data import absolute, breadcrumbs

CC_BY = ("Creative Commons Namensnennung 4.0", occupations.LICENCE)
DL_BY = ("Datenlizenz Deutschland – Namensnennung – Version 2.0", places.LICENCE)
MEDIA_TYPES = {
    "JSON": "application/json",
    "CSV": "text/csv",
    "Atom": "application/atom+xml",
    "iCalendar": "text/calendar",
}


@dataclass(frozen=True)
class Dataset:
    """One table: what is in it, how often it changes, under which licence, and its addresses by format."""

    key: str
    title: str
    text: str
    licence: tuple[str, str]
    sources: list[str]
    changes: str
    formats: dict[str, str] = field(default_factory=dict)

    @property
    def addresses(self) -> list[tuple[str, str]]:
        return [(name, reverse(view)) for name, view in self.formats.items()]


DATASETS = [
    Dataset(
        "plaetze",
        "Freie Plätze",
        "Praktikum, Ausbildung und mehr, mit Beruf, Betrieb, Gemeinde und Start. Alle Filter der Suche gehen auch hier.",
        DL_BY,
        places.SOURCES,
        "laufend",
        {
            "JSON": "api_postings",
            "CSV": "api_postings_csv",
            "Atom": "posting_feed",
            "iCalendar": "posting_calendar_feed",
        },
    ),
    Dataset(
        "praktikumszeiten",
        "Praktikumszeiten der Schulen",
        "Wann welche Jahrgänge in Betrieben sind und etwa wie viele Jugendliche. Nur was noch kommt, ohne Namen.",
        DL_BY,
        periods.SOURCES,
        "laufend",
        {"JSON": "api_periods", "CSV": "api_periods_csv", "iCalendar": "period_feed"},
    ),
    Dataset(
        "berufe",
        "Berufe",
        "Ausbildungsberufe mit Rechtsgrundlage, Dauer, Berufsfeldern und Interessenprofil.",
        CC_BY,
        occupations.SOURCES,
        "wenn sich das Recht ändert",
        {"JSON": "api_occupations", "CSV": "api_occupations_csv"},
    ),
    Dataset(
        "termine",
        "Termine",
        "Messen, Kurse, Beratung und Tage der offenen Tür, mit Zeit, Ort und Träger.",
        CC_BY,
        events.SOURCES,
        "laufend",
        {"JSON": "api_events", "CSV": "api_events_csv", "Atom": "event_feed", "iCalendar": "calendar_subscription"},
    ),
    Dataset(
        "angebote",
        "Angebote",
        "Von der Kita bis in den Beruf, mit Zielgruppe, Klasse, Alter, Ort, Sprache, Kosten und dem Tag der letzten Bestätigung.",
        CC_BY,
        offers.SOURCES,
        "laufend",
        {"JSON": "api_offers", "CSV": "api_offers_csv", "Atom": "offer_feed"},
    ),
    Dataset(
        "traeger",
        "Träger",
        "Wer Angebote macht: Art, Themen, Sitz und Gebiet. Ohne Ansprechpersonen.",
        CC_BY,
        offers.SOURCES,
        "laufend",
        {"JSON": "api_organisations", "CSV": "api_organisations_csv"},
    ),
    Dataset(
        "landschaft",
        "Bildungslandschaft",
        "Wie viele Angebote es je Gemeinde und Lebensphase gibt.",
        CC_BY,
        offers.SOURCES,
        "laufend",
        {"CSV": "landscape_csv"},
    ),
    Dataset(
        "zahlen",
        "Zahlen zur Bildung",
        "Kennzahlen mit Definition, Stand und Quelle. Die Werte jeder Kennzahl haben eine eigene Adresse.",
        DL_BY,
        ["Statistische Ämter des Bundes und der Länder; jede Zahl nennt ihre Quelle"],
        "wenn die Ämter neue Zahlen haben",
        {"JSON": "api_figures", "CSV": "api_figures_csv"},
    ),
    Dataset(
        "bericht",
        "Bildungsbericht in Zahlen",
        "Alle Werte des Berichts in einer Tabelle.",
        DL_BY,
        ["Statistische Ämter des Bundes und der Länder; jede Zahl nennt ihre Quelle"],
        "wenn die Ämter neue Zahlen haben",
        {"JSON": "api_figures_report", "CSV": "api_figures_report_csv"},
    ),
]
FILTERS = [
    ("ort", "Gemeinde, ihr amtlicher Schlüssel oder eine Postleitzahl", settings.REGION.largest_town),
    ("umkreis", "Kilometer um den Ort", "15"),
    ("art", "Art des Platzes, mehrfach möglich", Posting.Kind.APPRENTICESHIP.value),
    ("beruf", "Beruf", "tischler-in"),
    ("feld", "Berufsfeld", "bau"),
    ("beginn", "Monat des Starts", "2027-08"),
    ("abschluss", "Schulabschluss, 0 bis 3", "1"),
    ("q", "Suchwort", "holz"),
]


@require_safe
def open_data(request):
    structured_data = [described(), breadcrumbs(("Offene Daten", request.path))]
    return render(
        request,
        "front/open_data.html",
        {"datasets": DATASETS, "filters": FILTERS, "structured_data": structured_data},
    )


def described() -> dict:
    """The catalogue as search engines for data read it; the names are those of schema.org, which DCAT maps to."""
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": f"{settings.REGION.portal_name}: Offene Daten",
        "description": f"Offene Daten des Bildungsportals für {settings.REGION.area}",
        "url": absolute(reverse("open_data")),
        "inLanguage": "de",
        "publisher": publisher(),
        "dataset": [dataset(each) for each in DATASETS],
    }


def dataset(each: Dataset) -> dict:
    return {
        "@type": "Dataset",
        "@id": f"{absolute(reverse('open_data'))}#{each.key}",
        "name": each.title,
        "description": each.text,
        "license": each.licence[1],
        "isAccessibleForFree": True,
        "spatialCoverage": settings.REGION.area,
        "creator": publisher(),
        "distribution": [distribution(name, address) for name, address in each.addresses],
    }


def distribution(name: str, address: str) -> dict:
    return {"@type": "DataDownload", "encodingFormat": MEDIA_TYPES[name], "contentUrl": absolute(address)}


def publisher() -> dict:
    return {"@type": "Organization", "name": settings.REGION.operator, "url": settings.SITE_URL}
