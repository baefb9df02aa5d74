"""The life of an offer's entry: one function per step. Each says who did it in the offer's history; no other code sets a status."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from offers import completeness
from offers.models import Offer
from portal import mail
from portal.signed_links import sign

Status = Offer.Status
STEPS = {
    "adopt": {Status.SUGGESTED},
    "submit": {Status.DRAFT},
    "publish": {Status.DRAFT, Status.REVIEW},
    "give_back": {Status.REVIEW, Status.PUBLISHED},
    "revise": {Status.PUBLISHED},
    "archive": {Status.SUGGESTED, Status.DRAFT, Status.REVIEW, Status.PUBLISHED},
    "reopen": {Status.ARCHIVED},
    "confirm": {Status.PUBLISHED},
    "lapse": {Status.PUBLISHED},
}
LINK_PURPOSE = "confirm-offer"
LINK_DAYS = 90
AHEAD = timedelta(days=14)  # the first question comes so long before the day, the next ones as long after each other


def can(step: str, offer: Offer) -> bool:
    return offer.status in STEPS[step]


def adopt(offer: Offer) -> None:
    """Staff take a proposal up: it is a draft now, and its organisation counts as real."""
    with transaction.atomic():
        _move(offer, "adopt", Status.DRAFT, "Vorschlag übernommen")
        if not offer.organisation.is_verified:
            offer.organisation.is_verified = True
            offer.organisation.save()


def submit(offer: Offer) -> None:
    """The provider asks for a look; what the public needs has to be there."""
    _demand_what_is_needed(offer)
    _move(offer, "submit", Status.REVIEW, "zur Prüfung eingereicht", return_reason="")


def publish(offer: Offer) -> None:
    _demand_what_is_needed(offer)
    with transaction.atomic():
        known = {"published_at": timezone.now(), "confirmed_on": timezone.localdate(), "reminded_on": None, "return_reason": ""}
        _move(offer, "publish", Status.PUBLISHED, "veröffentlicht", **known)
        _tell_provider(offer, "offer_published")


def give_back(offer: Offer, reason: str) -> None:
    """Staff hand it back with a reason the provider can act on."""
    if not reason.strip():
        raise ValidationError("Bitte nennen Sie dem Träger den Grund.")
    with transaction.atomic():
        _move(offer, "give_back", Status.DRAFT, "zurückgegeben", return_reason=reason.strip())
        _tell_provider(offer, "offer_returned")


def revise(offer: Offer) -> None:
    """A provider changed what the public read: staff look at it, unless they trust this provider."""
    if not offer.organisation.is_trusted:
        _move(offer, "revise", Status.REVIEW, "nach Änderung wieder in Prüfung")


def archive(offer: Offer) -> None:
    _move(offer, "archive", Status.ARCHIVED, "archiviert")


def reopen(offer: Offer) -> None:
    _move(offer, "reopen", Status.DRAFT, "wieder geöffnet", reminded_on=None, confirmed_on=None)


def confirm(offer: Offer, note: str = "Angaben bestätigt") -> None:
    """Everything still holds, whom to ask too: both clocks start anew."""
    with transaction.atomic():
        _move(offer, "confirm", Status.PUBLISHED, note, confirmed_on=timezone.localdate(), reminded_on=None)
        if offer.contact:
            offer.contact.save()


def lapse(offer: Offer) -> None:
    """Nobody has confirmed it for too long."""
    with transaction.atomic():
        _move(offer, "lapse", Status.ARCHIVED, "nicht mehr bestätigt und herausgenommen")
        _tell_provider(offer, "offer_lapsed")


@transaction.atomic
def remind(offer: Offer) -> bool:
    """Asks the provider by mail, with a link that needs no login; says whether there is somebody to ask."""
    if not offer.care_address:
        return False
    Offer.objects.filter(pk=offer.pk).update(reminded_on=timezone.localdate())
    link = f"{settings.SITE_URL}{reverse('confirm_offer', args=[sign(LINK_PURPOSE, offer.pk)])}"
    _tell_provider(offer, "offer_reminder", link=link)
    return True


def to_remind(today: date):
    """Published offers whose day comes near and who were not asked in the last two weeks."""
    asked = Q(reminded_on=None) | Q(reminded_on__lte=today - AHEAD)
    return Offer.objects.filter(asked, status=Status.PUBLISHED, due_on__lte=today + AHEAD).select_related("organisation").order_by("pk")


def to_lapse(today: date):
    """Published offers overdue beyond the grace time; nobody's falls out who was not asked at least two weeks before."""
    asked = Q(reminded_on__lte=today - AHEAD)
    unreachable = Q(contact_email="", organisation__care_email="", organisation__email="")
    late = Offer.objects.filter(asked | unreachable, status=Status.PUBLISHED, due_on__lt=today - timedelta(settings.OFFER_GRACE_DAYS))
    return late.select_related("organisation").order_by("pk")


def _demand_what_is_needed(offer: Offer) -> None:
    if missing := completeness.of(offer).needed:
        raise ValidationError(f"„{offer}“: Für die Öffentlichkeit fehlt noch: {'; '.join(missing)}.")


@transaction.atomic
def _move(offer: Offer, step: str, status: str, note: str, **changes) -> None:
    """Sets the status under a lock, so that of two people only the first one's click counts."""
    current = Offer.objects.select_for_update().get(pk=offer.pk)
    if not can(step, current):
        raise ValidationError(f"„{current}“ ist {current.get_status_display()}: Dieser Schritt geht gerade nicht.")
    for name, value in {"status": status, **changes}.items():
        setattr(offer, name, value)
    offer._change_reason = note
    offer.save(update_fields=["status", "changed_at", "published_at", "confirmed_on", "due_on", "completeness", *changes])


def _tell_provider(offer: Offer, template: str, **more) -> None:
    if offer.care_address:
        mail.send(template, offer.care_address, {"offer": offer, "organisation": offer.organisation} | more)
