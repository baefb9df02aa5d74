"""Offers from Kita to working life, who makes them, and when they take place."""

from offers.models.events import Event
from offers.models.offers import Offer
from offers.models.organisations import Organisation, Topic

__all__ = ["Event", "Offer", "Organisation", "Topic"]
