"""What is wrong with a request, as application/problem+json (RFC 9457) with German sentences that name the fields."""

import json
from typing import Any

from django.http import HttpResponse

from internships.deliveries import reasons

TYPE = "application/problem+json"
TITLES = {
    400: "Die Anfrage ist nicht lesbar",
    401: "Kein gültiger Schlüssel",
    404: "Gibt es nicht",
    409: "Unter dieser Referenz gibt es schon einen anderen Platz",
    412: "Der Platz hat sich inzwischen geändert",
    413: "Zu groß",
    422: "Einzelne Angaben stimmen nicht",
    429: "Zu viele Anfragen",
}
SENTENCES = {
    "missing": "Diese Angabe fehlt.",
    "extra_forbidden": "Dieses Feld gibt es nicht.",
    "string_type": "Hier wird Text erwartet.",
    "string_unicode": "Dieser Text enthält ungültige Zeichen.",
    "int_type": "Hier wird eine ganze Zahl erwartet.",
    "int_parsing": "Hier wird eine ganze Zahl erwartet.",
    "int_from_float": "Hier wird eine ganze Zahl erwartet.",
    "bool_type": "Hier wird true oder false erwartet.",
    "bool_parsing": "Hier wird true oder false erwartet.",
    "enum": "Diesen Wert gibt es hier nicht.",
    "list_type": "Hier wird eine Liste erwartet.",
    "model_attributes_type": "Hier wird ein Objekt erwartet.",
}


class Problem(Exception):
    """Ends a request with an answer that says what to do; `more` is added to it."""

    def __init__(self, status: int, detail: str, errors: list[dict] | None = None, headers: dict | None = None, **more: Any):
        super().__init__(detail)
        self.status, self.headers = status, headers or {}
        self.answer = {"title": TITLES[status], "status": status, "detail": detail, "errors": errors or [], **more}


def response(problem: Problem) -> HttpResponse:
    answer = HttpResponse(json.dumps(problem.answer, ensure_ascii=False), status=problem.status, content_type=TYPE, headers=problem.headers)
    answer["Cache-Control"] = "no-store"
    return answer


def invalid(error) -> Problem:
    """From Django's ValidationError: each field with its sentence."""
    errors = [{"field": field, "reason": reason} for field, reason in reasons(error)]
    return Problem(422, "Der Platz wurde nicht übernommen. „errors“ nennt jedes Feld und den Grund.", errors)


def mistyped(error) -> Problem:
    """From the schema's own check: what has the wrong type, or a name nobody knows."""
    found = [(_field(each["loc"]), SENTENCES.get(each["type"], "Diese Angabe ist ungültig.")) for each in error.errors]
    errors = [{"field": field, "reason": reason} for field, reason in found]
    return Problem(422, "Die Anfrage passt nicht zur Beschreibung. „errors“ nennt jedes Feld und den Grund.", errors)


def _field(location) -> str:
    """('body', 'place', 'seats') -> 'seats'."""
    return ".".join(str(part) for part in location[2:]) or str(location[-1])
