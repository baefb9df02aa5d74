"""The life of a place: one function per step. Each says who did it in the place's history; no other code sets a status."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import update_change_reason

from internships.models import Posting
from portal import mail

Status = Posting.Status
STEPS = {
    "submit": {Status.DRAFT, Status.REJECTED, Status.EXPIRED},
    "approve": {Status.SUBMITTED, Status.DRAFT},
    "reject": {Status.SUBMITTED, Status.PUBLIC, Status.PAUSED},
    "pause": {Status.PUBLIC},
    "resume": {Status.PAUSED},
    "fill": {Status.PUBLIC, Status.PAUSED},
    "expire": {Status.PUBLIC, Status.PAUSED},
    "revise": {Status.PUBLIC, Status.PAUSED, Status.REJECTED},
}


def can(step: str, posting: Posting) -> bool:
    return posting.status in STEPS[step]


def submit(posting: Posting) -> None:
    """The company asks for approval."""
    _move(posting, "submit", Status.SUBMITTED, "zur Freigabe eingereicht", rejection_reason="")


def approve(posting: Posting) -> None:
    """Staff let the public see it; a company approved for the first time counts as verified."""
    with transaction.atomic():
        _move(posting, "approve", Status.PUBLIC, "freigegeben", published_at=timezone.now())
        if not posting.company.is_verified:
            posting.company.is_verified = True
            posting.company.save(update_fields=["is_verified"])
        _tell_company(posting, "posting_approved")


def reject(posting: Posting, reason: str) -> None:
    """Staff give it back with a reason the company can act on."""
    if not reason.strip():
        raise ValidationError("Bitte nenne dem Betrieb den Grund.")
    with transaction.atomic():
        _move(posting, "reject", Status.REJECTED, "zurückgegeben", rejection_reason=reason.strip())
        _tell_company(posting, "posting_rejected")


def pause(posting: Posting) -> None:
    _move(posting, "pause", Status.PAUSED, "pausiert")


def resume(posting: Posting) -> None:
    _move(posting, "resume", Status.PUBLIC, "wieder öffentlich")


def fill(posting: Posting) -> None:
    """The place is taken."""
    _move(posting, "fill", Status.FILLED, "besetzt")


def expire(posting: Posting) -> None:
    """The last possible start has passed."""
    _move(posting, "expire", Status.EXPIRED, "abgelaufen")


def revise(posting: Posting) -> None:
    """A company changed what the public read: staff look at it again."""
    _move(posting, "revise", Status.SUBMITTED, "nach Änderung wieder zur Freigabe", rejection_reason="")


def copy(posting: Posting) -> Posting:
    """A draft with the same words and no dates."""
    twin = Posting.objects.get(pk=posting.pk)
    twin.pk = None
    twin._state.adding = True
    twin.status, twin.published_at, twin.rejection_reason = Status.DRAFT, None, ""
    twin.starts_on = twin.starts_until = None
    twin.save()
    return twin


@transaction.atomic
def _move(posting: Posting, step: str, status: str, note: str, **changes) -> None:
    """Sets the status under a lock, so that of two people only the first one's click counts."""
    current = Posting.objects.select_for_update().get(pk=posting.pk)
    if not can(step, current):
        raise ValidationError(f"„{current}“ ist {current.get_status_display()}: Dieser Schritt geht gerade nicht.")
    for name, value in {"status": status, **changes}.items():
        setattr(posting, name, value)
    posting.save(update_fields=["status", "changed_at", *changes])
    update_change_reason(posting, note)


def _tell_company(posting: Posting, template: str) -> None:
    mail.send(template, posting.company.email, {"posting": posting, "company": posting.company})
