"""The interface explained to people: made from its own description, so that the two cannot differ."""

from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from internships.firm_api import problems
from internships.firm_api.endpoints import api
from internships.firm_api.problems import TITLES, Problem
from internships.models import Posting
from internships.sources.columns import REQUIRED
from internships.sources.record import MOST_RECORDS

GOOD = {"200": "so ist es jetzt", "201": "neu angelegt"}
TYPES = {"string": "Text", "integer": "Zahl", "boolean": "wahr oder falsch", "array": "Liste"}


@dataclass(frozen=True)
class Operation:
    """One thing a system can do."""

    method: str
    path: str
    summary: str
    description: str
    answers: list[tuple[str, str]]


@require_safe
def guide(request):
    described = api.get_openapi_schema()
    context = {
        "operations": operations(described),
        "fields": fields(described),
        "site": settings.SITE_URL,
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
        "most_records": MOST_RECORDS,
        "most_kilobytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024,
        "states": Posting.Status.choices,
    }
    return render(request, "internships/api_guide.html", context)


@csrf_exempt
def unknown(request, path):
    """A program that asks for what is not there is answered like a program."""
    return problems.response(Problem(404, "Diese Adresse gibt es in der Schnittstelle nicht. Welche es gibt, steht unter /api/v1/."))


def operations(described: dict) -> list[Operation]:
    return [
        Operation(method.upper(), path, details["summary"], details.get("description", ""), answers(details))
        for path, methods in described["paths"].items()
        for method, details in methods.items()
    ]


def answers(details: dict) -> list[tuple[str, str]]:
    return [(str(code), GOOD.get(str(code)) or TITLES[int(code)]) for code in sorted(details["responses"])]


def fields(described: dict) -> list[dict]:
    place = described["components"]["schemas"]["Place"]["properties"]
    return [
        {"name": name, "type": kind(field), "length": field.get("maxLength"), "about": field["description"], "needed": name in REQUIRED}
        for name, field in place.items()
    ]


def kind(field: dict) -> str:
    kinds = [choice["type"] for choice in field.get("anyOf", [field]) if choice.get("type") != "null"]
    return " oder ".join(TYPES[each] for each in kinds)
