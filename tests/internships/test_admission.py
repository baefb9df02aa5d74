"""From a place to what its page says about who may come."""

from datetime import time

import pytest

from internships import admission, words
from internships.models import Posting
from tests.factories import OccupationFactory, PostingFactory
from tests.pages import text_of

Kind = Posting.Kind


@pytest.mark.parametrize(
    "values, says, because",
    [
        ({}, "ab Klasse 8", "Schulpraktika gibt es meist ab Klasse 8"),
        ({"minimum_class": 9}, "ab Klasse 9", "Der Betrieb wünscht es so."),
        ({"kind": Kind.HOLIDAY_INTERNSHIP}, "ab 15 Jahren", "erst ab 15 erlaubt"),
        ({"kind": Kind.APPRENTICESHIP}, "ab Klasse 9", "sobald deine Schulpflicht in Vollzeit vorbei ist"),
        ({"day_starts": time(8), "day_ends": time(17)}, "ab Klasse 10 und 15 Jahren", "höchstens 7 Stunden am Tag"),
        ({"day_starts": time(8), "day_ends": time(12), "weekdays": "23456"}, "ab 18 Jahren", "Auch samstags"),
    ],
)
def test_a_page_says_from_when_on_and_why(visitor, values, says, because):
    posting = PostingFactory(**values)
    page = text_of(visitor.get(posting.get_absolute_url()))
    assert f"Passt {says}" in page
    assert because in page


def test_a_page_names_the_papers_to_bring(visitor):
    cook = OccupationFactory(slug="koch-koechin", name="Koch/Köchin", kldb="29302")
    page = text_of(visitor.get(PostingFactory(occupation=cook).get_absolute_url()))
    assert "Du brauchst dafür: die Belehrung vom Gesundheitsamt" in page
    assert "(§ 43 IfSG)" in page
    assert "Das ist kein Rechtsrat" in page


@pytest.mark.parametrize(
    "text, weeks", [("2 Wochen", 2), ("2 bis 3 Wochen", 2), ("6 Wochen", 6), ("1 Monat", 5), ("drei Tage", 0), ("3½ Jahre", 0)]
)
def test_weeks_are_read_from_a_duration(text, weeks):
    assert admission.weeks_in(text) == weeks


@pytest.mark.parametrize("days, says", [("12345", "Mo–Fr"), ("135", "Mo, Mi, Fr"), ("67", "Sa, So"), ("23456", "Di–Sa")])
def test_days_are_written_shortly(days, says):
    assert words.days([int(day) for day in days]) == says


def test_hours_with_a_short_friday(db):
    posting = PostingFactory(day_starts=time(7, 30), day_ends=time(15), friday_ends=time(12))
    assert words.hours(posting) == "Mo–Fr 7:30 bis 15 Uhr, freitags bis 12 Uhr"


def test_all_ways_to_apply_stand_on_the_page(visitor):
    posting = PostingFactory(
        phone_welcome=True,
        contact_phone="0541 000000",
        contact_email="ahorn@example.org",
        application_url="https://example.org/los",
        no_cover_letter=True,
        lends_shoes=True,
    )
    page = visitor.get(posting.get_absolute_url()).content.decode()
    for part in (
        "tel:0541000000",
        "mailto:ahorn@example.org",
        "https://example.org/los",
        "Ein Anschreiben brauchst du nicht",
        "Sicherheitsschuhe",
    ):
        assert part in page


def test_a_place_without_inquiries_has_no_form(visitor):
    posting = PostingFactory(takes_inquiries=False, contact_email="ahorn@example.org")
    assert "Anfrage schreiben" not in text_of(visitor.get(posting.get_absolute_url()))
    assert visitor.get(f"/plaetze/{posting.pk}/anfrage/").status_code == 404


def test_a_place_that_is_gone_shows_others_nearby_the_nearest_of_its_occupation_first(visitor):
    gone = PostingFactory(status="filled", company__municipality__place="Osnabrück")
    far = PostingFactory(title="Fern", company__municipality__place="Fürstenau")
    near = PostingFactory(title="Nah", company__municipality__place="Belm")
    response = visitor.get(gone.get_absolute_url())
    assert response.status_code == 410
    assert response.context["similar"] == [near]
    assert far not in response.context["similar"]
    assert "schon besetzt" in text_of(response)
