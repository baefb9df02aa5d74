"""Dates in other programs: iCalendar, Atom, open data."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.factories import BookingFactory, EventFactory


@pytest.fixture
def event(db):
    starts = datetime(2030, 7, 1, 16, 0, tzinfo=UTC)  # summer: six in the evening here
    values = {"offer__title": "Berufsmesse; mit Eltern", "place": "Aula, Haus 2", "note": "Bitte leise"}
    return EventFactory(starts=starts, ends=starts + timedelta(hours=2), **values)


def read(visitor, address: str):
    response = visitor.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert calendar.errors == []
    return calendar


def entry(visitor, event, query: str = ""):
    [found] = read(visitor, f"/termine/{event.pk}.ics{query}").walk("VEVENT")
    return found


def test_a_date_goes_into_a_calendar_with_time_zone_place_and_page(visitor, event):
    found = entry(visitor, event)
    assert (found["SUMMARY"], found["STATUS"], found["SEQUENCE"]) == ("Berufsmesse; mit Eltern", "CONFIRMED", 0)
    assert found["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert found["DTSTART"].dt.hour == 18
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=2)
    assert found["LOCATION"] == "Aula, Haus 2"
    assert found["URL"].endswith(event.get_absolute_url())
    assert found["DESCRIPTION"].startswith("Bitte leise")
    assert found.walk("VALARM") == []


def test_the_calendar_knows_its_time_zone_by_itself(visitor, event):
    [zone] = read(visitor, f"/termine/{event.pk}.ics").walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_a_reminder_comes_as_part_of_the_file(visitor, event):
    [alarm] = entry(visitor, event, "?erinnerung=1").walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-1)
    assert alarm["ACTION"] == "DISPLAY"


def test_a_date_keeps_its_uid_and_counts_its_versions(visitor, event):
    uid = entry(visitor, event)["UID"]
    event.seats = 30
    event.save()
    assert entry(visitor, event)["SEQUENCE"] == 0, "nothing that a calendar shows has changed"
    event.starts += timedelta(hours=1)
    event.ends += timedelta(hours=1)
    event.save()
    event.is_cancelled = True
    event.save()
    found = entry(visitor, event)
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == (uid, 2, "CANCELLED")


def test_one_subscribes_to_what_one_filtered_and_sees_what_was_cancelled(visitor):
    soon = timezone.now() + timedelta(days=3)
    EventFactory(offer__title="Für Eltern", offer__for_parents=True, is_cancelled=True, starts=soon)
    EventFactory(offer__title="Für andere", starts=soon)
    EventFactory(offer__title="Lange her", offer__for_parents=True, starts=soon - timedelta(days=90))
    calendar = read(visitor, "/termine/kalender.ics?fuer=eltern")
    assert [(str(found["SUMMARY"]), found["STATUS"]) for found in calendar.walk("VEVENT")] == [("Für Eltern", "CANCELLED")]
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert visitor.get("/termine/kalender.ics?ort=Atlantis").status_code == 404


def test_an_offers_dates_come_in_one_file(visitor, event):
    EventFactory(offer=event.offer)
    EventFactory()
    assert len(read(visitor, f"/angebote/{event.offer.slug}/termine.ics").walk("VEVENT")) == 2


def test_the_feed_names_the_next_dates(visitor, event):
    EventFactory(offer__title="Bald", is_cancelled=True)
    feed = ElementTree.fromstring(visitor.get("/termine/naechste.atom").content)
    titles = [found.text for found in feed.findall("{*}entry/{*}title")]
    assert titles[0].startswith("Fällt aus: Bald")
    assert titles[1] == "Berufsmesse; mit Eltern, 01.07.2030, 18:00 Uhr, Aula, Haus 2"


def test_open_data_tells_how_many_seats_are_left_and_not_who_has_them(visitor, event):
    BookingFactory(event__seats=30, event__offer__title="Werkstatttag", seats=12, organisation="Geheime Schule")
    response = visitor.get("/api/termine/")
    rows = {row["titel"]: row for row in response.json()["results"]}
    assert (rows["Werkstatttag"]["plaetze"], rows["Werkstatttag"]["plaetze_frei"]) == (30, 18)
    assert rows["Berufsmesse; mit Eltern"]["beginn"] == "2030-07-01T18:00:00+02:00"
    assert response.json()["licence"].startswith("https://creativecommons.org/")
    table = list(csv.DictReader(StringIO(visitor.get("/api/termine.csv").content.decode())))
    assert {row["titel"] for row in table} == set(rows)
    for address in ("/api/termine/", "/api/termine.csv"):
        assert "Geheime Schule" not in visitor.get(address).content.decode()
