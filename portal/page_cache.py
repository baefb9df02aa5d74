"""Public pages as they were made a moment ago: for visitors without a session, until somebody changes something.

Every page is kept under the content version, a number in the database that rises when a signed-in person saves anything and when a
command brings in data. So an approval shows at once on every app server, and a page costs one small query until then.
"""

from hashlib import sha1

from django.conf import settings
from django.core.cache import caches
from django.db.models import F

from portal.models import ContentVersion

KEPT_TYPES = ("text/html", "application/json", "application/atom+xml", "text/csv", "text/calendar")


class PageCacheMiddleware:
    """Stands outside GZipMiddleware, so that what is kept is already compressed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_anonymous = settings.SESSION_COOKIE_NAME not in request.COOKIES and "Authorization" not in request.headers
        if request.method != "GET" or not is_anonymous or not settings.PAGE_CACHE_SECONDS:
            return self._passed_on(request)
        key = page_key(request)
        response = caches["pages"].get(key)
        if response is None:
            response = self.get_response(request)
            if may_be_kept(response):
                caches["pages"].set(key, response, settings.PAGE_CACHE_SECONDS)
        return response

    def _passed_on(self, request):
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400 and hasattr(request, "user") and request.user.is_authenticated:
            content_changed()
        return response


def page_key(request) -> str:
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    address = f"{request.get_host()}{request.get_full_path()}"
    return f"page:{content_version()}:{compressed}:{sha1(address.encode()).hexdigest()}"


def content_version() -> int | None:
    """The number under which anything made from public content may be kept."""
    return ContentVersion.objects.values_list("number", flat=True).first()


def may_be_kept(response) -> bool:
    is_text = response.get("Content-Type", "").startswith(KEPT_TYPES) and not response.streaming
    return response.status_code == 200 and is_text and not response.cookies and "no-store" not in response.get("Cache-Control", "")


def content_changed() -> None:
    """Makes every kept page old, on all app servers."""
    if not ContentVersion.objects.update(number=F("number") + 1):
        ContentVersion.objects.create(number=1)
