"""The Merkliste: occupations, places and offers that an address carries. Nothing is stored here."""

from dataclasses import dataclass

import segno
from django.http import QueryDict
from django.urls import reverse

from internships.models import Posting
from occupations.models import Occupation
from offers.models import Offer
from portal.structured_data import absolute

MOST = 30


@dataclass(frozen=True)
class Remembered:
    """One thing on the list: its row, `entry` as it stands in the address, and the address without it."""

    row: object
    entry: str
    address_without: str


@dataclass(frozen=True)
class Remembrance:
    occupations: list[Remembered]
    postings: list[Remembered]
    offers: list[Remembered]
    address: str

    @property
    def occupation_rows(self) -> list[Occupation]:
        return [kept.row for kept in self.occupations]

    @property
    def posting_rows(self) -> list[Posting]:
        return [kept.row for kept in self.postings]

    @property
    def offer_rows(self) -> list[Offer]:
        return [kept.row for kept in self.offers]

    @property
    def is_empty(self) -> bool:
        return not (self.occupations or self.postings or self.offers)

    @property
    def qr_code(self) -> str:
        """The list's address as SVG, about 4 kB for ten entries."""
        return segno.make(self.address, micro=False).svg_inline(scale=4, border=0, omitsize=True, svgclass=None, lineclass=None)


def remembered(query: QueryDict) -> Remembrance:
    """Reads ?beruf=slug&platz=id&angebot=slug; what is unknown or no longer public is left out."""
    numbers = [value for value in query.getlist("platz")[:MOST] if value.isascii() and value.isdecimal() and len(value) < 16]
    return Remembrance(
        _found(query, "beruf", "slug", Occupation.objects.published().for_list(), query.getlist("beruf")[:MOST]),
        _found(query, "platz", "pk", Posting.objects.published().for_list(), numbers),
        _found(query, "angebot", "slug", Offer.objects.published().for_list(), query.getlist("angebot")[:MOST]),
        absolute(f"{reverse('merkliste')}?{query.urlencode()}"),
    )


def _found(query: QueryDict, name: str, column: str, rows, keys: list[str]) -> list[Remembered]:
    by_key = {str(getattr(row, column)): row for row in rows.filter(**{f"{column}__in": keys})}
    return [Remembered(by_key[key], f"{name}={key}", _without(query, name, key)) for key in dict.fromkeys(keys) if key in by_key]


def _without(query: QueryDict, name: str, key: str) -> str:
    fewer = query.copy()
    fewer.setlist(name, [value for value in query.getlist(name) if value != key])
    return f"{reverse('merkliste')}?{fewer.urlencode()}"
