"""Deliveries: places from a firm's own system become our places, under the firm's own reference.

The same record twice is the same place, unchanged. A changed record is a changed place and goes to staff like a change in the form.
Each record stands in a transaction of its own, so that good ones go in whatever the others are, and other writers are not kept waiting.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from itertools import islice

from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from internships import moderation
from internships.delivered import DeliveredPosting, as_cells
from internships.models import ColumnMemory, Company, Delivery, Posting
from internships.models.postings import REFERENCE
from internships.recognition import Recognition
from internships.sources import SOURCES, hrba
from internships.sources.record import MOST_RECORDS, BadSource, Record
from portal.page_cache import content_changed

BUSY_SECONDS = 600  # after a crash the next delivery waits no longer than this
ASK_AHEAD = timedelta(days=30)
BUSY = "Gerade wird schon eine Lieferung Ihres Betriebs übernommen. Bitte gleich noch einmal."


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CLOSED = "closed"


class Busy(Exception):
    """Another delivery of the same firm is being taken in."""


def received(company: Company, format: str, content: bytes, name: str = "", is_full: bool = False) -> Delivery:
    """A delivery that waits to be taken in; `content` stays until then."""
    digest = hashlib.sha256(content).hexdigest()
    is_full = is_full or (format == Delivery.Format.XML and hrba.is_full(content))
    return Delivery.objects.create(company=company, format=format, name=name[:120], digest=digest, is_full=is_full, content=content)


def take_in(delivery: Delivery, columns: dict[str, str] | None = None, kind: str = "") -> Delivery:
    """Reads what was received and makes places of it; `kind` is for records that name none."""
    records = SOURCES[delivery.format].records(bytes(delivery.content), columns or {})
    taken = take(delivery, (record.with_default("kind", kind) for record in records))
    if columns:
        remember(delivery.company, columns)
    return taken


def remember(company: Company, columns: dict[str, str]) -> None:
    """What the firm's headings mean, for next time; what other files taught us stays."""
    memory, _ = ColumnMemory.objects.get_or_create(company=company)
    memory.columns |= columns
    memory.save(update_fields=["columns"])


def take(delivery: Delivery, records: Iterable[Record]) -> Delivery:
    """Takes in all records, closes what a full delivery leaves out, and writes the receipt."""
    wanted = list(islice(records, MOST_RECORDS + 1))
    if len(wanted) > MOST_RECORDS:
        raise BadSource(f"Höchstens {MOST_RECORDS} Plätze in einer Lieferung. Bitte teilen Sie sie auf.")
    with only_one(delivery.company):
        intake = Intake(delivery.company)
        for record in wanted:
            intake.take(record)
        if delivery.is_full:
            intake.close_missing()
    return _receipt(delivery, intake)


@contextmanager
def only_one(company: Company):
    """Two full deliveries at once would close each other's places; the cache is shared by all app servers."""
    key = f"delivery-of-{company.pk}"
    if not caches["default"].add(key, 1, BUSY_SECONDS):
        raise Busy(BUSY)
    try:
        yield
    finally:
        caches["default"].delete(key)


class Intake:
    """One delivery being taken in: what became of each record."""

    def __init__(self, company: Company):
        self.company = company
        self.recognition = Recognition()
        self.counts: Counter[str] = Counter()
        self.problems: list[dict[str, str]] = []
        self.lines: dict[str, str] = {}

    def take(self, record: Record) -> None:
        try:
            self._claim(record)
            self.counts[self._applied(record)] += 1
        except ValidationError as error:
            self.counts["rejected"] += 1
            self.problems += [
                {"line": record.line, "reference": record.reference[:80], "field": field, "reason": reason}
                for field, reason in reasons(error)
            ]

    def _applied(self, record: Record) -> Outcome:
        if record.is_removal:
            return remove(self.company, record.reference)
        return put(self.company, record.cells, self.recognition)[1]

    def _claim(self, record: Record) -> None:
        """A reference stands for one place, also within a delivery; even a refused record keeps its place from being closed."""
        first = self.lines.setdefault(record.reference, record.line) if record.reference else record.line
        if record.problem:
            raise ValidationError(record.problem)
        if first != record.line:
            raise ValidationError({"reference": f"„{record.reference}“ steht schon weiter oben ({first})."})

    def close_missing(self) -> None:
        """A delivery without a single good record closes nothing: that is a mistake, not a closing-down."""
        if self.counts.keys() & {Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED}:
            delivered = self.company.postings.exclude(reference="").filter(status__in=moderation.STEPS["vanish"])
            for posting in delivered.exclude(reference__in=self.lines):
                moderation.vanish(posting)
                self.counts[Outcome.CLOSED] += 1


def _receipt(delivery: Delivery, intake: Intake) -> Delivery:
    for name in (*Outcome, "rejected"):
        setattr(delivery, name, intake.counts[name])
    delivery.problems, delivery.content, delivery.finished = intake.problems, b"", timezone.now()
    delivery.save()
    if delivery.created or delivery.changed or delivery.closed:
        content_changed()
    return delivery


def lock(company: Company) -> None:
    """One writer at a time per firm: of two that deliver the same new place, the second finds the first one's."""
    Company.objects.select_for_update().get(pk=company.pk)


def find(company: Company, reference: str) -> Posting | None:
    """The firm's place under its own reference; what cannot be a reference is not looked for."""
    if not re.match(REFERENCE, reference):
        return None
    places = Posting.objects.filter(company=company, reference=reference)
    return places.select_related("company", "occupation", "municipality", "site").first()


@transaction.atomic
def put(company: Company, cells: dict, recognition: Recognition) -> tuple[Posting, Outcome]:
    """Makes the place be what the record says. A ValidationError names each field that is wrong."""
    reference = str(cells.get("reference", "")).strip()
    lock(company)
    known = find(company, reference)
    posting = known or Posting(company=company, municipality=company.municipality)
    changed = changes(posting, cells, recognition)
    if known and not changed:
        return posting, _still_there(posting)
    posting.save()
    _to_staff(posting, changed)
    return posting, Outcome.CHANGED if known else Outcome.CREATED


def changes(posting: Posting, cells: dict, recognition: Recognition) -> set[str]:
    """Writes the cells into the place, without saving it; returns the names of the fields that are different now."""
    before = as_cells(posting)
    form = DeliveredPosting(cells, posting, recognition)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    posting.fill_gaps()
    after = as_cells(posting)
    return {name for name, value in after.items() if value != before[name]}


def _to_staff(posting: Posting, changed: set[str]) -> None:
    """As after a change in the form: in public only new words wait for approval, everything else does until it is public. No mails."""
    if moderation.can("revise", posting):
        if changed & moderation.REVIEWED:
            moderation.revise(posting, template="")
        return
    if moderation.can("rework", posting):
        moderation.rework(posting)
    if moderation.can("submit", posting):
        moderation.submit(posting, template="")


def _still_there(posting: Posting) -> Outcome:
    """Delivered again: what had ended by itself comes back, and what is public counts as confirmed, so that no mail has to ask."""
    if posting.status == Posting.Status.EXPIRED:
        if moderation.can("revive", posting):
            moderation.revive(posting, template="")
        else:
            _to_staff(posting, set())
        return Outcome.CHANGED
    if moderation.can("confirm", posting) and (posting.confirm_until is None or posting.confirm_until <= timezone.localdate() + ASK_AHEAD):
        moderation.confirm(posting)
    return Outcome.UNCHANGED


@transaction.atomic
def remove(company: Company, reference: str) -> Outcome:
    """Closes a place; closed already or never known is closed too."""
    lock(company)
    posting = find(company, reference)
    if posting is None or not moderation.can("close", posting):
        return Outcome.UNCHANGED
    moderation.close(posting)
    return Outcome.CLOSED


def reasons(error: ValidationError) -> list[tuple[str, str]]:
    """(field, sentence) for everything that is wrong; what concerns the whole record has no field."""
    if hasattr(error, "error_dict"):
        named = error.message_dict.items()
        return [("" if field == "__all__" else field, reason) for field, found in named for reason in found]
    return [("", reason) for reason in error.messages]


def forget(today) -> int:
    """Deletes receipts whose time is over and files that nobody took in; returns how many."""
    return Delivery.objects.past_keeping(today).delete()[0]
