"""Dates that come again: what a rule makes, and what it leaves alone when it changes."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from offers import calendar_series
from offers.models import Event, EventSeries
from tests.factories import BookingFactory, OfferFactory

TODAY = date(2027, 3, 10)  # a Wednesday


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: timezone.make_aware(datetime(2027, 3, 10, 8)))


@pytest.fixture
def series(db):
    """Four Thursdays, the last two in summer time."""
    rule = {"rhythm": "weekly", "first_day": date(2027, 3, 11), "last_day": date(2027, 4, 1), "begins": time(16), "ends": time(17, 30)}
    series = EventSeries.objects.create(offer=OfferFactory(title="Sprechstunde", for_schools=True), seats=20, **rule)
    calendar_series.unfold(series)
    return series


def days(series) -> list[str]:
    return [f"{timezone.localtime(event.starts):%d.%m. %H:%M}" for event in series.events.order_by("starts")]


def form(series, **changes) -> dict:
    values = {
        "offer": series.offer_id,
        "rhythm": series.rhythm,
        "first_day": series.first_day.isoformat(),
        "last_day": series.last_day.isoformat(),
        "begins": series.begins.isoformat(),
        "ends": series.ends.isoformat(),
        "exceptions": series.exceptions,
        "place": series.place,
        "seats": series.seats,
    }
    return values | changes


def change(staff, series, **changes):
    return staff.post(f"/verwaltung/offers/eventseries/{series.pk}/change/", form(series, **changes))


def test_the_clock_on_the_wall_decides_in_winter_and_in_summer(series):
    assert days(series) == ["11.03. 16:00", "18.03. 16:00", "25.03. 16:00", "01.04. 16:00"]


def test_staff_make_a_series_in_the_admin(staff):
    offer = OfferFactory()
    values = {"offer": offer.pk, "rhythm": "fortnightly", "first_day": "11.03.2027", "last_day": "08.04.2027", "begins": "10:00"}
    response = staff.post("/verwaltung/offers/eventseries/add/", values | {"exceptions": "25.03.2027"}, follow=True)
    assert "Diese Serie hat jetzt 2 Termine, die noch kommen." in response.content.decode()
    assert days(EventSeries.objects.get()) == ["11.03. 10:00", "08.04. 10:00"]


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"exceptions": "24.12.2026\nHeiligabend"}, "exceptions"),
        ({"last_day": "2031-01-01"}, "last_day"),
        ({"last_day": "2020-01-01"}, "__all__"),
        ({"ends": "09:00"}, "__all__"),
    ],
)
def test_a_rule_that_makes_no_sense_is_said_beside_its_field(staff, series, changes, field):
    response = change(staff, series, **changes)
    assert field in response.context["adminform"].form.errors
    assert Event.objects.count() == 4


def test_a_monthly_rule_keeps_the_weekday_and_its_number(db):
    rule = {"rhythm": "monthly", "first_day": date(2027, 3, 9), "last_day": date(2027, 6, 30), "begins": time(9)}
    assert EventSeries(**rule).days == [date(2027, 3, 9), date(2027, 4, 13), date(2027, 5, 11), date(2027, 6, 8)]
    assert EventSeries(**rule | {"first_day": date(2027, 3, 30)}).days == [
        date(2027, 3, 30),
        date(2027, 4, 27),
        date(2027, 5, 25),
        date(2027, 6, 29),
    ]


def test_a_changed_rule_changes_its_dates_and_their_versions(staff, series):
    change(staff, series, begins="17:00", ends="18:00", last_day="2027-03-25")
    assert days(series) == ["11.03. 17:00", "18.03. 17:00", "25.03. 17:00"]
    assert set(series.events.values_list("sequence", flat=True)) == {1}


def test_saving_a_rule_twice_changes_nothing(staff, series):
    before = list(Event.objects.order_by("pk").values())
    change(staff, series)
    assert list(Event.objects.order_by("pk").values()) == before


def test_a_date_changed_by_hand_stays_as_it_is(staff, series):
    event = series.events.order_by("starts")[1]
    values = {"offer": series.offer_id, "starts_0": "18.03.2027", "starts_1": "10:00", "ends_0": "18.03.2027", "ends_1": "11:00"}
    staff.post(f"/verwaltung/offers/event/{event.pk}/change/", values | {"place": "Bücherei", "seats": 20})
    change(staff, series, begins="17:00", ends="18:00")
    assert days(series) == ["11.03. 17:00", "18.03. 10:00", "25.03. 17:00", "01.04. 17:00"]


def test_an_exception_takes_a_date_away_even_if_it_was_changed_by_hand(staff, series):
    series.events.update(is_own=True)
    change(staff, series, exceptions="18.03.2027")
    assert days(series) == ["11.03. 16:00", "25.03. 16:00", "01.04. 16:00"]


def test_a_deleted_date_does_not_come_back(staff, series):
    event = series.events.order_by("starts")[1]
    staff.post(f"/verwaltung/offers/event/{event.pk}/delete/", {"post": "yes"})
    series.refresh_from_db()
    assert series.exceptions == "18.03.2027"
    change(staff, series)
    assert days(series) == ["11.03. 16:00", "25.03. 16:00", "01.04. 16:00"]


def test_the_past_is_never_touched(series, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: timezone.make_aware(datetime(2027, 3, 20, 8)))
    series.begins = time(9)
    series.exceptions = "11.03.2027"
    calendar_series.unfold(series)
    assert days(series) == ["11.03. 16:00", "18.03. 16:00", "25.03. 09:00", "01.04. 09:00"]


def test_what_somebody_booked_is_cancelled_and_said_not_deleted(staff, series, django_capture_on_commit_callbacks):
    booked = series.events.order_by("starts")[1]
    BookingFactory(event=booked, email="lehrerin@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        change(staff, series, exceptions="18.03.2027")
    booked.refresh_from_db()
    assert booked.is_cancelled
    assert [(message.to, message.subject) for message in mail.outbox] == [(["lehrerin@example.org"], "Fällt aus: Sprechstunde am 18. März")]


def test_a_rule_cannot_take_seats_that_are_booked(staff, series):
    BookingFactory(event=series.events.first(), seats=12)
    response = change(staff, series, seats=10)
    assert "12 Plätze sind schon vergeben" in response.content.decode()
    assert set(Event.objects.values_list("seats", flat=True)) == {20}


def test_without_its_series_what_is_booked_stays(staff, series):
    BookingFactory(event=series.events.order_by("starts")[2])
    staff.post(f"/verwaltung/offers/eventseries/{series.pk}/delete/", {"post": "yes"})
    assert not EventSeries.objects.exists()
    assert [event.is_cancelled for event in Event.objects.all()] == [True]


@given(st.text(max_size=40))
def test_exceptions_are_dates_or_an_error_that_names_the_line(text):
    try:
        EventSeries(exceptions=text).left_out  # noqa: B018
    except ValidationError as error:
        assert "Zeile" in error.message


@given(st.sampled_from(EventSeries.Rhythm.values), st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 700))
def test_every_day_of_a_rule_lies_within_it_on_the_same_weekday(rhythm, first, length):
    last = first + timedelta(days=length)
    found = EventSeries(rhythm=rhythm, first_day=first, last_day=last, begins=time(9)).days
    assert found[0] == first
    assert all(first <= day <= last and day.weekday() == first.weekday() for day in found)
    assert len(set(found)) == len(found)
