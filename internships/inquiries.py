"""The life of an inquiry: one function per step; no other code sets a status.

Whose turn it is: the company's while new or read, the pupil's once answered or invited. A step under a lock: when a company
answers while the pupil withdraws, the first one's click counts and the other is told.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from internships import answering
from internships.alternatives import alternatives
from internships.keeping import last_day
from internships.models import Inquiry, Posting, PostingWeek
from internships.models.inquiries import OPEN, WAITING
from internships.pupils import email_key, phone_key
from portal import languages, mail, signed_links

Status = Inquiry.Status
STEPS = {
    "read": {Status.NEW},
    "answer": {*OPEN, Status.LAPSED},
    "invite": {*OPEN, Status.LAPSED},
    "decline": {*OPEN, Status.ACCEPTED, Status.LAPSED},
    "accept": {Status.INVITED},
    "book": {Status.ACCEPTED},
    "withdraw": {*OPEN, Status.ACCEPTED},
    "release": {*OPEN},
    "reply": {Status.ANSWERED, Status.INVITED},
    "lapse": {*WAITING},
    "erase": {Status.DECLINED, Status.WITHDRAWN, Status.LAPSED},
}
WITHDRAWN_KEPT_DAYS = 7
ANSWER_LINK = "answer-inquiry"


def can(step: str, inquiry: Inquiry) -> bool:
    return inquiry.status in STEPS[step]


def send(inquiry: Inquiry, posting: Posting) -> Inquiry:
    """Keeps it for the company's area and tells the company by mail; the pupil gets the way to her page where she gave an address."""
    today = timezone.localdate()
    inquiry.posting, inquiry.language = posting, languages.current().code
    inquiry.phone_key, inquiry.email_key = phone_key(inquiry.phone), email_key(inquiry.email)
    inquiry.due_on = today + timedelta(days=posting.company.answer_days)
    inquiry.delete_on = last_day(today, inquiry.due_on, settings.INQUIRY_KEPT_DAYS)
    try:
        with transaction.atomic():
            _refuse_too_many(inquiry)
            inquiry.save()
            _tell_company(inquiry, "inquiry")
            _tell_pupil(inquiry, "pupil_sent")
    except IntegrityError:
        raise ValidationError(_("Diesen Betrieb hast du schon nach diesem Platz gefragt. Deine erste Anfrage läuft noch.")) from None
    return inquiry


def _refuse_too_many(inquiry: Inquiry) -> None:
    """At most five open ones of the last seven days. Her rows are locked first, then counted, so that two at once see each other."""
    week = timezone.now() - timedelta(days=7)
    recent = Inquiry.objects.of_pupil(inquiry.phone_key, inquiry.email_key).open().filter(created__gte=week)
    list(recent.select_for_update())
    if recent.count() >= settings.INQUIRIES_PER_WEEK:
        words = _("Diese Woche laufen schon %(number)s Anfragen von dir. Warte die Antworten ab, oder zieh eine zurück.")
        raise ValidationError(words % {"number": settings.INQUIRIES_PER_WEEK})


def mark_read(inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk, status=Status.NEW).update(status=Status.READ)


@transaction.atomic
def answer(inquiry: Inquiry, text: str) -> None:
    """The company writes back: a question, or when to call. An invitation stays one."""
    _lock(inquiry, "answer")
    _first_answer(inquiry)
    _say(inquiry, text, by_company=True)
    _move(inquiry, Status.INVITED if inquiry.status == Status.INVITED else Status.ANSWERED)
    _tell_pupil(inquiry, "pupil_answer", text=text)


@transaction.atomic
def mark_contacted(inquiry: Inquiry) -> None:
    """The company called or wrote by itself, as the pupil allowed it to."""
    _lock(inquiry, "answer")
    if not inquiry.contact_released:
        raise ValidationError("Die Person hat Telefonnummer und E-Mail-Adresse noch nicht freigegeben.")
    _first_answer(inquiry)
    _move(inquiry, Status.INVITED if inquiry.status == Status.INVITED else Status.ANSWERED)


@transaction.atomic
def invite(inquiry: Inquiry, meets_at: datetime, meets_where: str, text: str) -> None:
    """The company names day, time and place; a second invitation moves the first."""
    _lock(inquiry, "invite")
    _first_answer(inquiry)
    _say(inquiry, text, by_company=True)
    _move(inquiry, Status.INVITED, meets_at=meets_at, meets_where=meets_where)
    _tell_pupil(inquiry, "pupil_invitation", text=text)


@transaction.atomic
def decline(inquiry: Inquiry, reason: str, text: str) -> None:
    """A no with its reason; the pupil is shown other places."""
    _lock(inquiry, "decline")
    _first_answer(inquiry)
    _give_back(inquiry, inquiry.weeks.all())
    _say(inquiry, text, by_company=True)
    _move(inquiry, Status.DECLINED, reason=reason)
    _tell_pupil(inquiry, "pupil_decline", text=text, places=alternatives(inquiry.posting))


@transaction.atomic
def accept(inquiry: Inquiry, close_others: bool = False) -> None:
    """The pupil comes: the company may reach her from now on, and her other inquiries end where she wishes it."""
    others = Inquiry.objects.of_code(inquiry.code).select_for_update(of=["self"]).select_related("posting__company").order_by("pk")
    list(others)  # all rows in one order, so that two acceptances at once wait instead of blocking each other
    _lock(inquiry, "accept")
    _move(inquiry, Status.ACCEPTED, contact_released=True)
    _tell_company(inquiry, "inquiry_accepted")
    for other in others.open().exclude(pk=inquiry.pk) if close_others else []:
        withdraw(other)


@transaction.atomic
def book(inquiry: Inquiry, week: PostingWeek) -> bool:
    """The company says in which week the pupil comes, and she hears it: one seat less is free then. Said again, it is taken back: False."""
    _lock(inquiry, "book")
    if inquiry.weeks.contains(week):
        _give_back(inquiry, [week])
        _move(inquiry, inquiry.status)
        _tell_pupil(inquiry, "pupil_week", week=week, comes=False)
        return False
    if not PostingWeek.objects.filter(pk=week.pk, capacity__gt=0).update(capacity=F("capacity") - 1, taken=F("taken") + 1):
        raise ValidationError("In dieser Woche ist inzwischen kein Platz mehr frei.")
    inquiry.weeks.add(week)
    _move(inquiry, inquiry.status)
    _tell_pupil(inquiry, "pupil_week", week=week, comes=True)
    return True


@transaction.atomic
def withdraw(inquiry: Inquiry) -> None:
    """The pupil does not want it any more; her data leave the company's area at once and the portal within a week."""
    _lock(inquiry, "withdraw")
    _give_back(inquiry, inquiry.weeks.all())
    _move(inquiry, Status.WITHDRAWN, contact_released=False, delete_on=timezone.localdate() + timedelta(days=WITHDRAWN_KEPT_DAYS))
    _tell_company(inquiry, "inquiry_withdrawn")


@transaction.atomic
def release(inquiry: Inquiry) -> None:
    """The pupil lets the company call or write to her."""
    _lock(inquiry, "release")
    _move(inquiry, inquiry.status, contact_released=True)
    _tell_company(inquiry, "inquiry_released")


@transaction.atomic
def reply(inquiry: Inquiry, text: str) -> None:
    """The pupil answers; a new time begins for the company."""
    _lock(inquiry, "reply")
    _say(inquiry, text, by_company=False)
    today = timezone.localdate()
    turn = {"due_on": today + timedelta(days=inquiry.posting.company.answer_days), "asked_on": today, "reminders": 0}
    _move(inquiry, Status.INVITED if inquiry.status == Status.INVITED else Status.NEW, **turn)
    _tell_company(inquiry, "inquiry_reply", text=text)


@transaction.atomic
def erase(inquiry: Inquiry) -> None:
    """The pupil does not want to wait for the night that forgets an ended inquiry."""
    _lock(inquiry, "erase")
    inquiry.delete()


@transaction.atomic
def lapse(inquiry: Inquiry) -> None:
    """The promised day has passed: the pupil gets other places, the silence is counted."""
    _lock(inquiry, "lapse")
    if inquiry.answered_at is None:
        answering.stayed_silent(inquiry.posting.company, inquiry.asked_on)
    _move(inquiry, Status.LAPSED)
    _tell_pupil(inquiry, "pupil_lapsed", places=alternatives(inquiry.posting))


@transaction.atomic
def remind(inquiry: Inquiry, number: int) -> None:
    """The company hears that somebody waits; the first time in the middle, the second on the day before."""
    _lock(inquiry, "lapse")
    _move(inquiry, inquiry.status, reminders=number)
    _tell_company(inquiry, "inquiry_reminder")


def reminder_due(inquiry: Inquiry, today: date) -> int:
    """Which reminder a waiting inquiry should have had by today: 0, 1 (half time) or 2 (the day before)."""
    if today >= inquiry.due_on - timedelta(days=1):
        return 2
    return 1 if 2 * (today - inquiry.asked_on).days >= (inquiry.due_on - inquiry.asked_on).days else 0


def forget(today: date) -> int:
    """Deletes what has been kept long enough; returns how many."""
    return Inquiry.objects.past_keeping(today).delete()[1].get("internships.Inquiry", 0)


def _lock(inquiry: Inquiry, step: str) -> None:
    """Reads the row anew under a lock; refuses what its state does not allow any more."""
    current = (
        Inquiry.objects.select_for_update().filter(pk=inquiry.pk).values("status", "contact_released", "answered_at", "asked_on").first()
    )
    if current is None or current["status"] not in STEPS[step]:
        state = Status(current["status"]).label if current else _("gelöscht")
        raise ValidationError(_("Diese Anfrage ist inzwischen %(state)s. Das geht jetzt nicht mehr.") % {"state": state})
    for name, value in current.items():
        setattr(inquiry, name, value)


def _move(inquiry: Inquiry, status: str, **changes) -> None:
    """Sets the status; an inquiry that ends is kept for its days from now on."""
    changes = {"status": status, **changes}
    if status not in WAITING:
        over = _over_on(inquiry, status, changes.get("meets_at", inquiry.meets_at))
        changes.setdefault("delete_on", last_day(timezone.localdate(inquiry.created), over, settings.INQUIRY_KEPT_DAYS))
    for name, value in changes.items():
        setattr(inquiry, name, value)
    inquiry.save(update_fields=changes.keys())


def _over_on(inquiry: Inquiry, status: str, meets_at: datetime | None) -> date:
    """The day an inquiry ends: today, when the two meet, or when the pupil's last week is over; nobody loses an address before that."""
    days = [timezone.localdate()]
    if status in (Status.INVITED, Status.ACCEPTED):
        days += [week.friday for week in inquiry.weeks.all()]
        days += [timezone.localdate(meets_at)] if meets_at else []
    return max(days)


def _first_answer(inquiry: Inquiry) -> None:
    """Counts the company's first reaction; one that came after the promise had lapsed was counted as silence already."""
    company = inquiry.posting.company
    if inquiry.answered_at is None:
        if inquiry.status != Status.LAPSED:
            answering.answered(company, inquiry.asked_on)
        inquiry.answered_at = timezone.now()
        inquiry.save(update_fields=["answered_at"])
    answering.break_silence(company)


def _give_back(inquiry: Inquiry, weeks: Iterable[PostingWeek]) -> None:
    """Seats that were kept for the pupil are free again."""
    taken = [week.pk for week in weeks]
    PostingWeek.objects.filter(pk__in=taken).update(capacity=F("capacity") + 1, taken=F("taken") - 1)
    inquiry.weeks.remove(*taken)


def _say(inquiry: Inquiry, text: str, by_company: bool) -> None:
    if text := text.strip():
        inquiry.messages.create(by_company=by_company, text=text)


def _tell_company(inquiry: Inquiry, template: str, **context) -> None:
    company = inquiry.posting.company
    reply_to = inquiry.email if inquiry.contact_released else ""
    token = signed_links.sign(ANSWER_LINK, inquiry.pk)
    known = {"inquiry": inquiry, "posting": inquiry.posting, "company": company, "token": token}
    mail.send(template, company.email, known | context, reply_to=reply_to)


def _tell_pupil(inquiry: Inquiry, template: str, **context) -> None:
    if inquiry.email:
        known = {"inquiry": inquiry, "posting": inquiry.posting}
        mail.send(template, inquiry.email, known | context, language=inquiry.language)
