"""The life of a place: one function per step. Each says who did it in the place's history; no other code sets a status.

draft -> submitted -> public <-> paused -> filled or expired; staff may give it back (rejected). What is public has to be confirmed every
`POSTING_CONFIRMED_DAYS` days: two reminders, then it leaves the list by itself and comes back with one click.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from simple_history.utils import update_change_reason

from internships.models import Posting
from portal import mail, signed_links

Status, Ended = Posting.Status, Posting.Ended
STEPS = {
    "submit": {Status.DRAFT, Status.REJECTED, Status.EXPIRED},
    "approve": {Status.SUBMITTED, Status.DRAFT},
    "reject": {Status.SUBMITTED, Status.PUBLIC, Status.PAUSED},
    "pause": {Status.PUBLIC},
    "resume": {Status.PAUSED},
    "confirm": {Status.PUBLIC},
    "remind": {Status.PUBLIC},
    "fill": {Status.PUBLIC, Status.PAUSED},
    "expire": {Status.PUBLIC, Status.PAUSED},
    "revive": {Status.EXPIRED, Status.FILLED},
    "revise": {Status.PUBLIC, Status.PAUSED},
    "rework": {Status.EXPIRED, Status.FILLED},
    "close": {Status.DRAFT, Status.SUBMITTED, Status.REJECTED, Status.PUBLIC, Status.PAUSED, Status.EXPIRED},
    "vanish": {Status.DRAFT, Status.SUBMITTED, Status.REJECTED, Status.PUBLIC, Status.PAUSED},
}
REVIEWED = {"company", "kind", "occupation", "title", "description", "duration", "working_hours", "contact_name", "application_url"}
"""What a firm may not change in public without staff looking at it again: its own words and what they are about."""
LINK = "confirm-posting"
LINK_DAYS = 180
REMINDERS = {0: 7, 1: 1}
"""Days left at which the first and the second reminder go out."""


def can(step: str, posting: Posting) -> bool:
    return posting.status in STEPS[step] and (step != "revive" or _could_be_public(posting))


def submit(posting: Posting, template: str = "posting_moved") -> None:
    """The company asks for approval; nothing that the law forbids or nobody could answer to gets that far."""
    posting.full_clean()
    _move(posting, "submit", Status.SUBMITTED, "zur Freigabe eingereicht", template, rejection_reason="", ended_because="")


def approve(posting: Posting) -> None:
    """Staff let the public see it; a company approved for the first time counts as verified."""
    with transaction.atomic():
        changes = {"published_at": timezone.now(), **_fresh()}
        _move(posting, "approve", Status.PUBLIC, "freigegeben", template="posting_approved", **changes)
        if not posting.company.is_verified:
            posting.company.is_verified = True
            posting.company.save(update_fields=["is_verified"])


def reject(posting: Posting, reason: str) -> None:
    """Staff give it back with a reason the company can act on."""
    if not reason.strip():
        raise ValidationError("Bitte nenne dem Betrieb den Grund.")
    _move(posting, "reject", Status.REJECTED, "zurückgegeben", template="posting_rejected", rejection_reason=reason.strip())


def pause(posting: Posting, note: str = "pausiert", template: str = "posting_moved") -> None:
    """Off the list for a while; without a template where another mail says why."""
    _move(posting, "pause", Status.PAUSED, note, template=template)


def resume(posting: Posting) -> None:
    _move(posting, "resume", Status.PUBLIC, "wieder öffentlich", **_fresh())


def confirm(posting: Posting) -> None:
    """The company says that the place is still free."""
    _move(posting, "confirm", Status.PUBLIC, "noch frei", template="", **_fresh())


def remind(posting: Posting) -> None:
    """Asks the company whether the place is still free; the link needs no login, and a click on its page."""
    _move(posting, "remind", Status.PUBLIC, "an die Bestätigung erinnert", template="posting_confirm", reminders=posting.reminders + 1)


def fill(posting: Posting) -> None:
    """The place is taken."""
    _move(posting, "fill", Status.FILLED, "besetzt")


def expire(posting: Posting, because: str = Ended.STARTED) -> None:
    """The last possible start has passed, or nobody has confirmed the place."""
    note = f"abgelaufen: {Ended(because).label}"
    _move(posting, "expire", Status.EXPIRED, note, template=f"posting_{because}", ended_because=because)


def revive(posting: Posting, template: str = "posting_moved") -> None:
    """A place whose words staff have seen comes back as it was."""
    _move(posting, "revive", Status.PUBLIC, "wieder da", template, ended_because="", **_fresh())


def close(posting: Posting) -> None:
    """The company's own system says that the place is no longer to be had, wherever it stands."""
    _move(posting, "close", Status.FILLED, "vom Betrieb über die Schnittstelle geschlossen", template="")


def vanish(posting: Posting) -> None:
    """The place was missing in a full delivery; it may come back with the next one."""
    _move(posting, "vanish", Status.EXPIRED, "fehlte in einer vollständigen Lieferung", template="", ended_because="")


def revise(posting: Posting, template: str = "posting_moved") -> None:
    """A company changed what the public read: staff look at it again."""
    _move(posting, "revise", Status.SUBMITTED, "nach Änderung wieder zur Freigabe", template, rejection_reason="")


def rework(posting: Posting) -> None:
    """A company changes a place that is over: from now on it is a draft."""
    _move(posting, "rework", Status.DRAFT, "wieder in Arbeit", template="", ended_because="")


@transaction.atomic
def copy(posting: Posting) -> Posting:
    """A draft with the same words and pictures, without dates and without the other one's reference."""
    twin = Posting.objects.get(pk=posting.pk)
    twin.pk = None
    twin._state.adding = True
    twin.status, twin.published_at, twin.rejection_reason, twin.ended_because = Status.DRAFT, None, "", ""
    twin.starts_on = twin.starts_until = twin.confirmed_on = None
    twin.reminders, twin.reference = 0, ""
    twin.save()
    for picture in posting.pictures.all():
        picture.pk, picture.posting = None, twin
        picture.save(force_insert=True)
    return twin


def keep_fresh(posting: Posting, today) -> str:
    """What the clock does with a public place: reminds once a week and once a day before its time is up, then lets it go."""
    left = (posting.confirm_until - today).days
    if posting.reminders in REMINDERS and left <= REMINDERS[posting.reminders]:
        remind(posting)
        return "erinnert"
    if posting.reminders not in REMINDERS and left <= 0:
        expire(posting, Ended.UNCONFIRMED)
        return "abgelaufen"
    return ""


def link_of(posting: Posting) -> str:
    """The address in a mail that opens the page with «noch frei» and «besetzt»."""
    return settings.SITE_URL + reverse("confirm_posting", args=[signed_links.sign(LINK, posting.pk)])


def _fresh() -> dict:
    return {"confirmed_on": timezone.localdate(), "reminders": 0}


def _could_be_public(posting: Posting) -> bool:
    """It has been public with these words, and could still start."""
    in_time = posting.starts_until is None or posting.starts_until >= timezone.localdate()
    return in_time and posting.published_at is not None and posting.ended_because != Ended.STARTED


@transaction.atomic
def _move(posting: Posting, step: str, status: str, note: str, template: str = "posting_moved", **changes) -> None:
    """Sets the status under a lock, so that of two people only the first one's click counts; tells the company by mail."""
    current = Posting.objects.select_for_update().get(pk=posting.pk)
    if not can(step, current):
        raise ValidationError(f"„{current}“ ist {current.get_status_display()}: Dieser Schritt geht gerade nicht.")
    for name, value in {"status": status, **changes}.items():
        setattr(posting, name, value)
    posting.save(update_fields=["status", "changed_at", *changes])
    update_change_reason(posting, note)
    if template:
        context = {"posting": posting, "company": posting.company, "step": step, "link": link_of(posting)}
        mail.send(template, posting.company.email, context)
