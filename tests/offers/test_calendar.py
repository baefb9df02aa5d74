"""The calendar at /termine/: what stands in it, how one leafs through it, and what each filter lets through."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from offers.calendar_periods import MONTH, WEEK, day_of, period_of
from portal.vocabulary import Stage, Status
from tests.factories import BookingFactory, EventFactory, MunicipalityFactory, TopicFactory
from tests.pages import links_of, text_of

TODAY = date(2027, 3, 10)  # a Wednesday


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(TODAY, 12))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def event(title: str, day: date = TODAY, hour: int = 15, **values):
    values = {"offer__title": title, "starts": at(day, hour), "offer__published_at": at(date(2027, 1, 1), 8)} | values
    return EventFactory(**values)


def shown(visitor, query: str = "") -> str:
    return text_of(visitor.get(f"/termine/?{query}"))


def test_this_week_is_shown_day_by_day_and_nothing_that_is_over(visitor):
    event("Elternrunde", TODAY, 19)
    event("Berufsmesse", TODAY + timedelta(days=2))
    event("Frühstück", TODAY, 9)
    event("Vorgestern", TODAY - timedelta(days=2))
    event("Nächste Woche", TODAY + timedelta(days=7))
    text = shown(visitor)
    assert "8. März bis 14. März 2027 KW 10" in text
    assert text.index("Mittwoch, 10. März heute") < text.index("Elternrunde") < text.index("Freitag, 12. März") < text.index("Berufsmesse")
    for absent in ("Frühstück", "Vorgestern", "Nächste Woche"):
        assert absent not in text


def test_one_leafs_from_week_to_week_as_far_as_there_are_dates(visitor):
    event("Messe", TODAY + timedelta(days=7))
    first = visitor.get("/termine/").content.decode()
    assert 'rel="next" href="?tag=2027-03-15"' in first
    assert 'rel="prev"' not in first
    second = visitor.get("/termine/?tag=2027-03-15").content.decode()
    assert "Messe" in second
    assert 'rel="prev" href="?tag=2027-03-14"' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("day", ["1999-01-01", "2999-01-01", "gestern", "2027-02-30", ""])
def test_a_day_out_of_reach_leads_to_the_nearest_week_there_is(visitor, day):
    event("Messe", TODAY + timedelta(days=7))
    assert visitor.get(f"/termine/?tag={day}").status_code == 200


def test_a_month_is_a_list_or_a_table_with_its_weeks(visitor):
    event("Messe", date(2027, 3, 20))
    assert "Samstag, 20. März" in shown(visitor, "zeitraum=monat")
    html = visitor.get("/termine/?zeitraum=monat&ansicht=kalender").content.decode()
    assert html.count("<tr>") == 6
    assert '<th class="week" scope="row">11</th>' in html
    assert 'href="#tag-2027-03-20"' in html
    assert 'id="tag-2027-03-20"' in html


def test_what_lasts_several_days_stands_in_each_cell_and_once_in_the_list(visitor):
    week = event("Werkstattwoche", date(2027, 3, 8), 9, ends=at(date(2027, 3, 12), 15))
    assert week.days == [date(2027, 3, day) for day in range(8, 13)]
    html = visitor.get("/termine/?ansicht=kalender").content.decode()
    table, days = html.split("</table>")
    assert table.count("Werkstattwoche") == 5
    assert days.count("Werkstattwoche") == 1
    assert "09:00 Uhr bis Fr, 12. März, 15:00 Uhr" in shown(visitor)


def test_what_ends_at_midnight_does_not_reach_into_the_next_day(db):
    assert event("Nacht der Bewerbung", TODAY, 20, ends=at(TODAY + timedelta(days=1), 0)).days == [TODAY]


def test_an_empty_week_shows_what_comes_next(visitor):
    event("Messe", TODAY + timedelta(days=30))
    text = shown(visitor)
    assert "Diese Woche steht nichts mehr an. Das kommt als Nächstes:" in text
    assert "Freitag, 9. April" in text


def test_offers_lead_to_their_dates_and_dates_to_offers_for_the_same_people(visitor):
    assert "/termine/?fuer=eltern" in links_of(visitor.get("/angebote/?fuer=eltern"))
    assert "/angebote/?fuer=eltern" in links_of(visitor.get("/termine/?fuer=eltern"))


def test_drafts_have_no_dates(visitor):
    draft = event("Geheim", offer__status=Status.DRAFT)
    assert "Geheim" not in shown(visitor)
    for address in (draft.get_absolute_url(), f"/termine/{draft.pk}.ics", f"/termine/{draft.pk}/anmelden/"):
        assert visitor.get(address).status_code == 404
    assert "Geheim" not in visitor.get("/termine/kalender.ics").content.decode()


FILTERS = {
    "fuer=eltern": {"offer__for_parents": True},
    "phase=kita": {"offer__stage": Stage.KITA},
    "klasse=3": {"offer__stage": Stage.PRIMARY},
    "thema=geld": {"offer__topic": ("geld", "Geld")},
    "ort=Melle&umkreis=0": {"offer__municipality": "Melle"},
    "ort=Melle&umkreis=25": {"offer__municipality": "Belm"},
    "online=on": {"offer__is_online": True},
    "kostenlos=on": {"offer__cost": "kostenlos"},
    "frei=on": {"is_full": False},
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_lets_through_what_it_says(visitor, query):
    """The one that fits is found, the other one, far away, full and of another kind, is not."""
    MunicipalityFactory(place="Melle")
    values = dict(FILTERS[query])
    if name := values.get("offer__municipality"):
        values["offer__municipality"] = MunicipalityFactory(place=name)
    if topic := values.get("offer__topic"):
        values["offer__topic"] = TopicFactory(key=topic[0], name=topic[1])
    event("Passt genau", **values)
    event("Anderes", offer__cost="5 Euro", offer__is_free=False, is_full=True, offer__municipality=MunicipalityFactory(place="Fürstenau"))
    text = shown(visitor, query)
    assert "Passt genau" in text
    assert "Anderes" not in text


def test_an_unknown_place_is_said_and_the_rest_still_filters(visitor):
    event("Für Eltern", offer__for_parents=True)
    text = shown(visitor, "ort=Atlantis&fuer=eltern")
    assert "„Atlantis“ kennen wir hier nicht" in text
    assert "Für Eltern" in text


def test_leafing_keeps_what_was_asked(visitor):
    event("Messe", TODAY + timedelta(days=7), offer__for_parents=True)
    html = visitor.get("/termine/?fuer=eltern").content.decode()
    assert 'href="?fuer=eltern&amp;tag=2027-03-15"' in html
    assert "/termine/kalender.ics?fuer=eltern" in html


def test_a_date_says_what_changes_everything(visitor):
    cancelled = event("Abgesagt", is_cancelled=True, note="Die Halle ist gesperrt.")
    full = event("Voll", is_full=True)
    booked = BookingFactory(event=event("Begehrt", seats=10, offer__for_schools=True), seats=10).event
    over = event("Vergangen", TODAY - timedelta(days=1))
    assert "Dieser Termin fällt aus. Die Halle ist gesperrt." in text_of(visitor.get(cancelled.get_absolute_url()))
    assert "Ausgebucht. Frag nach" in text_of(visitor.get(full.get_absolute_url()))
    assert "0 von 10 frei" in text_of(visitor.get(booked.get_absolute_url()))
    assert "Dieser Termin ist vorbei." in text_of(visitor.get(over.get_absolute_url()))
    text = shown(visitor)
    assert "fällt aus" in text
    assert "voll, mit Warteliste" in text


def test_an_old_name_of_a_date_leads_to_its_address(visitor):
    date_of_offer = event("Neuer Name")
    assert visitor.get(f"/termine/{date_of_offer.pk}-alter-name/").url == date_of_offer.get_absolute_url()


def test_an_offer_shows_its_dates_and_the_home_page_the_next_ones(visitor):
    offer = event("Berufsmesse", TODAY + timedelta(days=1)).offer
    event("Fällt aus", is_cancelled=True)
    text = text_of(visitor.get(offer.get_absolute_url()))
    assert "Do, 11. März, 15:00 Uhr" in text
    home = text_of(visitor.get("/"))
    assert "Das steht an" in home
    assert "Berufsmesse" in home
    assert "Fällt aus" not in home


def test_the_list_asks_the_database_the_same_number_of_times_however_long_it_is(visitor, django_assert_num_queries):
    event("Eins")
    visitor.get("/termine/")
    with django_assert_num_queries(3):
        visitor.get("/termine/")
    for number in range(10):
        event(f"Noch eins {number}", is_cancelled=number % 2 == 0)
    with django_assert_num_queries(3):
        visitor.get("/termine/")
    with django_assert_num_queries(3):
        visitor.get("/termine/?zeitraum=monat&ansicht=kalender")


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS, st.sampled_from([WEEK, MONTH]))
def test_every_day_lies_in_exactly_one_week_and_month(day, kind):
    period = period_of(kind, day)
    assert period.first <= day <= period.last
    assert period_of(kind, period.after).first == period.after
    assert period_of(kind, period.before).last == period.before
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in period.weeks)
    assert {period.first, period.last, day} <= {inner for week in period.weeks for inner in week}


@given(st.text() | DAYS.map(str), DAYS, DAYS)
def test_whatever_stands_in_the_address_is_a_day_within_reach(text, one, other):
    earliest, latest = sorted([one, other])
    assert earliest <= day_of(text, earliest, latest) <= latest
