"""The frame of every import: read rows, name the bad ones, let the good ones in, keep what staff edited, leave an ImportRun.

A model's JSON column `imported` holds what the source said last. A field that still holds it follows the source;
a field that differs was edited by staff and stays. A model without that column belongs to its source alone.
"""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from portal.models import ImportRun

BATCH = 10_000

type Values = dict[str, Any]
type Key = tuple[Any, ...]


class BadRow(ValueError):
    """Why one row cannot come in, in German."""


class BadSource(CommandError):
    """Why nothing of a source can come in, in German."""


class Row(NamedTuple):
    place: str
    cells: dict[str, str]


class Verdict(Enum):
    SAME = auto()
    TAKE = auto()
    KEEP = auto()


class Outcome(NamedTuple):
    created: list[models.Model]
    changed: list[models.Model]
    absent: list[models.Model]


@contextmanager
def recording(what: str, source: str) -> Iterator[ImportRun]:
    """One import and its trace, both or neither."""
    with transaction.atomic():
        run = ImportRun(what=what, source=source)
        yield run
        run.save()


def csv_rows(path: Path, columns: Iterable[str]) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if missing := [column for column in columns if column not in (reader.fieldnames or [])]:
                raise BadSource(f"{path.name}: Spalten fehlen: {', '.join(missing)}")
            for cells in reader:
                yield Row(f"Zeile {reader.line_num}", cells)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadSource(f"{path.name} ist nicht lesbar: {error}") from error


def read(rows: Iterable[Row], run: ImportRun, parse: Callable[[dict[str, str]], Values], key: Iterable[str]) -> dict[Key, Values]:
    """What `parse` makes of the good rows, by key; each bad row is named in the run's problems."""
    records: dict[Key, Values] = {}
    for row in rows:
        try:
            values = parse(tidy(row.cells))
            identity = tuple(values[name] for name in key)
            if identity in records:
                raise BadRow(f"„{' '.join(map(str, identity))}“ steht schon weiter oben")
            records[identity] = values
        except BadRow as reason:
            run.problems.append(f"{row.place}: {reason}")
    return records


def tidy(cells: dict[str, str]) -> dict[str, str]:
    """DictReader marks surplus cells with the name None and missing ones with the value None."""
    if None in cells or None in cells.values():
        raise BadRow("hat nicht so viele Felder wie die Kopfzeile")
    return {name: cell.strip() for name, cell in cells.items()}


def split(cell: str) -> list[str]:
    """'Handwerk | Industrie und Handel' -> ['Handwerk', 'Industrie und Handel']."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def cleaned(model: type[models.Model], values: Values) -> Values:
    """The values as the model's fields understand them; foreign keys are the caller's care."""
    result = {}
    for name, value in values.items():
        field = model._meta.get_field(name)
        try:
            result[name] = value if field.is_relation else field.clean(None if field.null and value == "" else value, None)
        except ValidationError as error:
            raise BadRow(f"{field.verbose_name}: {' '.join(error.messages)}") from error
    return result


def upsert(
    run: ImportRun, stored: models.QuerySet, records: dict[Key, Values], key: Iterable[str], locked: Collection[Key] = ()
) -> Outcome:
    """Creates and updates in a fixed number of queries; in a locked row every difference counts as staff's own."""
    known = {identity_of(instance, key): instance for instance in stored.select_for_update()}
    new, changed, heard = [], [], []
    for identity, values in records.items():
        instance = known.get(identity) or stored.model(**values)
        is_taken = instance.pk and follow(run, instance, values, identity in locked)
        is_news = remember(instance, values)
        if not instance.pk:
            new.append(instance)
        elif is_taken or is_news:
            (changed if is_taken else heard).append(instance)
    create(run, stored.model, new)
    change(run, stored.model, changed, set().union(*records.values()))
    write(heard, {"imported"})
    return Outcome(new, changed, [instance for identity, instance in known.items() if identity not in records])


def identity_of(instance: models.Model, key: Iterable[str]) -> Key:
    """The key as the source knows it, even where staff gave the row another address."""
    imported = getattr(instance, "imported", {})
    return tuple(imported.get(name, getattr(instance, name)) for name in key)


def follow(run: ImportRun, instance: models.Model, values: Values, is_locked: bool) -> bool:
    """Takes over what staff left alone and counts the row; says whether it is different now."""
    verdicts = {name: judge(getattr(instance, name), base(instance, name, is_locked), value) for name, value in values.items()}
    for name, verdict in verdicts.items():
        if verdict is Verdict.TAKE:
            setattr(instance, name, values[name])
    count(run, verdicts.values())
    return Verdict.TAKE in verdicts.values()


def judge(current: Any, last: Any, new: Any) -> Verdict:
    """The three-way merge of one value."""
    if current == new:
        return Verdict.SAME
    return Verdict.TAKE if current == last else Verdict.KEEP


def count(run: ImportRun, verdicts: Iterable[Verdict]) -> None:
    """A row with both taken and kept values counts as both."""
    seen = set(verdicts)
    run.updated += Verdict.TAKE in seen
    run.kept += Verdict.KEEP in seen
    run.unchanged += seen <= {Verdict.SAME}


def base(instance: models.Model, name: str, is_locked: bool) -> Any:
    """What staff would have found untouched: what the last import said, or an empty field before the first one."""
    field = instance._meta.get_field(name.removesuffix("_id"))
    if not hasattr(instance, "imported"):
        return getattr(instance, name)
    return field.to_python(instance.imported[name]) if name in instance.imported and not is_locked else field.get_default()


def remember(instance: models.Model, values: Values) -> bool:
    """Keeps in `imported` what the source says now; says whether that is news."""
    if not hasattr(instance, "imported"):
        return False
    before = instance.imported
    instance.imported = before | {name: plain(value) for name, value in values.items()}
    return instance.imported != before


def plain(value: Any) -> Any:
    """As JSON can hold it: decimals and dates as text."""
    return value if isinstance(value, str | int | float | list | dict | None) else str(value)


def create(run: ImportRun, model: type[models.Model], new: list[models.Model]) -> None:
    run.created += len(new)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    record_history(run, model, new, update=False)


def change(run: ImportRun, model: type[models.Model], changed: list[models.Model], names: set[str]) -> None:
    """With `imported` and the "last changed" columns, which bulk queries leave behind."""
    own = {field.name for field in model._meta.concrete_fields if field.name == "imported" or getattr(field, "auto_now", False)}
    write(changed, names | own)
    record_history(run, model, changed, update=True)


def write(instances: list[models.Model], names: Iterable[str]) -> None:
    """What bulk_update() does, as an upsert by primary key: a tenth of the time."""
    if instances:
        rows = type(instances[0])._default_manager
        rows.bulk_create(instances, batch_size=BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=sorted(names))


def record_history(run: ImportRun, model: type[models.Model], instances: list[models.Model], update: bool) -> None:
    """Bulk queries send no signals, so the history is told here."""
    if instances and hasattr(model, "history"):
        reason = f"Import: {run.what}"
        model.history.bulk_history_create(instances, batch_size=BATCH, update=update, default_change_reason=reason)


def name_absent(run: ImportRun, outcome: Outcome) -> None:
    """What the source no longer has stays and is named; with a bad row about, its absence would prove nothing."""
    if not run.problems:
        gone = [instance for instance in outcome.absent if getattr(instance, "imported", True)]
        run.problems += [f"„{instance}“ steht nicht mehr in der Quelle und bleibt bestehen" for instance in gone]


def report(run: ImportRun, command: BaseCommand) -> None:
    command.stdout.write(f"{run.what}: {run.counts}")
    for problem in run.problems:
        command.stderr.write(f"  {run.source}, {problem}")
