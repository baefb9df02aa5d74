"""What other rooms' pages show of places."""

from collections import Counter

from django import template

from internships.models import Posting

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


@register.inclusion_tag("internships/waiting_postings.html")
def waiting_postings():
    """What companies submitted and staff have not decided yet, oldest first."""
    waiting = Posting.objects.waiting().select_related("company").order_by("changed_at")
    return {"total": waiting.count(), "postings": waiting[:8]}
