"""The life of a booking: asked, confirmed or waiting, moved up, called off, forgotten.

Every step that counts seats locks the event first, so that two at once never share the last seat: by a row lock on PostgreSQL, by the
one writer of SQLite. No step leaves seats free that a waiting booking would fit into.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from offers.models import Booking, Event
from portal import mail, signed_links
from portal.structured_data import absolute

PURPOSE = "booking"
LINK_DAYS = 800  # longer than any booking is kept: the row decides
State = Booking.Status


@transaction.atomic
def ask(booking: Booking, event: Event) -> Booking:
    """Keeps what was typed and mails the link that makes it count; until then no seat is held."""
    booking.event = event
    booking.save()
    _write("booking_asked", booking)
    return booking


@transaction.atomic
def confirm(pk: int) -> Booking:
    """A seat if there is one, else a place on the waiting list; twice is the same as once."""
    event, booking = _locked(pk)
    if booking.status != State.ASKED:
        return booking
    if booking.is_late:
        raise ValidationError(_("Die 48 Stunden sind vorbei. Bitte melden Sie sich noch einmal an."))
    if not event.takes_bookings:
        raise ValidationError(_("Dieser Termin nimmt keine Anmeldungen mehr an."))
    booking.confirmed_at = timezone.now()
    booking.status = State.CONFIRMED if booking.seats <= event.seats - taken(event) else State.WAITING
    booking.save(update_fields=["status", "confirmed_at"])
    _write("booking_confirmed" if booking.status == State.CONFIRMED else "booking_waiting", booking)
    _tell_organiser(booking)
    return booking


@transaction.atomic
def call_off(pk: int, by_staff: bool = False) -> Booking:
    """Frees the seats for whoever waits; the organiser hears of it, or the booker when staff did it."""
    event, booking = _locked(pk)
    if booking.status == State.CALLED_OFF:
        return booking
    was_live = booking.status != State.ASKED
    booking.status = State.CALLED_OFF
    booking.save(update_fields=["status"])
    if by_staff:
        _write("booking_called_off", booking)
    elif was_live:
        _tell_organiser(booking)
    _move_up(event)
    return booking


@transaction.atomic
def keep_event(event: Event) -> None:
    """Saves a changed event: whoever booked it hears what is new, and new seats go to who waits."""
    before = Event.objects.select_for_update().get(pk=event.pk)
    event.save()
    if event.sequence > before.sequence and not event.is_over:
        for booking in event.bookings.live():
            booking.event = event
            _write("booking_event_changed", booking)
    _move_up(event)


def taken(event: Event) -> int:
    """Seats of confirmed bookings, asked anew: for steps that hold the event's lock."""
    return event.bookings.confirmed().aggregate(sum=Sum("seats"))["sum"] or 0


def check_seats(offer, seats: int | None, events) -> None:
    """Seats are for schools and firms, and never fewer than are booked. The events stay locked until the form is saved."""
    if seats is not None and not (offer.for_schools or offer.for_firms):
        raise ValidationError({"seats": "Buchen können nur Schulen und Betriebe. Dieses Angebot richtet sich an andere."})
    for event in events.select_for_update():
        if (booked := taken(event)) > (seats or 0):
            raise ValidationError({"seats": f"{event}: {booked} Plätze sind schon vergeben. Sagen Sie zuerst Anmeldungen ab."})


def token_of(booking: Booking) -> str:
    return signed_links.sign(PURPOSE, booking.pk)


def of_token(token: str) -> int | None:
    """The key of the booking that a link from a mail speaks of."""
    key = signed_links.read(PURPOSE, token, LINK_DAYS)
    return int(key) if key else None


def forget(now) -> int:
    """Deletes what nobody needs any more; returns how many."""
    return Booking.objects.past_keeping(now).delete()[0]


def _locked(pk: int) -> tuple[Event, Booking]:
    """The event first, then what is true of the booking once the lock is held."""
    event = Event.objects.select_related("offer").select_for_update(of=("self",)).get(bookings=pk)
    booking = Booking.objects.get(pk=pk)
    booking.event = event
    return event, booking


def _move_up(event: Event) -> None:
    """Who waits longest goes first; a group that does not fit keeps its place and lets smaller ones pass."""
    if event.seats is None or event.is_cancelled or event.is_full or event.starts < timezone.now():
        return
    left = event.seats - taken(event)
    for booking in event.bookings.waiting():
        if booking.seats <= left:
            left -= booking.seats
            booking.event, booking.status = event, State.CONFIRMED
            booking.save(update_fields=["status"])
            _write("booking_moved_up", booking)
            _tell_organiser(booking)


def _write(template: str, booking: Booking) -> None:
    context = {"booking": booking, "event": booking.event, "offer": booking.event.offer, "link": absolute(_page_of(booking))}
    mail.send(template, booking.email, context, reply_to=booking.event.offer.contact_email)


def _tell_organiser(booking: Booking) -> None:
    """The offer's contact, where there is one; staff see all bookings in their admin."""
    offer = booking.event.offer
    if offer.contact_email:
        context = {"booking": booking, "event": booking.event, "offer": offer}
        mail.send("booking_for_organiser", offer.contact_email, context, reply_to=booking.email)


def _page_of(booking: Booking) -> str:
    return reverse("booking", args=[token_of(booking)])
