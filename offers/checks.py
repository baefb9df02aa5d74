"""The nightly look at addresses: links of the net by asking, mail addresses by their form and their domain."""

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from offers import elsewhere
from offers.models import AddressCheck, CalendarFeed, ContactPerson, Offer, OfferDocument, Organisation
from portal import mail
from portal.expansion import distance
from portal.fetching import CannotFetch, fetch

Outcome = AddressCheck.Outcome
AT_ONCE = 4
LONGEST_RUN = 20 * 60  # seconds a night
LEGEND = {
    404: Outcome.NOT_FOUND,
    410: Outcome.NOT_FOUND,
    401: Outcome.FORBIDDEN,
    403: Outcome.FORBIDDEN,
    429: Outcome.BUSY,
    503: Outcome.BUSY,
}
ASK_AGAIN = {400, 403, 404, 405, 406, 410, 500, 501, 503}  # servers that dislike HEAD answer like this
RESERVED = re.compile(r"\.(example|invalid|test|localhost)$|(^|\.)example\.(org|com|net)$")
POSTBOXES = [
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "t-online.de",
    "outlook.com",
    "outlook.de",
    "hotmail.com",
    "freenet.de",
    "posteo.de",
]


def addresses() -> set[str]:
    """Every address that the public or the portal's mails rely on."""
    columns = [
        (Offer.objects.exclude(status=Offer.Status.ARCHIVED), ["registration_url", "contact_email"]),
        (OfferDocument.objects.exclude(offer__status=Offer.Status.ARCHIVED), ["url"]),
        (Organisation.objects.filter(is_verified=True), ["website", "email", "care_email"]),
        (ContactPerson.objects.all(), ["email"]),
        (CalendarFeed.objects.all(), ["url"]),
    ]
    found = {value for rows, names in columns for row in rows.order_by().values_list(*names) for value in row}
    return {one[:300] for one in found | {service.url for service in elsewhere.services()} if one}


def check_all() -> dict[str, int]:
    """Looks at the addresses that have waited longest, so many a night; returns how many came out how."""
    _keep_up()
    waiting = list(AddressCheck.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")[: settings.LINK_CHECKS_PER_NIGHT])
    refusing = {row.address for row in waiting if is_mail(row.address) and mail.bounced(row.address)}
    deadline, tally = time.monotonic() + LONGEST_RUN, {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = pool.map(lambda row: look(row.address) if time.monotonic() < deadline else None, waiting)
        for row, outcome in zip(waiting, outcomes, strict=True):
            if outcome:
                _note(row, *((Outcome.BOUNCED, "") if row.address in refusing else outcome))
                tally[row.outcome] = tally.get(row.outcome, 0) + 1
    return tally


@transaction.atomic
def _keep_up() -> None:
    """A row for each address in use, none for the others."""
    used = addresses()
    AddressCheck.objects.exclude(address__in=used).delete()
    AddressCheck.objects.bulk_create([AddressCheck(address=one) for one in sorted(used)], ignore_conflicts=True)


def _note(row: AddressCheck, outcome: str, detail: str) -> None:
    row.outcome, row.detail, row.checked_at = outcome, detail[:200], timezone.now()
    row.failures = 0 if outcome in AddressCheck.GOOD else min(row.failures + 1, 999)
    row.save(update_fields=["outcome", "detail", "checked_at", "failures"])


def look(address: str) -> tuple[str, str]:
    """(outcome, detail) of one address."""
    return look_at_mail(address) if is_mail(address) else look_at_link(address)


def is_mail(address: str) -> bool:
    return "@" in address and "://" not in address


def look_at_link(address: str) -> tuple[str, str]:
    """Asks for the head first, and for the page where a server dislikes that."""
    if RESERVED.search(urlsplit(address).hostname or ""):
        return Outcome.OK, "Vorführadresse, nicht geprüft"
    try:
        answer = fetch(address, "HEAD")
        if answer.status in ASK_AGAIN:
            answer = fetch(address, "GET")
    except CannotFetch as error:
        return Outcome(error.trouble.value), error.detail
    if answer.status in LEGEND:
        return LEGEND[answer.status], f"Status {answer.status}"
    if answer.status >= 400:
        return (Outcome.SERVER_ERROR if answer.status >= 500 else Outcome.NOT_FOUND), f"Status {answer.status}"
    return (Outcome.MOVED, answer.address) if answer.moved else (Outcome.OK, "")


def look_at_mail(address: str) -> tuple[str, str]:
    """No mail is sent: only whether it can be an address, looks like a slip of the keyboard, and whether its domain is known."""
    try:
        validate_email(address)
    except ValidationError:
        return Outcome.MISTYPED, "keine gültige E-Mail-Adresse"
    domain = address.rpartition("@")[2].lower()
    if RESERVED.search(domain):
        return Outcome.OK, "Vorführadresse, nicht geprüft"
    close = [known for known in POSTBOXES if distance(domain, known) == 1]
    if close and domain not in POSTBOXES:
        return Outcome.MISTYPED, f"gemeint vielleicht {close[0]}"
    try:
        socket.getaddrinfo(domain, 25)
    except (OSError, UnicodeError):
        return Outcome.UNKNOWN_HOST, domain
    return Outcome.OK, ""
