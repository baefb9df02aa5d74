"""One record of a delivery, whatever format it came in."""

from dataclasses import dataclass, field, replace
from typing import Any

MOST_RECORDS = 500


class BadSource(ValueError):
    """Why nothing of a file can come in, in German."""


@dataclass(frozen=True)
class Record:
    """`cells` holds what the record says about our fields; what it does not name stays as it is. `line` says where it stands."""

    line: str
    cells: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    is_removal: bool = False

    @property
    def reference(self) -> str:
        return str(self.cells.get("reference", "")).strip()

    def with_default(self, name: str, value: str) -> "Record":
        return self if self.cells.get(name) or not value else replace(self, cells={**self.cells, name: value})


def named_columns(cells: list[str]) -> list[str]:
    """The heading row of a table: what it names must be there, and once."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise BadSource("Die Datei ist leer. In der ersten Zeile müssen die Namen der Spalten stehen.")
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise BadSource(f"Die Spalte „{twice[:60]}“ kommt zweimal vor. Bitte eine davon umbenennen.")
    return names


def named(line: str, headings: list[str], cells: list[str], columns: dict[str, str]) -> Record:
    """A row of a table: each cell under the field that its heading means."""
    if len(cells) > len(headings) and any(cells[len(headings) :]):
        return Record(line, problem=f"hat {len(cells)} Felder, die Kopfzeile aber {len(headings)}")
    pairs = zip(headings, filled(cells, headings), strict=True)
    return Record(line, {columns[heading]: cell.strip() for heading, cell in pairs if columns.get(heading)})


def filled(cells: list[str], headings: list[str]) -> list[str]:
    """As many cells as there are headings."""
    return [*cells, *[""] * len(headings)][: len(headings)]
