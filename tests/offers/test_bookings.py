"""Schools and firms book seats: asked, confirmed, waiting, moved up, called off, forgotten."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from offers import booking, booking_views
from offers.models import Booking, Event
from tests.factories import BookingFactory, EventFactory
from tests.pages import links_of, text_of

WORDS = {
    "kind": "school",
    "organisation": "Oberschule am Teich",
    "contact_name": "Frau Ginsterkamp",
    "email": "ginsterkamp@example.org",
    "seats": "12",
    "class_level": "8b",
    "remark": "Wir brauchen einen Aufzug.",
    "website": "",
}
State = Booking.Status


@pytest.fixture(autouse=True)
def leave(monkeypatch):
    """Mails leave at once: what a test reads next has already been sent."""
    monkeypatch.setattr(transaction, "on_commit", lambda function, using=None, robust=False: function())


@pytest.fixture
def event(db):
    values = {"offer__title": "Werkstatttag", "offer__for_schools": True, "offer__contact_email": "traeger@example.org"}
    return EventFactory(seats=30, **values)


@pytest.fixture
def ask(visitor, event):
    def ask(**changes):
        return visitor.post(f"/termine/{event.pk}/anmelden/", WORDS | changes, REMOTE_ADDR="192.0.2.7")

    return ask


def link(message) -> str:
    [address] = [word for word in message.body.split() if "/termine/anmeldung/" in word]
    return address.removeprefix("http://127.0.0.1:8000")


def confirmed(visitor, ask, **changes) -> Booking:
    ask(**changes)
    visitor.post(link(mail.outbox[-1]), {"was": "bestaetigen"})
    return Booking.objects.latest("pk")


def subjects() -> list[str]:
    return [f"{message.to[0].split('@')[0]}: {message.subject.split(':')[0]}" for message in mail.outbox]


def test_a_teacher_books_and_confirms_with_a_click(visitor, ask, event):
    response = ask()
    assert "Fast geschafft" in text_of(visitor.get(response.url))
    assert (mail.outbox[0].to, mail.outbox[0].reply_to) == (["ginsterkamp@example.org"], ["traeger@example.org"])
    page = link(mail.outbox[0])
    assert "Mit Ihrem Klick sind 12 Plätze Ihre." in text_of(visitor.get(page))
    assert Booking.objects.get().status == State.ASKED, "looking is not confirming"
    response = visitor.post(page, {"was": "bestaetigen"}, follow=True)
    assert "Sie sind angemeldet." in text_of(response)
    assert f"/termine/{event.pk}.ics?erinnerung=1" in links_of(response)
    assert subjects()[1:] == ["ginsterkamp: Sie sind angemeldet", "traeger: Oberschule am Teich"]
    assert "18 von 30 frei" in text_of(visitor.get(event.get_absolute_url()))


def test_until_the_click_no_seat_is_held(ask, event):
    ask(seats="30")
    assert Event.objects.with_taken().get().free == 30


def test_a_second_click_changes_nothing(visitor, ask):
    confirmed(visitor, ask)
    visitor.post(link(mail.outbox[0]), {"was": "bestaetigen"})
    assert len(mail.outbox) == 3


def test_who_finds_no_seats_waits_and_moves_up_when_some_are_freed(visitor, ask, event):
    first = confirmed(visitor, ask, seats="20", organisation="Erste")
    second = confirmed(visitor, ask, seats="15", organisation="Zweite")
    assert second.status == State.WAITING
    assert mail.outbox[-2].subject.startswith("Auf der Warteliste")
    visitor.post(f"/termine/anmeldung/{booking.token_of(first)}/", {"was": "absagen"})
    second.refresh_from_db()
    assert second.status == State.CONFIRMED
    assert subjects()[-3:] == ["traeger: Erste", "ginsterkamp: Sie sind nachgerückt", "traeger: Zweite"]


def test_a_large_group_keeps_its_place_and_lets_smaller_ones_pass(visitor, ask, event):
    first, other = confirmed(visitor, ask, seats="20"), confirmed(visitor, ask, seats="5")
    large, small = confirmed(visitor, ask, seats="30"), confirmed(visitor, ask, seats="10")
    booking.call_off(first.pk)
    assert states(large, small) == [State.WAITING, State.CONFIRMED]
    booking.call_off(small.pk)
    booking.call_off(other.pk)
    assert states(large) == [State.CONFIRMED]


def states(*bookings) -> list[str]:
    return [Booking.objects.get(pk=row.pk).status for row in bookings]


def test_new_seats_go_to_who_waits(staff, visitor, ask, event):
    confirmed(visitor, ask, seats="30")
    waiting = confirmed(visitor, ask, seats="8")
    change(staff, event, seats=40)
    assert states(waiting) == [State.CONFIRMED]


def change(staff, event, **changes):
    starts = timezone.localtime(event.starts)
    values = {"offer": event.offer_id, "starts_0": f"{starts:%d.%m.%Y}", "starts_1": f"{starts:%H:%M:%S}", "seats": event.seats}
    return staff.post(f"/verwaltung/offers/event/{event.pk}/change/", values | changes)


def test_seats_that_are_booked_cannot_be_taken_away(staff, visitor, ask, event):
    confirmed(visitor, ask, seats="12")
    for seats in (11, ""):
        assert "12 Plätze sind schon vergeben" in text_of(change(staff, event, seats=seats))
    event.refresh_from_db()
    assert event.seats == 30


def test_whoever_booked_hears_that_a_date_moves_or_is_off(staff, visitor, ask, event):
    confirmed(visitor, ask)
    confirmed(visitor, ask, seats="30", email="wartet@example.org")
    mail.outbox.clear()
    change(staff, event, place="Halle 2", seats=event.seats)
    assert sorted(subjects()) == ["ginsterkamp: Neues zum Termin", "wartet: Neues zum Termin"]
    assert "Halle 2" in mail.outbox[0].body
    mail.outbox.clear()
    change(staff, event, place="Halle 2", is_cancelled="on", note="Sturm.")
    assert sorted(subjects()) == ["ginsterkamp: Fällt aus", "wartet: Fällt aus"]
    assert "Sturm." in mail.outbox[0].body


def test_a_change_that_no_calendar_shows_writes_no_mail(staff, visitor, ask, event):
    confirmed(visitor, ask)
    mail.outbox.clear()
    starts = Event.objects.get().starts.replace(microsecond=0)
    Event.objects.update(starts=starts)
    event.refresh_from_db()
    change(staff, event, seats=31)
    assert mail.outbox == []


@pytest.mark.parametrize(
    "changes",
    [{"organisation": ""}, {"contact_name": ""}, {"email": "keine Adresse"}, {"seats": "0"}, {"seats": "31"}, {"seats": "viele"},
     {"kind": "firm"}, {"kind": "pupil"}, {"remark": "x" * 501}, {"organisation": "\0"}],
)  # fmt: skip
def test_what_cannot_be_understood_is_said_beside_its_field_and_nothing_is_lost(ask, changes):
    response = ask(**changes)
    assert response.status_code == 400
    assert response.context["form"].errors.keys() == changes.keys()
    assert "Jahrgang" in text_of(response)
    assert "8b" in response.content.decode()
    assert not Booking.objects.exists()


def test_how_many_seats_are_left_is_true_at_once_for_everybody(settings, visitor, ask, event):
    settings.PAGE_CACHE_SECONDS = 60
    assert "30 von 30 frei" in text_of(visitor.get(event.get_absolute_url()))
    confirmed(visitor, ask)
    assert "18 von 30 frei" in text_of(visitor.get(event.get_absolute_url()))


def test_an_offer_for_firms_alone_asks_for_the_name_of_a_firm(visitor, ask, event):
    event.offer.for_schools, event.offer.for_firms = False, True
    event.offer.save()
    html = visitor.get(f"/termine/{event.pk}/anmelden/").content.decode()
    assert 'name="kind" value="firm"' in html
    assert "Name des Betriebs" in html
    assert confirmed(visitor, ask, kind="firm").kind == Booking.Kind.FIRM


def test_firms_book_where_an_offer_is_for_firms(visitor, ask, event):
    event.offer.for_firms = True
    event.offer.save()
    assert confirmed(visitor, ask, kind="firm", organisation="Tischlerei Ahorn", class_level="").kind == Booking.Kind.FIRM


def test_programs_that_fill_in_every_field_are_turned_away(ask):
    assert ask(website="https://spam.example").status_code == 400
    assert not Booking.objects.exists()


def test_one_address_cannot_flood_the_form(ask, monkeypatch):
    monkeypatch.setattr(booking_views, "PER_SENDER", 3)
    for number in range(3):
        assert ask(email=f"schule{number}@example.org").status_code == 302
    response = ask(email="schule4@example.org")
    assert response.status_code == 400
    assert "Das waren viele Anmeldungen in kurzer Zeit" in text_of(response)
    assert "Oberschule am Teich" in response.content.decode()


def test_nobodys_mailbox_is_flooded(ask):
    for _ in range(booking_views.PER_MAILBOX):
        assert ask().status_code == 302
    assert ask(email="GINSTERKAMP@example.org").status_code == 400
    assert len(mail.outbox) == booking_views.PER_MAILBOX


@pytest.mark.parametrize("token", ["x", "x:y:z", "%00", "1:AAAA:BBBB"])
def test_a_forged_link_opens_nothing(visitor, token):
    response = visitor.get(f"/termine/anmeldung/{token}/")
    assert response.status_code == 404
    assert "Diese Anmeldung gibt es nicht mehr." in text_of(response)


def test_an_unknown_step_changes_nothing(visitor, ask):
    ask()
    assert visitor.post(link(mail.outbox[0]), {"was": "loeschen"}).status_code == 404
    assert Booking.objects.get().status == State.ASKED


def test_a_link_that_came_too_late_says_what_to_do(visitor, ask):
    ask()
    Booking.objects.update(created=timezone.now() - timedelta(hours=49))
    response = visitor.post(link(mail.outbox[0]), {"was": "bestaetigen"})
    assert response.status_code == 409
    assert "Die 48 Stunden sind vorbei." in text_of(response)


@pytest.mark.parametrize("values", [{"is_cancelled": True}, {"is_full": True}, {"seats": None}, {"booking_until": "2020-01-01T00:00Z"}])
def test_a_closed_date_takes_no_booking_and_confirms_none(visitor, ask, event, values):
    ask()
    Event.objects.update(**values)
    assert visitor.get(f"/termine/{event.pk}/anmelden/").url == event.get_absolute_url()
    assert ask().status_code == 302
    assert Booking.objects.count() == 1
    assert visitor.post(link(mail.outbox[0]), {"was": "bestaetigen"}).status_code == 409
    assert Booking.objects.get().status == State.ASKED


def test_the_link_needs_no_login_but_a_click_from_our_own_page(ask):
    ask()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(mail.outbox[0]), {"was": "bestaetigen"}).status_code == 403


def test_staff_see_who_comes_call_off_and_take_the_list_along(staff):
    booked = BookingFactory(organisation="=SUMME(A1)", seats=30, email="erste@example.org")
    waiting = BookingFactory(event=booked.event, status=State.WAITING, email="zweite@example.org")
    assert "30 von 30, 1 auf Warteliste" in text_of(staff.get("/verwaltung/offers/event/"))
    chosen = {"_selected_action": [booked.pk, waiting.pk]}
    response = staff.post("/verwaltung/offers/booking/", chosen | {"action": "export"})
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["Schule oder Betrieb"] for row in rows} == {"'=SUMME(A1)", waiting.organisation}
    assert "no-store" in response["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response
    staff.post("/verwaltung/offers/booking/", {"_selected_action": [booked.pk], "action": "call_off"})
    assert states(booked, waiting) == [State.CALLED_OFF, State.CONFIRMED]
    assert [message.to[0] for message in mail.outbox] == ["erste@example.org", "zweite@example.org"]


def test_seats_are_for_schools_and_firms_only(staff):
    event = EventFactory(offer__for_youth=True, offer__for_schools=False)
    assert "Buchen können nur Schulen und Betriebe." in text_of(change(staff, event, seats=10))


def test_a_date_with_bookings_cannot_vanish(db):
    booked = BookingFactory()
    with pytest.raises(ProtectedError):
        booked.event.offer.delete()


def test_at_night_what_nobody_needs_is_forgotten(settings, db):
    now = timezone.now()
    kept = BookingFactory(event__starts=now - timedelta(days=settings.BOOKING_KEPT_DAYS - 1))
    fresh = BookingFactory(status=State.ASKED)
    BookingFactory(event__starts=now - timedelta(days=settings.BOOKING_KEPT_DAYS + 1))
    BookingFactory(status=State.CALLED_OFF)
    BookingFactory(status=State.ASKED, created=now - timedelta(hours=49))
    call_command("forget_bookings", verbosity=0)
    assert set(Booking.objects.all()) == {kept, fresh}
