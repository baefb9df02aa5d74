"""The first sheet of an XLSX workbook. Read without formulas, without macros, and not unpacked beyond a limit."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

import openpyxl

from internships.sources.record import MOST_RECORDS, BadSource, Record, filled, named, named_columns

MOST_UNPACKED = 30 * 1024 * 1024
MOST_COLUMNS = 60
UNREADABLE = "Die Excel-Datei ist nicht lesbar. Bitte als „Excel-Arbeitsmappe (.xlsx)“ ohne Kennwort speichern."


def headings(content: bytes) -> list[str]:
    return named_columns(next(_rows(content), (1, []))[1])


def first_row(content: bytes, names: list[str]) -> list[str]:
    rows = _rows(content)
    next(rows, None)
    return filled(next(rows, (2, []))[1], names)


def records(content: bytes, columns: dict[str, str]) -> Iterator[Record]:
    rows = _rows(content)
    names = named_columns(next(rows, (1, []))[1])
    for number, cells in rows:
        if any(cells):
            yield named(f"Zeile {number}", names, cells, columns)


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows as texts. A broken workbook makes the library raise almost anything, so all of it means: unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise BadSource("Die Excel-Datei ist ausgepackt zu groß.")
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=MOST_RECORDS + 500, max_col=MOST_COLUMNS, values_only=True)
        yield from ((number, [_text(cell) for cell in row]) for number, row in enumerate(rows, 1))
    except BadSource:
        raise
    except Exception as error:
        raise BadSource(UNREADABLE) from error


def _text(cell) -> str:
    """850.0 -> '850', a day -> '2027-08-01'."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
