"""Two at once: seats are never given twice, whatever the database."""

from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers import booking
from offers.models import Booking, Event
from tests.factories import BookingFactory, EventFactory, UserFactory

State = Booking.Status


def at_once(*steps) -> list:
    """Runs the steps at the same moment, each with a database connection of its own; returns what went wrong."""
    start, errors = Barrier(len(steps)), []

    def run(step):
        try:
            start.wait(timeout=10)
            step()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return errors


def taken(event) -> int:
    return Event.objects.with_taken().get(pk=event.pk).taken


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_the_last_two_seats_go_to_one_of_two(attempt):
    event = EventFactory(seats=2, offer__for_schools=True)
    asked = [BookingFactory(event=event, seats=2, status=State.ASKED) for _ in range(2)]
    assert at_once(*[lambda pk=row.pk: booking.confirm(pk) for row in asked]) == []
    assert sorted(Booking.objects.values_list("status", flat=True)) == [State.CONFIRMED, State.WAITING]
    assert taken(event) == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_fill_an_event_to_the_last_seat_and_not_beyond():
    event = EventFactory(seats=10, offer__for_schools=True)
    asked = [BookingFactory(event=event, seats=2, status=State.ASKED) for _ in range(8)]
    assert at_once(*[lambda pk=row.pk: booking.confirm(pk) for row in asked]) == []
    assert taken(event) == 10
    assert Booking.objects.waiting().count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_one_link_count_once():
    asked = BookingFactory(seats=2, status=State.ASKED)
    assert at_once(*[lambda: booking.confirm(asked.pk)] * 2) == []
    assert taken(asked.event) == 2


@pytest.mark.django_db(transaction=True)
def test_a_freed_seat_is_given_once_while_somebody_else_confirms():
    event = EventFactory(seats=4, offer__for_schools=True)
    leaving = BookingFactory(event=event, seats=4)
    BookingFactory(event=event, seats=4, status=State.WAITING)
    asked = BookingFactory(event=event, seats=4, status=State.ASKED)
    assert at_once(lambda: booking.call_off(leaving.pk), lambda: booking.confirm(asked.pk)) == []
    assert taken(event) == 4


@pytest.mark.django_db(transaction=True)
def test_seats_cut_in_the_admin_and_a_booking_at_the_same_moment_never_overbook():
    event = EventFactory(seats=4, offer__for_schools=True)
    asked = BookingFactory(event=event, seats=4, status=State.ASKED)
    editor = Client()
    editor.force_login(UserFactory(is_staff=True, is_superuser=True))
    values = {"offer": event.offer_id, "starts_0": "01.01.2031", "starts_1": "10:00", "seats": 2}
    address = f"/verwaltung/offers/event/{event.pk}/change/"
    assert at_once(lambda: editor.post(address, values), lambda: booking.confirm(asked.pk)) == []
    assert taken(event) <= Event.objects.get().seats


STEPS = st.lists(st.tuples(st.sampled_from(["confirm", "call_off", "seats", "cancel"]), st.integers(0, 5), st.integers(0, 12)), max_size=25)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=st.lists(st.integers(1, 8), min_size=1, max_size=6), seats=st.integers(1, 12), steps=STEPS)
def test_whatever_happens_in_whatever_order_nothing_is_overbooked_and_no_seat_stays_empty(groups, seats, steps):
    event = EventFactory(seats=seats, offer__for_schools=True)
    rows = [BookingFactory(event=event, seats=size, status=State.ASKED) for size in groups]
    for step, which, number in steps:
        with suppress(ValidationError):
            take(step, event, rows[which % len(rows)], number)
        event.refresh_from_db()
        left = event.seats - taken(event)
        assert left >= 0
        assert event.is_cancelled or all(row.seats > left for row in event.bookings.waiting())


def take(step: str, event: Event, row: Booking, number: int) -> None:
    if step == "confirm":
        booking.confirm(row.pk)
    elif step == "call_off":
        booking.call_off(row.pk)
    else:
        event.is_cancelled = step == "cancel" and number % 2 == 0
        event.seats = max(number, taken(event)) if step == "seats" else event.seats
        booking.keep_event(event)
