"""What other rooms' pages and the staff's start page show of offers."""

from django import template
from django.urls import reverse
from django.utils import timezone

from offers.models import AddressCheck, Offer, OrganisationMembership

MOST = 3
MOST_WAITING = 8
register = template.Library()


@register.inclusion_tag("offers/of_field.html")
def offers_of_field(field_keys):
    """Public offers for young people about these fields of work (keys), those with a near date first. Two queries."""
    public = Offer.objects.published().of_fields(list(field_keys)).for_audience("jugendliche").for_list()
    offers = sorted(public.order_by("-published_at", "pk")[:20], key=lambda offer: not offer.next_events)
    return {"offers": offers[:MOST]}


@register.inclusion_tag("offers/waiting_offers.html")
def waiting_offers():
    """What providers handed in and what else asks for an editor."""
    waiting = Offer.objects.waiting().select_related("organisation").order_by("changed_at")
    offers = reverse("admin:offers_offer_changelist")
    tasks = [
        (Offer.objects.overdue(timezone.localdate()).count(), "nicht mehr bestätigt", f"{offers}?state=overdue"),
        (AddressCheck.objects.broken().count(), "Adressen, die nicht gehen", f"{reverse('admin:offers_addresscheck_changelist')}?broken=1"),
        (
            OrganisationMembership.objects.filter(is_approved=False).count(),
            "Zugänge, die auf Freigabe warten",
            f"{reverse('admin:offers_organisationmembership_changelist')}?is_approved__exact=0",
        ),
    ]
    return {"total": waiting.count(), "offers": waiting[:MOST_WAITING], "tasks": [task for task in tasks if task[0]]}
