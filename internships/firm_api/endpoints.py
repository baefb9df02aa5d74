"""The interface's operations. A place is known by the firm's own reference; nothing here reaches another firm's rows."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from ninja import Header, NinjaAPI, Status
from ninja.errors import HttpError
from ninja.errors import ValidationError as Mistyped

from internships import deliveries
from internships.deliveries import Busy, Outcome
from internships.firm_api import problems
from internships.firm_api.access import FirmToken
from internships.firm_api.answers import place_of, receipt_of
from internships.firm_api.problems import Problem
from internships.firm_api.schemas import DeliveryIn, PlaceIn, PlaceOut, Places, ProblemOut, Receipt
from internships.models import Delivery, Posting
from internships.recognition import Recognition
from internships.sources import batch
from internships.sources.record import BadSource
from portal.listing import page_of
from portal.page_cache import content_changed

PAGE_SIZE = 100
WRONG = dict.fromkeys((400, 401, 404, 409, 412, 413, 422, 429), ProblemOut)

api = NinjaAPI(
    title=f"{settings.REGION.portal_name}: Schnittstelle für Betriebe",
    version="1",
    description="Plätze anlegen, ändern und schließen, unter der eigenen Referenz des Betriebs. Anleitung: /api/v1/",
    auth=FirmToken(),
    docs_url=None,
    urls_namespace="firm_api",
    servers=[{"url": settings.SITE_URL}],
)


def wrong(*codes: int) -> dict:
    return {code: WRONG[code] for code in (401, 429, *codes)}


@api.get("places", response={200: Places, **wrong(422)}, summary="Eigene Plätze, die neuesten zuerst")
def list_places(request, response: HttpResponse, status: Posting.Status | None = None, page: int = 1):
    response["Cache-Control"] = "no-store"
    rows = Posting.objects.filter(company=request.auth.company).exclude(reference="").order_by("-changed_at", "-pk")
    if status:
        rows = rows.filter(status=status)
    part = page_of(rows.count(), str(page), PAGE_SIZE)
    found = rows.select_related("company", "occupation", "municipality", "site")[part.start : part.stop]
    return {"total": part.total, "page": part.number, "pages": part.last, "results": [place_of(posting) for posting in found]}


@api.post("places", response={200: PlaceOut, 201: PlaceOut, **wrong(409, 413, 422)}, summary="Platz anlegen")
def create_place(request, response: HttpResponse, place: PlaceIn):
    """Anlegen unter einer neuen Referenz. Derselbe Platz noch einmal ist derselbe Platz (200).

    Ein anderer Platz unter einer bekannten Referenz ist ein Konflikt (409); die Antwort nennt den, den es gibt.
    """
    cells = given(place)
    with transaction.atomic():
        deliveries.lock(request.auth.company)
        if (existing := known(request, cells.get("reference", ""))) and differs(existing, cells):
            current = shown(known(request, existing.reference))
            raise Problem(409, "Ändern Sie ihn mit PUT, oder nehmen Sie eine neue Referenz.", existing=current)
        return saved(request, response, cells)


@api.get("places/{path:reference}", response={200: PlaceOut, **wrong(404)}, summary="Ein Platz")
def read_place(request, response: HttpResponse, reference: str):
    return tagged(response, demanded(request, reference))


@api.put("places/{path:reference}", response={200: PlaceOut, 201: PlaceOut, **wrong(412, 413, 422)}, summary="Platz anlegen oder ändern")
def put_place(request, response: HttpResponse, reference: str, place: PlaceIn, if_match: str = Header("", alias="If-Match")):
    """Beliebig oft wiederholbar. Was die Anfrage nicht nennt, bleibt; was sie leert (null), wird leer.

    Ein öffentlicher Platz geht nach einer Änderung wieder zur Freigabe.
    """
    cells = given(place)
    if cells.setdefault("reference", reference) != reference:
        raise Problem(422, "Der Platz wurde nicht übernommen.", [{"field": "reference", "reason": "Steht anders in der Adresse."}])
    with transaction.atomic():
        deliveries.lock(request.auth.company)
        unchanged_since(if_match, known(request, reference))
        return saved(request, response, cells)


@api.delete("places/{path:reference}", response={200: PlaceOut, **wrong(404, 412)}, summary="Platz schließen")
def close_place(request, response: HttpResponse, reference: str, if_match: str = Header("", alias="If-Match")):
    """Der Platz verschwindet aus der Suche und gilt als besetzt. Auch das ist wiederholbar."""
    with transaction.atomic():
        deliveries.lock(request.auth.company)
        unchanged_since(if_match, demanded(request, reference))
        if deliveries.remove(request.auth.company, reference) == Outcome.CLOSED:
            content_changed()
        return tagged(response, demanded(request, reference))


@api.post("deliveries", response={201: Receipt, **wrong(409, 413, 422)}, summary="Viele Plätze auf einmal")
def create_delivery(request, response: HttpResponse, delivery: DeliveryIn):
    """Gute Einträge werden übernommen, schlechte stehen mit Feld und Grund in der Quittung."""
    response["Cache-Control"] = "no-store"
    received = deliveries.received(request.auth.company, Delivery.Format.JSON, request.body, "API", delivery.full)
    try:
        taken = deliveries.take(received, batch.from_list(delivery.places))
    except (BadSource, Busy) as error:
        received.delete()
        raise Problem(409 if isinstance(error, Busy) else 413, str(error), headers={"Retry-After": "10"}) from error
    response["Location"] = f"{settings.SITE_URL}/api/v1/deliveries/{taken.pk}"
    return Status(201, receipt_of(taken))


@api.get("deliveries/{int:number}", response={200: Receipt, **wrong(404)}, summary="Quittung einer Lieferung")
def read_delivery(request, response: HttpResponse, number: int):
    response["Cache-Control"] = "no-store"
    found = Delivery.objects.filter(company=request.auth.company, pk=number).first() if number < 2**62 else None
    if found is None:
        raise Problem(404, "Diese Lieferung kennen wir nicht, oder ihre Quittung ist schon gelöscht.")
    return receipt_of(found)


def given(place: PlaceIn) -> dict:
    """Only what the request names, as the form reads it."""
    return batch.from_object("", place.model_dump(exclude_unset=True)).cells


def known(request, reference: str) -> Posting | None:
    return deliveries.find(request.auth.company, reference)


def demanded(request, reference: str) -> Posting:
    posting = known(request, reference)
    if posting is None:
        raise Problem(404, f"Unter der Referenz „{reference[:80]}“ hat Ihr Betrieb keinen Platz.")
    return posting


def unchanged_since(version: str, existing: Posting | None) -> None:
    """If-Match: only when the place is still as the other side knows it (RFC 9110: 412)."""
    current = shown(existing) if existing else None
    if version and (current is None or version.strip('W/" ') not in ("*", current["version"])):
        raise Problem(412, "Lesen Sie den Platz neu, bevor Sie ihn ändern.", existing=current)


def differs(existing: Posting, cells: dict) -> bool:
    try:
        return bool(deliveries.changes(existing, cells, Recognition()))
    except ValidationError as error:
        raise problems.invalid(error) from error


def saved(request, response, cells: dict):
    try:
        posting, outcome = deliveries.put(request.auth.company, cells, Recognition())
    except ValidationError as error:
        raise problems.invalid(error) from error
    if outcome != Outcome.UNCHANGED:
        content_changed()
    return Status(201 if outcome == Outcome.CREATED else 200, tagged(response, posting))


def shown(posting: Posting) -> dict:
    return place_of(posting) | {"changed_at": posting.changed_at.isoformat()}


def tagged(response, posting: Posting) -> dict:
    answer = place_of(posting)
    response["ETag"] = f'"{answer["version"]}"'
    response["Cache-Control"] = "no-store"
    return answer


@api.exception_handler(Problem)
def on_problem(request, problem):
    return problems.response(problem)


@api.exception_handler(Mistyped)
def on_mistyped(request, error):
    return problems.response(problems.mistyped(error))


@api.exception_handler(HttpError)
def on_unreadable(request, error):
    return problems.response(Problem(400, "Erwartet wird gültiges JSON in UTF-8."))
