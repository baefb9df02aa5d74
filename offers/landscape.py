"""Where offers are dense and where nothing is: stage of life x municipality, for one audience or all."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from offers.models import Offer
from offers.models.offers import AUDIENCE_COLUMNS
from offers.words import Coverage
from portal.models import Municipality
from portal.opendata import csv_file
from portal.unmet import UnmetSearch, half_year
from portal.vocabulary import Audience, Stage

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SOME, MANY = 3, 6  # from here on a cell counts as well and as densely served: our judgement
NEEDS = 15


@dataclass(frozen=True)
class Cell:
    number: int
    address: str

    @property
    def density(self) -> str:
        return "none" if not self.number else "few" if self.number < SOME else "some" if self.number < MANY else "many"


@dataclass(frozen=True)
class Row:
    """One municipality, or the whole region (`municipality` is None)."""

    municipality: Municipality | None
    cells: list[Cell]

    @property
    def total(self) -> int:
        return sum(cell.number for cell in self.cells)

    @property
    def gaps(self) -> int:
        return sum(not cell.number for cell in self.cells)


class Landscape:
    """Counts by municipality and stage. An offer for several municipalities counts in each; one without any, for the region."""

    def __init__(self, offers, address):
        """`address(municipality or None, stage)` is where a cell leads to."""
        self.address = address
        self.counts = self._counts(offers)
        self.stages = list(Stage)
        self.municipalities = list(Municipality.objects.order_by("name"))

    @staticmethod
    def _counts(offers) -> Counter:
        placed = offers.exclude(municipality=None, coverage=Coverage.SEVERAL).order_by()
        there = placed.values_list("municipality", "stage").annotate(number=Count("pk"))
        counts = Counter({(municipality, stage): number for municipality, stage, number in there})
        links = Offer.reaches.through.objects.filter(offer__in=offers.order_by().values("pk"), offer__coverage=Coverage.SEVERAL)
        comes = links.exclude(municipality=F("offer__municipality")).values_list("municipality", "offer__stage")
        counts.update({(municipality, stage): number for municipality, stage, number in comes.annotate(number=Count("offer"))})
        return counts

    def rows(self) -> list[Row]:
        return [self._row(municipality) for municipality in self.municipalities]

    def region(self) -> Row:
        return self._row(None)

    def _row(self, municipality: Municipality | None) -> Row:
        key = municipality.pk if municipality else None
        return Row(municipality, [Cell(self.counts[key, stage.value], self.address(municipality, stage)) for stage in self.stages])

    def gaps_by_stage(self) -> list[tuple[Stage, list[str]]]:
        """Which municipalities have nothing of their own, by stage, where there are any."""
        empty = [(stage, [one.name for one in self.municipalities if not self.counts[one.pk, stage.value]]) for stage in self.stages]
        return [(stage, names) for stage, names in empty if names]


def public_address(audience: str):
    """Where a cell of the public page leads: the list of offers with the same question."""

    def address(municipality, stage):
        place = {"ort": municipality.name, "umkreis": "0"} if municipality else {}
        asked = {"phase": stage.value, **place, **({"fuer": audience} if audience else {})}
        return f"{reverse('offers')}?{urlencode(asked)}"

    return address


def public_landscape(audience: str) -> Landscape:
    offers = Offer.objects.published()
    return Landscape(offers.for_audience(audience) if audience else offers, public_address(audience))


def staff_landscape(audience: str, with_drafts: bool) -> Landscape:
    """The same for staff, on request with what is proposed, drafted and in review; cells lead to the admin's list."""

    def address(municipality, stage):
        place = {"municipality__id__exact": municipality.pk} if municipality else {"municipality__isnull": "True"}
        column = {f"for_{AUDIENCE_COLUMNS[audience]}__exact": "1"} if audience else {}
        status = {} if with_drafts else {"status__exact": Offer.Status.PUBLISHED.value}
        return f"{reverse('admin:offers_offer_changelist')}?{urlencode({'stage__exact': stage.value, **place, **column, **status})}"

    offers = Offer.objects.exclude(status=Offer.Status.ARCHIVED) if with_drafts else Offer.objects.published()
    return Landscape(offers.for_audience(audience) if audience else offers, address)


def asked_audience(request) -> str:
    audience = request.GET.get("fuer", "")
    return audience if audience in Audience.values else ""


def needs():
    """What was searched for in vain over the last year."""
    return UnmetSearch.objects.needs(half_year(timezone.localdate(), back=2))[:NEEDS]


@require_safe
def landscape(request):
    audience = asked_audience(request)
    found = public_landscape(audience)
    context = {
        "landscape": found,
        "rows": found.rows(),
        "region_row": found.region(),
        "gaps": found.gaps_by_stage(),
        "audience": audience,
        "audiences": Audience.choices,
        "needs": needs(),
        "is_demo": Offer.objects.published().filter(is_demo=True).exists(),
    }
    return render(request, "offers/landscape.html", context)


@require_safe
def landscape_csv(request):
    found = public_landscape(asked_audience(request))
    return table_file(found)


def table_file(found: Landscape):
    heading = ["ags", "gemeinde", "einwohner", *(stage.value for stage in found.stages), "gesamt"]
    rows = [
        [row.municipality.ags, row.municipality.name, row.municipality.population, *(cell.number for cell in row.cells), row.total]
        for row in found.rows()
    ]
    region = found.region()
    rows.append(["", "ganze Region oder online", "", *(cell.number for cell in region.cells), region.total])
    return csv_file("landschaft.csv", heading, rows, LICENCE)
