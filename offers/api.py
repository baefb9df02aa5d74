"""Offers and organisations as open data at /api/angebote/ and /api/traeger/; contact persons are not part of it."""

from django.views.decorators.http import require_safe

from offers.models import Offer, Organisation
from portal.opendata import csv_file, json_page
from portal.structured_data import absolute

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SOURCES = ["Angaben der Träger, von der Redaktion des Portals geprüft"]
OFFER_COLUMNS = [
    *[
        "slug",
        "titel",
        "zusammenfassung",
        "traeger",
        "thema",
        "form",
        "phase",
        "fuer",
        "klasse_von",
        "klasse_bis",
        "alter_von",
        "alter_bis",
    ],
    *["sprachen", "barrierefreiheit", "berufsfelder", "ags", "ort", "reichweite", "gemeinden", "online", "kostenlos", "kosten"],
    *["anmeldung", "anmeldung_adresse", "bestaetigt_am", "geaendert_am", "erfunden", "adresse"],
]
ORGANISATION_COLUMNS = [
    "slug",
    "name",
    "art",
    "themen",
    "ags",
    "ort",
    "ganze_region",
    "gebiet",
    "internetseite",
    "angebote",
    "erfunden",
    "adresse",
]


def offer_facts(offer: Offer) -> list:
    place = offer.municipality
    return [
        *[offer.slug, offer.title, offer.summary, offer.organisation.name, offer.topic.key, offer.format, offer.stage],
        *[[audience.value for audience in offer.audiences], offer.class_from, offer.class_to, offer.age_from, offer.age_to],
        *[offer.languages, offer.access, offer.fields, place and place.ags, place and place.name, offer.coverage],
        *[[one.name for one in offer.reaches.all()], offer.is_online, offer.is_free, offer.cost],
        *[offer.registration, offer.registration_url, offer.confirmed_on, offer.changed_at.date()],
        *[offer.is_demo, absolute(offer.get_absolute_url())],
    ]


def organisation_facts(organisation: Organisation) -> list:
    place = organisation.municipality
    return [
        *[organisation.slug, organisation.name, organisation.kind, [topic.key for topic in organisation.topics.all()]],
        *[place and place.ags, place and place.name, organisation.serves_region, [one.name for one in organisation.area.all()]],
        *[organisation.website, organisation.number, organisation.is_demo, absolute(organisation.get_absolute_url())],
    ]


def public_offers():
    rows = Offer.objects.published().select_related("organisation", "topic", "municipality")
    return rows.prefetch_related("reaches").order_by("slug")


def public_organisations():
    return Organisation.objects.published().for_list().prefetch_related("area").order_by("slug")


def as_text(cell):
    return " | ".join(cell) if isinstance(cell, list) else {True: "ja", False: "nein"}.get(cell, cell) if isinstance(cell, bool) else cell


def answer_json(request, rows, columns: list[str], facts):
    def page(start, stop):
        return [dict(zip(columns, facts(row), strict=True)) for row in rows[start:stop]]

    return json_page(request, page, rows.count(), LICENCE, SOURCES)


def answer_csv(name: str, rows, columns: list[str], facts):
    return csv_file(name, columns, ([as_text(cell) for cell in facts(row)] for row in rows), LICENCE)


@require_safe
def offers_json(request):
    return answer_json(request, public_offers(), OFFER_COLUMNS, offer_facts)


@require_safe
def offers_csv(request):
    return answer_csv("angebote.csv", public_offers(), OFFER_COLUMNS, offer_facts)


@require_safe
def organisations_json(request):
    return answer_json(request, public_organisations(), ORGANISATION_COLUMNS, organisation_facts)


@require_safe
def organisations_csv(request):
    return answer_csv("traeger.csv", public_organisations(), ORGANISATION_COLUMNS, organisation_facts)
