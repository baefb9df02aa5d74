"""Mails that came back: what a delivery status notification (RFC 3464) says about which address.

Anybody can write such a notification. It counts only if it returns the Message-ID of a mail that we sent to that very address:
each one carries a seal over it (`message_id`), so that nothing about sent mails has to be kept.
"""

import re
from collections.abc import Iterator
from email.message import EmailMessage

from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

SEALED = re.compile(r"<(\w+)\.([0-9a-f]{24})@")


def message_id(address: str, domain: str) -> str:
    token = get_random_string(16)
    return f"<{token}.{_seal(token, address)}@{domain}>"


def _seal(token: str, address: str) -> str:
    return salted_hmac("portal.message-id", f"{token} {address.lower()}", algorithm="sha256").hexdigest()[:24]


def refusals(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """(address, reason) of each recipient that is refused for good."""
    returned = _returned_id(message)
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload():
            address = fields.get("Final-Recipient", "").partition(";")[2].strip().strip("<>")
            failed = fields.get("Action", "").strip().lower() == "failed" and fields.get("Status", "").strip().startswith("5")
            if address and failed and _ours(returned, address):
                yield address, " ".join((fields.get("Diagnostic-Code") or fields["Status"]).split())


def _returned_id(message: EmailMessage) -> str:
    """The Message-ID of the mail that comes back, whole or only its head."""
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            found = SEALED.search(part.as_string())
            if found:
                return found.group()
    return ""


def _ours(returned: str, address: str) -> bool:
    found = SEALED.match(returned)
    return bool(found) and constant_time_compare(_seal(found.group(1), address), found.group(2))
