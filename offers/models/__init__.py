"""Offers from Kita to working life, who makes them, when they take place, and who books them."""

from offers.models.bookings import Booking
from offers.models.events import Event, EventSeries
from offers.models.offers import Offer
from offers.models.organisations import Organisation, Topic

__all__ = ["Booking", "Event", "EventSeries", "Offer", "Organisation", "Topic"]
