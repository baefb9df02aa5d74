"""The place search: one count query answers totals, counts per kind and per radius, and what to widen.

`tally` holds the number of places by municipality and kind for all filters but those two. Without a text, an occupation or a start
it comes from the small count table. Nearest first then walks the municipalities by distance, so no query sorts a hundred thousand rows.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet, Value
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from internships.counting import PostingCount, Tally
from internships.filters import NEAREST, NEWEST, PostingFilter, pupil_of
from internships.models import InternshipPeriod, Posting
from portal import whereabouts
from portal.listing import Page, address_with, page_of
from portal.whereabouts import DEFAULT_RADIUS_KM, RADII_KM, Whereabouts

UNCOUNTED = ("q", "beruf", "beginn", "woche", "zeit", "leicht", "gibt")
SIMILAR_KM = 30
MOST_COMPARED = 200


@dataclass(frozen=True)
class Widening:
    """A change of the search that does find something."""

    text: str
    address: str
    places: int


class PlaceSearch:
    """One visitor's search; `errors` names what could not be understood and was left out."""

    def __init__(self, query):
        filled_in = query.copy()
        filled_in.setdefault("umkreis", str(DEFAULT_RADIUS_KM))
        self.filter = PostingFilter(filled_in, queryset=Posting.objects.published())
        self.filter.form.is_valid()
        self.asked = {name: value for name, value in self.filter.form.cleaned_data.items() if value not in (None, "", [])}
        self.query = query
        self.errors = [error for errors in self.filter.form.errors.values() for error in errors]
        self.page_wanted = query.get("seite")
        self.near: Whereabouts | None = self.asked.get("ort")

    @property
    def kinds(self) -> list[str]:
        return self.asked.get("art") or Posting.Kind.values

    @property
    def ticked(self) -> set[str]:
        """The boxes that are ticked beside the kinds."""
        return {*self.asked.get("leicht", []), *self.asked.get("gibt", [])}

    @property
    def occupation(self) -> str:
        """By its name, whether somebody typed it or came with its address."""
        text = self.asked.get("beruf", "")
        return str(text and self.filter.occupation(text) or text)

    @property
    def radius(self) -> int:
        return int(self.asked.get("umkreis", DEFAULT_RADIUS_KM))

    @property
    def sorting(self) -> str:
        return self.asked.get("sortierung", NEAREST) if self.near else NEWEST

    @property
    def period(self) -> InternshipPeriod | None:
        """The school's internship that places must be free for."""
        return self.asked.get("zeit")

    @cached_property
    def tally(self) -> Tally:
        if any(name in self.asked for name in UNCOUNTED):
            return self.rows.tally()
        return PostingCount.objects.tally(self.asked.get("feld", ""), self.asked.get("abschluss", ""), pupil_of(self.asked.get("wer", "")))

    @cached_property
    def rows(self) -> QuerySet[Posting]:
        """All public places the filters leave, whatever their place and kind."""
        return self._rows_of(self.asked)

    def _rows_of(self, asked: dict) -> QuerySet[Posting]:
        rows = Posting.objects.published()
        for name, value in asked.items():
            rows = self.filter.filters[name].filter(rows, value)
        return rows

    def municipalities(self, radius: int | None = None) -> list[int] | None:
        """Ids within the radius, nearest first; None means everywhere."""
        return self.near.within(self.radius if radius is None else radius) if self.near else None

    def count(self, radius: int | None = None, kinds: list[str] | None = None) -> int:
        where = None if self.near is None else frozenset(self.municipalities(radius))
        kinds = kinds or self.kinds
        return sum(n for (place, kind), n in self.tally.items() if kind in kinds and (where is None or place in where))

    @cached_property
    def page(self) -> Page:
        return page_of(self.count(), self.page_wanted)

    def kinds_with_counts(self) -> list[tuple[str, str, int]]:
        return [(value, label, self.count(kinds=[value])) for value, label in Posting.Kind.choices]

    def everything(self) -> QuerySet[Posting]:
        """All rows the search finds, on whatever page; for feeds, calendars and open data."""
        rows = self.rows.filter(kind__in=self.kinds) if "art" in self.asked else self.rows
        return rows.filter(municipality__in=self.municipalities()) if self.near else rows

    def places(self) -> list[Posting]:
        """The rows of this page, each with `km` when somebody searches from somewhere."""
        if not self.page.total:
            return []
        rows = self.rows
        if "art" in self.asked:
            rows = rows.filter(kind__in=self.kinds)
        places = self._nearest(rows) if self.sorting == NEAREST else self._newest(rows)
        for place in places:
            place.km = self.near.km[place.municipality_id] if self.near else None
        return places

    def _newest(self, rows: QuerySet[Posting]) -> list[Posting]:
        if self.near:
            rows = rows.filter(municipality__in=self.municipalities())
        return list(rows.for_list().order_by("-published_at", "-pk")[self.page.start : self.page.stop])

    def _nearest(self, rows: QuerySet[Posting]) -> list[Posting]:
        """Municipality by municipality, in each first who answers reliably: whole ones in one query, the others cut to the page."""
        whole, found = [], []
        for municipality, start, stop, size in self._slices():
            if (start, stop) == (0, size):
                whole.append(municipality)
            else:
                found += rows.filter(municipality=municipality).for_list().order_by("-answer_tier", "-published_at", "-pk")[start:stop]
        if whole:
            found += rows.filter(municipality__in=whole).for_list()
        return sorted(found, key=self._near_first)

    def _near_first(self, place: Posting) -> tuple:
        return self.near.km[place.municipality_id], -place.answer_tier, -place.published_at.timestamp(), -place.pk

    def _slices(self):
        """(municipality, first row, last row, its rows) for each municipality that this page touches."""
        passed = 0
        for municipality in self.municipalities():
            size = sum(self.tally.get((municipality, kind), 0) for kind in self.kinds)
            start, stop = max(self.page.start - passed, 0), min(self.page.stop - passed, size)
            if start < stop:
                yield municipality, start, stop, size
            passed += size

    def widenings(self) -> list[Widening]:
        """When nothing is found: changes that find something, with their number; the smallest step first."""
        if self.page.total:
            return []
        around = gettext("im Umkreis von %(km)s km")
        wider = [self._widening(around % {"km": km}, self.count(radius=km), umkreis=km) for km in RADII_KM if km > self.radius]
        found = [next((step for step in wider if self.near and step.places), None), self._without_place(), self._all_kinds()]
        found += [self._widening(DROPPED[name], places, **{name: None}) for name, places in self._without_each().items()]
        return [step for step in found if step and step.places]

    def _without_place(self) -> Widening | None:
        places = sum(n for (_, kind), n in self.tally.items() if kind in self.kinds)
        return self._widening(gettext("in der ganzen Region"), places, ort=None, umkreis=None) if self.near else None

    def _all_kinds(self) -> Widening | None:
        if "art" not in self.asked:
            return None
        return self._widening(gettext("alle Arten von Plätzen"), self.count(kinds=Posting.Kind.values), art=None)

    def _without_each(self) -> dict[str, int]:
        """How many places there are without one of the filters, for each filter that is set; all counted in one query."""
        dropped = [name for name in DROPPED if name in self.asked]
        counts = [self._without(name).values("dropped").annotate(places=Count("pk", distinct=True)) for name in dropped]
        found = dict(counts[0].union(*counts[1:], all=True).order_by("dropped").values_list("dropped", "places")) if counts else {}
        return {name: found.get(name, 0) for name in dropped}

    def _without(self, name: str) -> QuerySet[Posting]:
        rows = self._rows_of({key: value for key, value in self.asked.items() if key != name}).filter(kind__in=self.kinds)
        if self.near:
            rows = rows.filter(municipality__in=self.municipalities())
        return rows.order_by().annotate(dropped=Value(name))

    def _widening(self, text: str, places: int, **changes) -> Widening:
        return Widening(text, address_with(self.query, **changes), places)


DROPPED = {
    "gibt": _("auch ohne diese Extras"),
    "leicht": _("mit jedem Weg der Bewerbung"),
    "woche": _("in jeder Woche"),
    "zeit": _("zu jeder Zeit"),
    "beginn": _("mit jedem Starttermin"),
    "abschluss": _("für jeden Schulabschluss"),
    "feld": _("in allen Berufsfeldern"),
    "beruf": _("in allen Berufen"),
    "wer": _("für jedes Alter"),
    "q": _("ohne das Suchwort"),
}


def similar_nearby(posting: Posting, most: int = 6) -> list[Posting]:
    """Places like one that is gone: the same occupation first, then its fields, each nearest first and with its distance."""
    near = whereabouts.find(posting.municipality.ags)
    similar = list(Posting.objects.similar_to(posting).filter(municipality__in=near.within(SIMILAR_KM)).for_similar()[:MOST_COMPARED])
    for place in similar:
        place.km = near.km[place.municipality_id]
    alike = lambda place: (place.occupation_id != posting.occupation_id, place.kind != posting.kind, place.km)  # noqa: E731
    return sorted(similar, key=alike)[:most]
