"""Links in mails that need no login: signed for one purpose and one row, good for a number of days.

Mail scanners follow links, so what such a link opens only shows a page; a click there acts.
"""

from datetime import timedelta

from django.core import signing


def sign(purpose: str, key: int | str) -> str:
    """'17' for 'confirm-posting' -> a token for an address; it tells its key, so put nothing secret in it."""
    return signing.dumps(str(key), salt=f"portal.{purpose}", compress=True)


def read(purpose: str, token: str, days: int) -> str | None:
    """The key of a token made for this purpose at most `days` ago; None for a forged, foreign or old one."""
    try:
        return signing.loads(token, salt=f"portal.{purpose}", max_age=timedelta(days=days))
    except signing.BadSignature:
        return None
