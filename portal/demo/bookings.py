"""Schools and firms that book seats of events: one event full with a waiting list, others as chance has it."""

from datetime import timedelta

from offers.models import Booking, Event, Offer
from offers.words import Registration
from portal.demo import stock
from portal.demo.chance import Chance
from portal.demo.names import person
from portal.demo.world import World
from portal.models import School

SHARE_BOOKED = 0.6
WAITING = 2


def create(world: World) -> int:
    chance = world.chance("bookings")
    for_groups = Event.objects.filter(offer__for_schools=True, series=None, is_cancelled=False)
    events = list(for_groups.published().order_by("starts", "pk").select_related("offer"))
    schools = list(School.objects.order_by("pk").values_list("name", flat=True))
    rows = []
    for number, event in enumerate(events):
        event.seats = chance.choice(stock.read("bookings")["seats"])
        if number == 0 or chance.happens(SHARE_BOOKED):
            rows += _of(world, chance, event, schools, is_full=number == 0)
    Event.objects.bulk_update(events, ["seats"])
    _book_here(events)
    return len(Booking.objects.bulk_create(rows))


def _book_here(events: list[Event]) -> None:
    """What only classes and firms come to is booked in the portal, not elsewhere too."""
    offers = Offer.objects.filter(events__in=events, for_parents=False).exclude(registration=Registration.SCHOOL)
    Offer.objects.filter(pk__in=offers.values("pk")).update(registration=Registration.BOOKING, registration_url="")


def _of(world: World, chance: Chance, event: Event, schools: list[str], is_full: bool) -> list[Booking]:
    """Bookings while there are seats; of a full event the last seats go, too, and somebody waits."""
    left, rows = event.seats, []
    for _ in range(chance.randint(1, 3)):
        seats = chance.choice(stock.read("bookings")["groups"])
        if seats <= left:
            rows.append(_booking(world, chance, event, schools, seats))
            left -= seats
    if is_full and left:
        rows.append(_booking(world, chance, event, schools, left))
    if is_full:
        rows += [_booking(world, chance, event, schools, event.seats - 2, Booking.Status.WAITING) for _ in range(WAITING)]
    return rows


def _booking(world: World, chance: Chance, event: Event, schools: list[str], seats: int, status=Booking.Status.CONFIRMED) -> Booking:
    words, asked = stock.read("bookings"), world.days_ago(chance.randint(1, 12), chance)
    name = person(chance)
    return Booking(
        event=event,
        organisation=chance.one(schools),
        contact_name=name,
        email=f"{name.split()[0].lower()}@example.org",
        seats=seats,
        class_level=chance.one(words["classes"]),
        remark=chance.one(words["remarks"]),
        status=status,
        created=asked,
        confirmed_at=asked + timedelta(hours=2),
    )
