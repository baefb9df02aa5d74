"""Search over everything: one entry per kind, grouped on one page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from internships.models import Company, Posting
from monitoring.models import Indicator
from occupations.models import Occupation
from offers.models import Offer, Organisation
from portal import fulltext

MIN_LETTERS = 2
PER_KIND = 6


@dataclass(frozen=True)
class Kind:
    """A kind of hit: its heading, its template and the name of its full list."""

    name: str
    heading: str
    list_name: str
    rows: object

    @property
    def list_address(self) -> str:
        return reverse(self.list_name)

    @property
    def template(self) -> str:
        return f"components/hits_{self.name}.html"


KINDS = [
    Kind("occupation", _("Berufe"), "occupations", lambda: Occupation.objects.published().for_list()),
    Kind("posting", _("Plätze"), "postings", lambda: Posting.objects.published().for_list()),
    Kind("offer", _("Angebote"), "offers", lambda: Offer.objects.published().for_list()),
    Kind("organisation", _("Wer hilft?"), "directory", lambda: Organisation.objects.published().for_list()),
    Kind("company", _("Betriebe"), "companies", lambda: Company.objects.published().select_related("municipality")),
    Kind("indicator", _("Zahlen"), "figures", lambda: Indicator.objects.public()),
    Kind("article", _("Magazin"), "articles", lambda: Article.objects.published().for_list()),
]


@dataclass(frozen=True)
class Group:
    kind: Kind
    hits: list
    total: int


@dataclass(frozen=True)
class Everything:
    groups: list[Group]
    total: int
    corrected: str


def find_everything(text: str) -> Everything:
    """All that a text finds, grouped by kind, best first within each."""
    result = fulltext.search(text, [kind.name for kind in KINDS], PER_KIND)
    groups = []
    for kind in KINDS:
        wanted = [hit.object_id for hit in result.hits if hit.kind == kind.name]
        rows = kind.rows().in_bulk(wanted) if wanted else {}
        if hits := [rows[object_id] for object_id in wanted if object_id in rows]:
            groups.append(Group(kind, hits, result.totals[kind.name]))
    return Everything(groups, sum(group.total for group in groups), result.corrected)
