"""The life of an inquiry: sent, read, answered, forgotten."""

from django.db import transaction

from internships.models import Inquiry, Posting
from portal import mail


@transaction.atomic
def send(inquiry: Inquiry, posting: Posting) -> Inquiry:
    """Keeps the inquiry for the company's area and tells the company by mail once that is certain."""
    inquiry.posting = posting
    inquiry.save()
    mail.send("inquiry", posting.company.email, {"inquiry": inquiry, "posting": posting}, reply_to=inquiry.email)
    return inquiry


def mark_read(inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk, status=Inquiry.Status.NEW).update(status=Inquiry.Status.READ)


def mark_answered(inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Inquiry.Status.ANSWERED)


def forget(today) -> int:
    """Deletes what has been kept long enough; returns how many."""
    return Inquiry.objects.past_keeping(today).delete()[0]
