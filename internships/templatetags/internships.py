"""What other rooms' pages show of places."""

from collections import Counter
from math import ceil
from typing import NamedTuple

from django import template
from django.conf import settings
from django.db.models import Count

from internships import admission, words
from internships.cockpit import cockpit
from internships.company_postings import possible_steps
from internships.models import Posting
from portal.templatetags.portal import days_from_to
from portal.whereabouts import DEFAULT_RADIUS_KM

MOST_PLACES = 1000
COLUMNS = ["pk", "title", "kind", "monthly_pay", "municipality__name", "company__name", "company__slug"]
register = template.Library()


@register.inclusion_tag("internships/occupation_places.html")
def occupation_places(occupation):
    """The places there are for an occupation now: how many, where, at which companies, for what pay. One query."""
    public = Posting.objects.published().filter(occupation=occupation).order_by("-published_at", "-pk")
    places = list(public.values_list(*COLUMNS, named=True)[:MOST_PLACES])
    pay = [place.monthly_pay for place in places if place.monthly_pay and place.kind == Posting.Kind.APPRENTICESHIP]
    return {
        "occupation": occupation,
        "total": len(places),
        "has_more": len(places) == MOST_PLACES,
        "newest": [(Posting(pk=place.pk, title=place.title), place) for place in places[:4]],
        "towns": Counter(place.municipality__name for place in places).most_common(8),
        "companies": list({place.company__slug: place.company__name for place in places}.items())[:6],
        "pay": (min(pay), max(pay)) if pay else None,
    }


class FreePlaces(NamedTuple):
    """Of one occupation: within the radius, in the whole region, and how far the nearest is (None without a place to start from)."""

    close: int = 0
    everywhere: int = 0
    nearest_km: int | None = None


@register.simple_tag
def free_places(occupations, near, radius_km=DEFAULT_RADIUS_KM) -> dict[int, FreePlaces]:
    """Public places of occupations (ids) by id; without a place to start from all of the region are close. One query."""
    public = Posting.objects.published().filter(occupation__in=occupations).order_by()
    rows = public.values_list("occupation", "municipality").annotate(places=Count("*"))
    within = set(near.within(radius_km)) if near else None
    counted: dict[int, FreePlaces] = {}
    for occupation, municipality, places in rows:
        known = counted.get(occupation, FreePlaces())
        is_close = within is None or municipality in within
        km = ceil(near.km[municipality]) if near else None
        nearest = km if known.nearest_km is None else min(km, known.nearest_km)
        counted[occupation] = FreePlaces(known.close + places * is_close, known.everywhere + places, nearest)
    return counted


@register.filter
def of(counted: dict, key) -> FreePlaces:
    return counted.get(key, FreePlaces())


@register.filter
def fits_from(posting) -> str:
    return words.fits_from(posting)


@register.filter
def hours_words(posting) -> str:
    return words.hours(posting)


@register.filter
def period_days(period) -> str:
    return days_from_to(period.first_day, period.last_day)


@register.filter
def period_words(period) -> str:
    return words.period(period)


@register.filter
def provided(posting) -> list:
    """What the firm gives, in words."""
    return [words.PROVISIONS[name] for name in posting.provisions]


@register.inclusion_tag("internships/who_may.html")
def who_may(posting):
    """From which class and age on, why, and what to bring; places that are open to all show nothing."""
    needs = [(words.NEEDS[need.key], need) for need in admission.needs_of(posting)]
    return {"fit": words.fits_from(posting), "reason": words.reason(posting), "needs": needs, "region": settings.REGION}


@register.inclusion_tag("company/posting_steps.html", takes_context=True)
def posting_steps(context, posting):
    """The buttons for whatever can be done with a place now."""
    return {"posting": posting, "steps": possible_steps(posting), "csrf_token": context["csrf_token"]}


@register.inclusion_tag("admin/cockpit.html", takes_context=True)
def staff_cockpit(context):
    """What waits for staff, with the clicks that settle it."""
    return {"queues": cockpit(), "csrf_token": context["csrf_token"]}


@register.inclusion_tag("internships/places_in.html")
def places_in(occupations):
    """The newest places in any of these occupations."""
    free = Posting.objects.published().filter(occupation__in=[row.pk for row in occupations])
    return {"places": free.for_list().order_by("-published_at", "-pk")[:4]}
