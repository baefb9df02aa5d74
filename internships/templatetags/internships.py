"""What other rooms' pages show of places."""

from django import template

from internships.models import Posting

register = template.Library()


@register.inclusion_tag("internships/occupation_places.html")
def occupation_places(occupation):
    """The places there are for an occupation now: how many, and the newest."""
    places = Posting.objects.published().filter(occupation=occupation)
    return {"occupation": occupation, "total": places.count(), "newest": places.for_list().order_by("-published_at", "-pk")[:4]}


@register.inclusion_tag("internships/waiting_postings.html")
def waiting_postings():
    """What companies submitted and staff have not decided yet, oldest first."""
    waiting = Posting.objects.waiting().select_related("company").order_by("changed_at")
    return {"total": waiting.count(), "postings": waiting[:8]}
