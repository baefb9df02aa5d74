"""A date of an offer as schema.org Event: only what the page itself says."""

from django.conf import settings

from portal.structured_data import absolute


def event(event) -> dict:
    """Event of a public offer's date."""
    offer = event.offer
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": offer.title,
        "description": offer.summary,
        "startDate": event.starts.isoformat(),
        "eventStatus": f"https://schema.org/{'EventCancelled' if event.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"https://schema.org/{'OnlineEventAttendanceMode' if offer.is_online else 'OfflineEventAttendanceMode'}",
        "location": _event_place(event),
        "organizer": {"@type": "Organization", "name": offer.organisation.name},
        "url": absolute(event.get_absolute_url()),
    }
    return data | ({"endDate": event.ends.isoformat()} if event.ends else {})


def _event_place(event) -> dict:
    if event.offer.is_online:
        return {"@type": "VirtualLocation", "url": event.offer.registration_url or absolute(event.offer.get_absolute_url())}
    return {
        "@type": "Place",
        "name": event.place or event.offer.where,
        "address": event.place or f"{event.offer.where}, {settings.REGION.state}",
    }
