"""Mails leave after the transaction: what is rolled back is never announced."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation


def send(template: str, to: str, context: dict, reply_to: str = "") -> None:
    """Sends mail/<template>.txt (first line: subject) to one address once the transaction has committed."""
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"mail/{template}.txt", context | {"region": settings.REGION, "site_url": settings.SITE_URL})
    subject, _, body = text.strip().partition("\n")
    message = EmailMultiAlternatives(subject.strip(), body.strip() + "\n", to=[to], reply_to=[reply_to] if reply_to else None)
    transaction.on_commit(partial(message.send, fail_silently=False), robust=True)
