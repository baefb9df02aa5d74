"""Searches that found nothing: counted by word and place, never by person, shown when several had the need."""

import re
import threading
from datetime import date
from html import unescape

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal import unmet
from portal.unmet import UnmetSearch, half_year, term_of
from tests.factories import MunicipalityFactory
from tests.pages import text_of


@pytest.fixture(autouse=True)
def empty_shared_cache(db):
    caches["default"].clear()


def beacons(page) -> list[str]:
    return [unescape(address) for address in re.findall(r'data-beacon="([^"]*)"', page.content.decode())]


@pytest.mark.parametrize(
    "address, where",
    [
        ("/suche/?q=Xylophonbauer", "suche"),
        ("/angebote/?q=Xylophonbauer", "angebote"),
        ("/wer-hilft/?q=Xylophonbauer", "wer-hilft"),
        ("/plaetze/?q=Xylophonbauer", "plaetze"),
        ("/berufe/?q=Xylophonbauer", "berufe"),
    ],
)
def test_every_list_that_finds_nothing_counts_the_word(visitor, address, where):
    page = visitor.get(address)
    assert UnmetSearch.objects.count() == 0, "looking writes nothing"
    (beacon,) = beacons(page)
    assert visitor.post(beacon).status_code == 204
    counted = UnmetSearch.objects.get()
    assert (counted.where, counted.term, counted.number) == (where, "xylophonbauer", 1)


def test_the_place_is_counted_with_the_word(visitor):
    melle = MunicipalityFactory(place="Melle")
    visitor.post(beacons(visitor.get("/angebote/?q=Robotik&ort=Melle"))[0])
    assert UnmetSearch.objects.get().municipality == melle


def test_one_visitor_counts_once_a_day_and_nobody_is_kept(visitor):
    beacon = beacons(visitor.get("/angebote/?q=Robotik"))[0]
    for _ in range(3):
        visitor.post(beacon)
    for number in range(4):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(beacon)
    assert UnmetSearch.objects.get().number == 5
    assert {field.name for field in UnmetSearch._meta.fields} == {"id", "where", "term", "municipality", "half_year", "number"}


def test_a_word_nobody_signed_is_not_counted(visitor):
    for token in ("", "quatsch", "ä" * 500):
        assert visitor.post("/suche/ohne-treffer/", query_params={"was": token}).status_code == 204
    assert visitor.get("/suche/ohne-treffer/").status_code == 405
    assert not UnmetSearch.objects.exists()


def test_rare_words_are_never_shown_and_common_ones_are(visitor, staff):
    UnmetSearch.objects.create(where="angebote", term="seltenes", half_year=half_year(date.today()), number=4)
    UnmetSearch.objects.create(where="angebote", term="robotik", half_year=half_year(date.today()), number=5)
    pages = [visitor.get("/landschaft/"), staff.get("/verwaltung/offers/offer/landschaft/"), staff.get("/verwaltung/portal/unmetsearch/")]
    for page in pages:
        assert "robotik" in text_of(page)
        assert "seltenes" not in text_of(page)


def test_what_is_rare_or_old_is_forgotten(db):
    for term, year, number in (("alt", "2020-1", 90), ("selten", "2025-1", 3), ("oft", "2025-1", 30), ("neu", half_year(date.today()), 1)):
        UnmetSearch.objects.create(where="suche", term=term, half_year=year, number=number)
    call_command("forget_searches")
    assert set(UnmetSearch.objects.values_list("term", flat=True)) == {"oft", "neu"}


@given(st.text())
def test_a_counted_term_never_holds_a_number_an_address_or_a_long_text(text):
    term = term_of(text)
    assert len(term) <= unmet.LONGEST
    assert not re.search(r"[\d@]", term)
    assert len(term.split()) <= unmet.MOST_WORDS


@pytest.mark.parametrize("text", ["mia@example.org", "0541 123", "Klasse 8b", "x" * 41, "ich heiße Mia und suche einen Platz", "ab", ""])
def test_what_may_name_somebody_is_not_counted(text):
    assert term_of(text) == ""


@pytest.mark.django_db(transaction=True)
def test_two_visitors_at_once_count_as_two():
    address = beacons(Client().get("/angebote/?q=Robotik"))[0]

    def post(number):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(address)
        connection.close()

    threads = [threading.Thread(target=post, args=[number]) for number in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert UnmetSearch.objects.get().number == 2
