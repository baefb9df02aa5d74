"""Other places for somebody who got no answer or a no: like the one she wanted, and near to it."""

from django.db.models import QuerySet

from internships.models import Posting
from portal.geography import great_circle_km
from portal.models import Municipality

MOST = 4
NEAR_KM = 25


def alternatives(posting: Posting) -> list[Posting]:
    """Up to four public places of other companies within 25 km: the same occupation first, then its fields, the same kind first."""
    near = _near(posting.municipality)
    others = Posting.objects.published().exclude(company=posting.company_id).filter(municipality__in=near).for_list()
    found = _best(others.filter(occupation=posting.occupation_id), posting, near)
    if len(found) < MOST:
        related = others.filter(occupation__fields__in=posting.occupation.fields.all()).exclude(occupation=posting.occupation_id)
        found += _best(related.distinct(), posting, near)
    return found[:MOST]


def _near(origin: Municipality) -> dict[int, float]:
    """Municipalities by id with their kilometres from here."""
    rows = Municipality.objects.values_list("pk", "latitude", "longitude")
    km = {pk: great_circle_km(origin.latitude, origin.longitude, latitude, longitude) for pk, latitude, longitude in rows}
    return {pk: distance for pk, distance in km.items() if distance <= NEAR_KM}


def _best(places: QuerySet[Posting], wanted: Posting, near: dict[int, float]) -> list[Posting]:
    found = list(places.order_by("-answer_tier", "-published_at", "-pk")[: 10 * MOST])
    for place in found:
        place.km = near[place.municipality_id]
    return sorted(found, key=lambda place: (place.kind != wanted.kind, place.km, -place.answer_tier))[:MOST]
