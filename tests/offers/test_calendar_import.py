"""Providers' calendars: whole, changed, repeated, broken."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.calendar_import import NoCalendar, take_in
from offers.models import Event
from tests.factories import BookingFactory, OfferFactory
from tests.pages import text_of


def calendar(*events: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//DE", *events, "END:VCALENDAR", ""]).encode()


def vevent(uid="eins", days=10, hour=15, more=()) -> str:
    day = (timezone.localdate() + timedelta(days=days)).strftime("%Y%m%d")
    lines = [f"UID:{uid}", f"DTSTART;TZID=Europe/Berlin:{day}T{hour:02}0000", f"DTEND;TZID=Europe/Berlin:{day}T{hour + 1:02}0000", *more]
    return "\r\n".join(["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"])


@pytest.fixture
def offer(db):
    return OfferFactory()


def hours() -> list[int]:
    return [timezone.localtime(event.starts).hour for event in Event.objects.order_by("starts")]


def test_a_calendar_becomes_dates_and_a_second_reading_doubles_nothing(offer):
    text = calendar(vevent(more=["LOCATION:Aula", "SUMMARY:Infoabend"]), vevent("zwei", days=20))
    assert take_in(offer, text).created == 2
    assert take_in(offer, text).unchanged == 2
    assert [(event.place, event.offer) for event in Event.objects.order_by("starts")] == [("Aula", offer), ("", offer)]


def test_a_moved_date_moves_and_a_cancelled_one_stays_visible(offer):
    take_in(offer, calendar(vevent()))
    report = take_in(offer, calendar(vevent(hour=17, more=["STATUS:CANCELLED"])))
    assert (report.created, report.changed) == (0, 1)
    assert hours() == [17]
    assert Event.objects.get().is_cancelled


def test_who_booked_a_date_hears_that_the_calendar_moved_it(offer, django_capture_on_commit_callbacks):
    take_in(offer, calendar(vevent()))
    event = Event.objects.get()
    booking = BookingFactory(event=event, status="confirmed")
    with django_capture_on_commit_callbacks(execute=True):
        take_in(offer, calendar(vevent(hour=17)))
    assert [message.to for message in mail.outbox] == [[booking.email]]
    assert "17:00" in mail.outbox[0].body


def test_what_is_gone_from_a_feed_is_cancelled_but_not_what_a_file_leaves_out(offer):
    take_in(offer, calendar(vevent(), vevent("zwei")))
    take_in(offer, calendar(vevent()))
    assert Event.objects.filter(is_cancelled=True).count() == 0
    assert take_in(offer, calendar(vevent()), is_whole=True).cancelled == 1


def test_a_weekly_date_keeps_its_hour_over_the_change_of_clocks_and_skips_exceptions(offer):
    skipped = (timezone.localdate() + timedelta(days=17)).strftime("%Y%m%d")
    rule = ["RRULE:FREQ=WEEKLY;COUNT=30", f"EXDATE;TZID=Europe/Berlin:{skipped}T150000"]
    assert take_in(offer, calendar(vevent(more=rule))).created == 29
    assert set(hours()) == {15}


def test_one_moved_repetition_replaces_its_original(offer):
    day = (timezone.localdate() + timedelta(days=17)).strftime("%Y%m%d")
    moved = vevent(days=18, hour=9, more=[f"RECURRENCE-ID;TZID=Europe/Berlin:{day}T150000"])
    take_in(offer, calendar(vevent(more=["RRULE:FREQ=WEEKLY;COUNT=3"]), moved))
    assert hours() == [15, 9, 15]


def test_an_endless_rule_ends(offer):
    assert take_in(offer, calendar(vevent(more=["RRULE:FREQ=DAILY"]))).created == 200


def test_an_entry_that_makes_no_sense_is_named_and_the_others_come_in(offer):
    broken = "BEGIN:VEVENT\r\nUID:kaputt\r\nSUMMARY:Ohne Beginn\r\nEND:VEVENT"
    report = take_in(offer, calendar(broken, vevent()))
    assert report.created == 1
    assert "Ohne Beginn" in report.problems[0]


@pytest.mark.parametrize("text", [b"", b"PK\x03\x04", b"Hallo", b"BEGIN:VCALENDAR", b"\xff\xfe\x00"])
def test_what_is_no_calendar_is_refused(offer, text):
    with pytest.raises(NoCalendar):
        take_in(offer, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.sampled_from(
            [
                "UID:x",
                "DTSTART:99",
                "DTSTART:20990101",
                "RRULE:FREQ=X",
                "RRULE:FREQ=SECONDLY;COUNT=3",
                "DTEND:1",
                "EXDATE:1",
                "DURATION:P1D",
                "STATUS:?",
            ]
        )
        | st.text(max_size=20)
    )
)
def test_no_calendar_breaks_the_reading(offer, lines):
    with suppress(NoCalendar):
        take_in(offer, calendar("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])))


def test_a_provider_hands_in_a_file(staff, offer):
    address = f"/traeger/angebot/{offer.pk}/kalender/"
    file = SimpleUploadedFile("termine.ics", calendar(vevent()))
    assert "Termine: 1 neu" in text_of(staff.post(address, {"calendar": file, "_datei": "1"}, follow=True))
    response = staff.post(address, {"calendar": SimpleUploadedFile("bild.ics", b"\x89PNG"), "_datei": "1"})
    assert response.status_code == 400
    assert "kein lesbarer Kalender" in text_of(response)


def test_a_provider_names_a_feed_and_ends_it_again(staff, offer):
    address = f"/traeger/angebot/{offer.pk}/kalender/"
    staff.post(address, {"url": "webcal://kalender.example.org/a.ics", "_adresse": "1"})
    assert offer.__class__.objects.get().feed.url == "https://kalender.example.org/a.ics"
    staff.post(address, {"url": "", "_adresse": "1"})
    assert not hasattr(offer.__class__.objects.get(), "feed")


def test_whole_days_begin_at_midnight(offer):
    day = timezone.localdate() + timedelta(days=3)
    take_in(offer, calendar(f"BEGIN:VEVENT\r\nUID:x\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nEND:VEVENT"))
    assert timezone.localtime(Event.objects.get().starts) == datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def test_a_provider_types_in_a_date_calls_it_off_and_deletes_what_nobody_booked(staff, offer, django_capture_on_commit_callbacks):
    address = f"/traeger/angebot/{offer.pk}/kalender/"
    day = timezone.localdate() + timedelta(days=9)
    typed = {"starts": f"{day}T18:00", "ends": f"{day}T17:00", "place": "Aula", "_termin": "1"}
    refused = staff.post(address, typed)
    assert refused.status_code == 400
    assert "Das Ende liegt vor dem Beginn" in text_of(refused) and 'value="Aula"' in refused.content.decode()
    assert "18:00 bis 19:30 Uhr" in text_of(staff.post(address, typed | {"ends": f"{day}T19:30"}, follow=True))
    event = Event.objects.get()
    booking = BookingFactory(event=event, status="confirmed")
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 Anmeldung bekommt gleich eine Mail" in text_of(staff.post(address, {"_absagen": event.pk}))
        assert staff.post(address, {"_absagen": event.pk, "note": "x" * 201}).status_code == 400
    assert (mail.outbox, Event.objects.get().is_cancelled) == ([], False)
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"_absagen": event.pk, "note": "Die Referentin ist krank."}
        assert "fällt aus" in text_of(staff.post(address, sent, follow=True))
    assert [message.to for message in mail.outbox] == [[booking.email]]
    assert "Die Referentin ist krank." in mail.outbox[0].body
    assert "Die Referentin ist krank." in staff.post(address, {"_stattfinden": event.pk}).content.decode()
    assert Event.objects.get().is_cancelled
    assert staff.post(address, {"_loeschen": event.pk}).status_code == 404
    booking.delete()
    assert "findet statt" in text_of(staff.post(address, {"_stattfinden": event.pk}, follow=True)), "nobody booked, nobody is asked"
    staff.post(address, {"_loeschen": event.pk})
    assert not Event.objects.exists()


def test_a_provider_types_in_what_repeats_and_ends_it_again(staff, offer):
    address = f"/traeger/angebot/{offer.pk}/kalender/"
    day = timezone.localdate() + timedelta(days=9)
    typed = {"starts": f"{day}T14:00", "ends": f"{day}T16:00", "note": "Ohne Anmeldung", "rhythm": "weekly", "_termin": "1"}
    for until, sentence in (
        ("", "Bis wann wiederholt es sich?"),
        (day - timedelta(days=1), "Der letzte Tag liegt vor dem ersten."),
        (day + timedelta(days=800), "mehr als zwei Jahre nach dem ersten"),
    ):
        refused = staff.post(address, typed | {"until": until})
        assert (refused.status_code, Event.objects.count()) == (400, 0)
        assert sentence in text_of(refused) and "Ohne Anmeldung" in refused.content.decode()
    kept = staff.post(address, typed | {"until": day + timedelta(weeks=3)}, follow=True)
    assert "4 Termine sind eingetragen" in text_of(kept)
    hours = {f"{timezone.localtime(event.starts):%H:%M}" for event in Event.objects.filter(note="Ohne Anmeldung")}
    assert (hours, Event.objects.count()) == ({"14:00"}, 4)
    second = Event.objects.order_by("starts")[1]
    staff.post(address, {"_loeschen": second.pk})
    booked = BookingFactory(event=Event.objects.order_by("starts").last(), status="confirmed").event
    series = offer.series.get()
    assert staff.post(f"/traeger/angebot/{OfferFactory().pk}/kalender/", {"_beenden": series.pk}).status_code == 404
    assert "Die Serie ist beendet" in text_of(staff.post(address, {"_beenden": series.pk}, follow=True))
    assert [(event.pk, event.is_cancelled) for event in Event.objects.all()] == [(booked.pk, True)]


def test_seats_are_for_schools_and_firms_in_the_providers_area_too(staff, offer):
    offer.for_schools = offer.for_firms = False
    offer.save()
    day = timezone.localdate() + timedelta(days=9)
    refused = staff.post(f"/traeger/angebot/{offer.pk}/kalender/", {"starts": f"{day}T18:00", "seats": "20", "_termin": "1"})
    assert "Buchen können nur Schulen und Betriebe" in text_of(refused)


def test_no_provider_calls_off_the_dates_of_another_offer(staff, offer):
    take_in(OfferFactory(), calendar(vevent()))
    event = Event.objects.get()
    assert staff.post(f"/traeger/angebot/{offer.pk}/kalender/", {"_absagen": event.pk}).status_code == 404
    assert not Event.objects.get().is_cancelled
