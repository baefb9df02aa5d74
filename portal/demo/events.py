"""Dates of offers: on the weekdays and at the hours of their kind, over the next months, none between the years."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from django.db.models import Count

from offers import calendar_series
from offers.models import Event, EventSeries, Offer
from portal.demo import stock
from portal.demo.chance import Chance
from portal.demo.world import World

AHEAD = 120  # days
FIRST = (3, 75)  # days from today
HOLIDAYS = ((12, 20), (1, 6))


def of(world: World, chance: Chance, template: dict, offer: Offer) -> Iterator[Event]:
    plan = template.get("events")
    if not plan:
        return
    first = _weekday(world.today + timedelta(days=chance.randint(*FIRST)), chance.choice(plan["days"]))
    start, place = time.fromisoformat(chance.choice(plan["hours"])), _room(chance, template)
    for number in range(chance.randint(*plan["count"])):
        day = _after_holidays(first + timedelta(days=number * plan["every"]))
        if day <= world.today + timedelta(days=AHEAD):
            begins = world.moment(day, start.hour, start.minute)
            ends = begins + timedelta(minutes=plan["minutes"])
            event = Event(offer=offer, starts=begins, ends=ends, place=place, is_cancelled=chance.happens(0.02))
            if event.is_cancelled:
                event.note = chance.one(stock.read("bookings")["cancelled"])
            yield event


def create_series(world: World) -> int:
    """Consulting hours that come again, one of them cancelled, none between the years."""
    plans = stock.read("bookings")["series"]
    offers = Offer.objects.published().annotate(dates=Count("events")).order_by("dates", "pk")
    chosen = sorted(offers, key=lambda offer: offer.format != Offer.Format.COUNSELLING)
    made = []
    for offer, plan in zip(chosen[: len(plans)], plans, strict=False):
        series = _series(world, offer, plan)
        series.save()
        dates = [Event(**calendar_series.values(series, day)) for day in series.days]
        if plan is plans[0]:
            dates[1].is_cancelled, dates[1].is_own, dates[1].note = True, True, stock.read("bookings")["pause"]
        made += Event.objects.bulk_create(dates)
    return len(made)


def _series(world: World, offer: Offer, plan: dict) -> EventSeries:
    last = world.today + timedelta(days=AHEAD)
    holidays = [day for number in range(AHEAD) if _after_holidays(day := world.today + timedelta(days=number)) != day]
    return EventSeries(
        offer=offer,
        rhythm=plan["rhythm"],
        first_day=_weekday(world.today + timedelta(days=1), plan["weekday"]),
        last_day=last,
        begins=time.fromisoformat(plan["begins"]),
        ends=time.fromisoformat(plan["ends"]),
        exceptions="\n".join(f"{day:%d.%m.%Y}" for day in holidays if day.weekday() == plan["weekday"]),
    )


def _weekday(day: date, weekday: int) -> date:
    """The next one from that day on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _after_holidays(day: date) -> date:
    """Moves a day between the years by whole weeks."""
    while (day.month, day.day) >= HOLIDAYS[0] or (day.month, day.day) <= HOLIDAYS[1]:
        day += timedelta(weeks=1)
    return day


def _room(chance: Chance, template: dict) -> str:
    is_here = template["where"] == "town" and chance.happens(0.6)
    return chance.one(stock.read("offers_common")["rooms"]["names"]) if is_here else ""
