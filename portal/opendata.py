"""Open data as JSON and CSV: paged, with licence and source in the answer."""

import csv
import itertools
from collections.abc import Iterable

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from portal.listing import page_of
from portal.structured_data import absolute

PAGE_SIZE = 100


def json_page(request, rows, total: int, licence: str, sources: list[str], citation: str = "") -> JsonResponse:
    """One page of `rows(start, stop)`, with the addresses of its neighbours."""
    page = page_of(total, request.GET.get("seite"), PAGE_SIZE)

    def address(number: int) -> str | None:
        query = request.GET.copy()
        query["seite"] = str(number)
        return absolute(f"{request.path}?{query.urlencode()}") if 1 <= number <= page.last else None

    answer = {
        "licence": licence,
        "sources": sources,
        **({"citation": citation} if citation else {}),
        "total": total,
        "page": page.number,
        "next": address(page.number + 1),
        "previous": address(page.number - 1),
        "results": rows(page.start, page.stop),
    }
    return opened(JsonResponse(answer, json_dumps_params={"ensure_ascii": False}))


def csv_file(name: str, heading: list[str], rows: Iterable[list], licence: str) -> HttpResponse:
    """All rows as CSV (UTF-8, comma); cells that a spreadsheet would run as a formula are kept text."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = f'<{licence}>; rel="license"'
    writer = csv.writer(response)
    writer.writerow(heading)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return opened(response)


class Line:
    """A file that a csv.writer writes to and that keeps nothing."""

    def write(self, text: str) -> str:
        return text


def csv_stream(name: str, heading: list[str], rows: Iterable[list], licence: str) -> StreamingHttpResponse:
    """Like csv_file, row by row, for tables that may be large."""
    writer = csv.writer(Line())
    lines = (writer.writerow([harmless(cell) for cell in row]) for row in itertools.chain([heading], rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = f'<{licence}>; rel="license"'
    return opened(response)


def harmless(cell) -> str:
    text = "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not text.lstrip("-").isdigit() else text


def opened(response: HttpResponse) -> HttpResponse:
    """Anybody's page may read it, and caches may keep it for an hour."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=3600"
    return response
