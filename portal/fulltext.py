"""Search in German words on SQLite and PostgreSQL alike: fold in Python, expand against the known stems, match, rank by tiers.

What can be found inherits Searchable and calls `index([self])` when it is saved; bulk writers call `rebuild(queryset)`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import batched, chain

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import translation

from portal import expansion
from portal.expansion import Group
from portal.folding import fold
from portal.lookups import MatchesWords  # noqa: F401  registers the lookup
from portal.models import SearchDocument, Term

BATCH = 2000
CANDIDATES = 400
SEPARATOR = " | "


class Searchable:
    """What a model says about itself so that it can be found."""

    search_kind: str

    def search_title(self) -> str:
        raise NotImplementedError

    def search_also(self) -> list[str]:
        """Further names in falling weight: what people call it, what they think of."""
        return []

    def search_body(self) -> str:
        return ""

    def search_published(self) -> bool:
        return True

    def search_sort_key(self) -> int:
        """Within equally good hits the larger number comes first."""
        return 0


@dataclass(frozen=True)
class Hit:
    kind: str
    object_id: int


@dataclass
class Result:
    """Best hits first, how many there are per kind, and what was understood where a word was corrected."""

    hits: list[Hit] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    corrected: str = ""


@transaction.atomic
def index(objects: Iterable[Searchable]) -> None:
    """Writes or renews the search documents of these objects, in the caller's transaction."""
    for batch in batched(objects, BATCH):
        with translation.override(settings.LANGUAGE_CODE):
            documents = [_document(thing) for thing in batch]
        known = SearchDocument.objects.bulk_create(
            documents,
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["published", "sort_key", "title", "body"],
        )
        for kind in {document.kind for document in known}:
            _renew_words(kind, [document.object_id for document in documents if document.kind == kind])
        _learn(documents)


def _document(thing: Searchable) -> SearchDocument:
    names = [fold(text) for text in (thing.search_title(), *thing.search_also())]
    return SearchDocument(
        kind=thing.search_kind,
        object_id=thing.pk,
        published=thing.search_published(),
        sort_key=thing.search_sort_key(),
        title=SEPARATOR.join(map(" ".join, names)),
        body=" ".join(dict.fromkeys([*chain(*names), *fold(thing.search_body())])),
    )


def _renew_words(kind: str, object_ids: list[int]) -> None:
    """SQLite keeps the words in an FTS5 table beside the documents; PostgreSQL's index follows by itself."""
    if connection.vendor != "sqlite":
        return
    chosen = SearchDocument.objects.filter(kind=kind, object_id__in=object_ids)
    marks, parameters = chosen.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM portal_searchwords WHERE rowid IN ({marks})", parameters)
        cursor.execute(
            f"INSERT INTO portal_searchwords (rowid, title, body) SELECT id, title, body FROM portal_searchdocument WHERE id IN ({marks})",
            parameters,
        )


def _learn(documents: list[SearchDocument]) -> None:
    """Adds stems nobody has written before; their counts are put right by `recount_terms`."""
    stems = {stem for document in documents for stem in document.body.split()}
    new = stems - set(Term.objects.filter(text__in=stems).values_list("text", flat=True))
    Term.objects.bulk_create([Term(text=stem, documents=1) for stem in sorted(new)], ignore_conflicts=True)


@transaction.atomic
def forget(kind: str, object_ids: Iterable[int]) -> None:
    """Takes objects out of the search."""
    chosen = SearchDocument.objects.filter(kind=kind, object_id__in=list(object_ids))
    if connection.vendor == "sqlite":
        marks, parameters = chosen.values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM portal_searchwords WHERE rowid IN ({marks})", parameters)
    chosen.delete()


@transaction.atomic
def rebuild(queryset: QuerySet) -> None:
    """Indexes all rows of a searchable model anew and forgets documents whose row is gone."""
    kind = queryset.model.search_kind
    gone = SearchDocument.objects.filter(kind=kind).exclude(object_id__in=queryset.order_by().values("pk"))
    for batch in batched(list(gone.values_list("object_id", flat=True)), BATCH):
        forget(kind, batch)
    index(queryset.iterator(chunk_size=BATCH))


@transaction.atomic
def recount_terms() -> None:
    """In how many documents each stem stands; stems that stand nowhere go."""
    counts = Counter(stem for body in SearchDocument.objects.values_list("body", flat=True).iterator() for stem in body.split())
    Term.objects.all().delete()
    Term.objects.bulk_create([Term(text=stem, documents=number) for stem, number in sorted(counts.items())], batch_size=BATCH)


def matching(text: str, kind: str) -> QuerySet:
    """Ids of the published objects of a kind that a text finds, as a subquery for `pk__in`.

    `distinct` changes no result: it keeps PostgreSQL from walking a date index for seconds when few rows match.
    """
    groups = expansion.plan(text).groups
    documents = SearchDocument.objects.filter(kind=kind, published=True)
    found = documents.filter(body__matches_words=[group.wide for group in groups]) if groups else documents.none()
    return found.values("object_id").distinct()


def search(text: str, kinds: list[str], limit: int = 20) -> Result:
    """The best hits of each kind: the words themselves in the name first, then related ones, then the body; all words, or else any."""
    groups, corrected = expansion.plan(text)
    if not groups:
        return Result()
    documents = SearchDocument.objects.filter(published=True, kind__in=kinds)
    wanted = [group.wide for group in groups]
    totals = _totals(documents.filter(body__matches_words=wanted))
    if not totals and len(groups) > 1:
        wanted = [frozenset().union(*wanted)]
        totals = _totals(documents.filter(body__matches_words=wanted))
    hits = _ranked(documents, wanted, groups, limit) if totals else []
    return Result(hits, totals, corrected if totals else "")


def _totals(documents: QuerySet) -> dict[str, int]:
    return dict(documents.order_by().values_list("kind").annotate(number=Count("*")))


def _ranked(documents: QuerySet, wanted: list[frozenset[str]], groups: list[Group], limit: int) -> list[Hit]:
    rows = _newest(documents.filter(title__matches_words=wanted)) | _newest(documents.filter(body__matches_words=wanted))
    ranked = sorted(rows, key=lambda row: (_distance(row[2], groups), -row[3], row[1]))
    seen = Counter()
    hits = []
    for kind, object_id, *_ in ranked:
        seen[kind] += 1
        if seen[kind] <= limit:
            hits.append(Hit(kind, object_id))
    return hits


def _newest(documents: QuerySet) -> dict[tuple, None]:
    """(kind, object_id, title, sort_key) of the newest CANDIDATES of each kind."""
    place = Window(RowNumber(), partition_by="kind", order_by="-sort_key")
    rows = documents.annotate(place=place).filter(place__lte=CANDIDATES)
    return dict.fromkeys(rows.values_list("kind", "object_id", "title", "sort_key"))


def _distance(title: str, groups: list[Group]) -> tuple[int, int, int]:
    """How far a document is from what was asked: (levels of all words, place of the first one in the name, words of the name)."""
    parts = [part.split() for part in title.split(SEPARATOR)]
    levels = [_level(parts, group) for group in groups]
    places = [position for position, stem in enumerate(parts[0]) if any(stem in group.wide for group in groups)]
    return sum(levels), min(places, default=99), len(parts[0])


def _level(parts: list[list[str]], group: Group) -> int:
    """0 the word itself in the name, 1 in what people call it, 2 a compound in the name, 3 ff. what they think of, 9 the body."""
    for number, level in ((0, 0), (1, 1)):
        if number < len(parts) and not group.exact.isdisjoint(parts[number]):
            return level
    if not group.wide.isdisjoint(parts[0]):
        return 2
    for number, part in enumerate(parts[1:], 1):
        if not group.exact.isdisjoint(part):
            return 2 + number
        if not group.wide.isdisjoint(part):
            return 4 + number
    return 9
