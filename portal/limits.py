"""How often one address may do something that anybody may do, on all app servers together.

Nobody's address is kept: the counter's name is a hash salted with the secret key and the day, gone after an hour.
"""

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from django.utils.crypto import salted_hmac

HOUR = 3600


def reached(request, what: str, most: int) -> bool:
    """Whether this visitor's address has been counted `most` times, each within an hour of the one before."""
    return reached_of(address_of(request), what, most)


def count(request, what: str) -> None:
    count_of(address_of(request), what)


def reached_of(whom: str, what: str, most: int) -> bool:
    """The same for whomever is to be spared, for instance a mailbox."""
    return caches["default"].get(_key(whom, what), 0) >= most


def count_of(whom: str, what: str) -> None:
    """Counts once more. Not by `incr`: on the database cache that would shorten the hour to five minutes."""
    key = _key(whom, what)
    caches["default"].set(key, caches["default"].get(key, 0) + 1, HOUR)


def _key(whom: str, what: str) -> str:
    return salted_hmac("portal.limits", f"{timezone.localdate()} {what} {whom}", algorithm="sha256").hexdigest()


def address_of(request) -> str:
    """The visitor's address; behind our own proxy it is the last one that the proxy names."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() if settings.BEHIND_PROXY else ""
    return forwarded or request.META.get("REMOTE_ADDR", "")
