"""Offers from Kita to working life, who makes them, when they take place, and who books them."""

from offers.models.bookings import Booking
from offers.models.calendars import CalendarFeed, ImportedEvent
from offers.models.checks import AddressCheck
from offers.models.documents import OfferDocument
from offers.models.events import Event, EventSeries
from offers.models.offers import Offer
from offers.models.organisations import ContactPerson, Organisation, OrganisationMembership, Topic

__all__ = [
    "AddressCheck",
    "Booking",
    "CalendarFeed",
    "ContactPerson",
    "Event",
    "EventSeries",
    "ImportedEvent",
    "Offer",
    "OfferDocument",
    "Organisation",
    "OrganisationMembership",
    "Topic",
]
