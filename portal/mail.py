"""Mails: written with the transaction, delivered by a worker, tried again until the server takes them.

A task carries only the number of a row in the outbox, so the task table never holds anything personal.
"""

import smtplib
from datetime import datetime
from email.utils import parseaddr
from functools import partial

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import translation

from portal.bounces import message_id
from portal.letters import as_html
from portal.outbox import MailProblem, OutgoingMail

SUBJECT_LENGTH = 250


def send(template: str, to: str, context: dict, reply_to: str = "", language: str = settings.LANGUAGE_CODE) -> None:
    """Puts mail/<template>.txt (first line: subject) into the outbox; it leaves once the transaction has committed."""
    with translation.override(language):
        text = render_to_string(f"mail/{template}.txt", context | {"region": settings.REGION, "site_url": settings.SITE_URL})
        subject, _, body = (part.strip() for part in text.strip().partition("\n"))
        html = as_html(subject, body)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    mail = OutgoingMail.objects.create(
        to=to,
        reply_to=reply_to,
        subject=subject[:SUBJECT_LENGTH],
        text=f"{body}\n",
        html=html,
        message_id=message_id(to, domain),
    )
    transaction.on_commit(partial(enqueue, mail.pk), robust=True)


def enqueue(pk: int, run_after: datetime | None = None) -> None:
    deliver.using(run_after=run_after).enqueue(pk)


def bounced(address: str) -> bool:
    """Whether the address's server refuses mails for good."""
    return MailProblem.objects.current().filter(address=address.lower()).exists()


@task(queue_name="mail")
def deliver(pk: int) -> None:
    """One attempt. What the server takes is gone from the outbox; what it refuses for good is on the staff's list."""
    mail = OutgoingMail.objects.claim(pk)
    if mail is None:
        return
    try:
        mail.message().send()
    except smtplib.SMTPRecipientsRefused as error:
        _refused(mail, *next(iter(error.recipients.values())))
    except smtplib.SMTPDataError as error:
        _unwanted(mail, error)
    except Exception as error:
        _put_off(mail, f"{type(error).__name__}: {error}")
    else:
        mail.delete()


def _refused(mail: OutgoingMail, code: int, words: bytes | str) -> None:
    """No such mailbox (5xx), or not now (4xx)."""
    reason = _reason(code, words)
    if code < 500:
        _put_off(mail, reason)
    else:
        MailProblem.objects.note(mail.to, reason)
        mail.give_up(reason)


def _unwanted(mail: OutgoingMail, error: smtplib.SMTPDataError) -> None:
    """The address is good but its server does not want this mail (5xx), or not now (4xx)."""
    reason = _reason(error.smtp_code, error.smtp_error)
    if error.smtp_code < 500:
        _put_off(mail, reason)
    else:
        mail.give_up(reason)


def _reason(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


def _put_off(mail: OutgoingMail, reason: str) -> None:
    """Without a worker (TASKS at once) nobody can wait: `manage.py requeue` finds the mail."""
    if mail.try_later(reason) and deliver.get_backend().supports_defer:
        enqueue(mail.pk, run_after=mail.next_try)
