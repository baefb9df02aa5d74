"""Free places as open data at /api/plaetze/, with the same filters as the page. Facts only: no text of a firm, no name of a person."""

from django.http import JsonResponse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from internships.models import Posting
from internships.search import PlaceSearch
from portal.opendata import csv_stream, json_page, opened
from portal.structured_data import absolute

LICENCE = "https://www.govdata.de/dl-de/by-2-0"
SOURCES = ["Angaben der Betriebe, von der Redaktion freigegeben"]
AT_ONCE = 2000
COLUMNS = [
    "id",
    "art",
    "titel",
    "beruf",
    "betrieb",
    "gemeinde",
    "gemeindeschluessel",
    "start_ab",
    "start_bis",
    "dauer",
    "arbeitszeit",
    "schulabschluss",
    "ab_klasse",
    "ab_alter",
    "ohne_anschreiben",
    "plaetze",
    "euro_im_monat",
    "oeffentlich_seit",
    "beispiel",
    "adresse",
]


def facts(posting: Posting) -> list:
    company, place = posting.company, posting.municipality
    what = [posting.pk, posting.kind, posting.title, posting.occupation.slug, company.name, place.name, place.ags]
    when = [posting.starts_on, posting.starts_until, posting.duration or None, posting.working_hours or None]
    whom = [posting.certificate, posting.from_class, posting.from_age, posting.no_cover_letter, posting.seats, posting.monthly_pay]
    return [*what, *when, *whom, posting.published_at.isoformat(), company.is_demo, absolute(posting.get_absolute_url())]


class Found:
    """What a search finds, newest first; `refusal` answers a filter that makes no sense."""

    def __init__(self, request):
        self.search = PlaceSearch(request.GET)

    @cached_property
    def rows(self):
        return self.search.everything().select_related("company", "municipality", "occupation").order_by("-published_at", "-pk")

    @property
    def refusal(self) -> JsonResponse | None:
        if not self.search.errors:
            return None
        return opened(JsonResponse({"errors": self.search.errors}, status=400, json_dumps_params={"ensure_ascii": False}))


@require_safe
def postings_json(request):
    found = Found(request)
    if found.refusal:
        return found.refusal

    def rows(start: int, stop: int) -> list[dict]:
        return [dict(zip(COLUMNS, facts(posting), strict=True)) for posting in found.rows[start:stop]]

    return json_page(request, rows, found.search.count(), LICENCE, SOURCES)


@require_safe
def postings_csv(request):
    found = Found(request)
    rows = (facts(posting) for posting in found.rows.iterator(chunk_size=AT_ONCE))
    return found.refusal or csv_stream("plaetze.csv", COLUMNS, rows, LICENCE)
