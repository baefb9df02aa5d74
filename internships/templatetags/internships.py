"""What other rooms' pages show of places."""

from collections import Counter

from django import template

from internships.models import Posting

MOST_PLACES = 300
register = template.Library()


@register.inclusion_tag("internships/occupation_places.html")
def occupation_places(occupation):
    """The places there are for an occupation now: how many, where, at which companies, for what pay. One query, two from 300 places on."""
    public = Posting.objects.published().filter(occupation=occupation).order_by("-published_at", "-pk")
    places = list(public.for_list()[:MOST_PLACES])
    pay = [place.monthly_pay for place in places if place.monthly_pay and place.kind == Posting.Kind.APPRENTICESHIP]
    return {
        "occupation": occupation,
        "total": len(places) if len(places) < MOST_PLACES else public.count(),
        "newest": places[:4],
        "towns": Counter(place.municipality.name for place in places).most_common(8),
        "companies": list({place.company.pk: place.company for place in places}.values())[:6],
        "pay": (min(pay), max(pay)) if pay else None,
    }


@register.inclusion_tag("internships/waiting_postings.html")
def waiting_postings():
    """What companies submitted and staff have not decided yet, oldest first."""
    waiting = Posting.objects.waiting().select_related("company").order_by("changed_at")
    return {"total": waiting.count(), "postings": waiting[:8]}
