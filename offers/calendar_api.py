"""The dates ahead as open data at /api/termine/."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from offers.models import Event
from portal.opendata import csv_file, json_page
from portal.structured_data import absolute

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SOURCES = ["Angaben der Träger"]
COLUMNS = [
    "id",
    "angebot",
    "titel",
    "beginn",
    "ende",
    "ort",
    "gemeinde_ags",
    "online",
    "traeger",
    "thema",
    "phase",
    "fuer",
    "kosten",
    "faellt_aus",
    "ausgebucht",
    "plaetze",
    "plaetze_frei",
    "hinweis",
    "erfunden",
    "adresse",
]


def facts(event: Event) -> list:
    """Cells in the order of COLUMNS. How many seats are left is public; who booked them is not."""
    offer = event.offer
    times = [timezone.localtime(moment).isoformat() if moment else None for moment in (event.starts, event.ends)]
    place = [event.where, offer.municipality.ags if offer.municipality else None, offer.is_online]
    about = [offer.organisation.name, offer.topic.key, offer.stage, [audience.value for audience in offer.audiences], offer.cost]
    state = [event.is_cancelled, event.is_booked_out, event.seats, event.free, event.note, offer.is_demo]
    return [event.pk, offer.slug, offer.title, *times, *place, *about, *state, absolute(event.get_absolute_url())]


@require_safe
def events_json(request):
    events = Event.objects.published().upcoming().for_list()

    def rows(start: int, stop: int) -> list[dict]:
        return [dict(zip(COLUMNS, facts(event), strict=True)) for event in events[start:stop]]

    return json_page(request, rows, events.count(), LICENCE, SOURCES)


@require_safe
def events_csv(request):
    def cells(event: Event) -> list:
        return [" | ".join(cell) if isinstance(cell, list) else cell for cell in facts(event)]

    return csv_file("termine.csv", COLUMNS, map(cells, Event.objects.published().upcoming().for_list()), LICENCE)
