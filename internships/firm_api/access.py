"""Who may use the interface, how often, and with how much at once."""

import time

from django.conf import settings
from django.core.cache import caches
from ninja.security import HttpBearer

from internships.firm_api.problems import Problem
from internships.models import ApiToken

MINUTE = 60
NO_TOKEN = (
    "Schicken Sie „Authorization: Bearer …“ mit einem Schlüssel aus dem Betriebsbereich. Abgelaufene und gesperrte gelten nicht mehr, "
    "auch nicht die von Personen, die nicht mehr zum Betrieb gehören."
)


class FirmToken(HttpBearer):
    """A firm's key. The request carries it on as `request.auth`."""

    openapi_name = "Schlüssel"
    openapi_description = "Ein Schlüssel aus dem Betriebsbereich. Er gilt für einen Betrieb."

    def __call__(self, request):
        """Says with one sentence what is missing, whatever it is."""
        token = super().__call__(request)
        if token is None:
            raise Problem(401, NO_TOKEN, headers={"WWW-Authenticate": 'Bearer realm="Betriebe"'})
        return token

    def authenticate(self, request, token):
        found = ApiToken.objects.opened_by(token)
        if found:
            count_request(found)
            refuse_too_much(request)
            found.note_use()
        return found


def count_request(token: ApiToken) -> None:
    """A fixed window per minute in the cache that all app servers share; requests at the very same moment may count as one."""
    minute, second = divmod(int(time.time()), MINUTE)
    key = f"api-{token.pk}-{minute}"
    caches["default"].add(key, 0, 2 * MINUTE)
    if caches["default"].incr(key) > settings.API_REQUESTS_PER_MINUTE:
        allowed = settings.API_REQUESTS_PER_MINUTE
        detail = f"Erlaubt sind {allowed} Anfragen je Minute. Viele Plätze auf einmal: POST /api/v1/deliveries."
        raise Problem(429, detail, headers={"Retry-After": str(MINUTE - second)})


def refuse_too_much(request) -> None:
    """Before the body is read."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    if announced.isdecimal() and int(announced) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
        raise Problem(413, f"Eine Anfrage darf höchstens {most} kB groß sein. Bitte teilen Sie die Lieferung auf.")
