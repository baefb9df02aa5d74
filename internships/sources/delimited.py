"""CSV as spreadsheets write it: comma, semicolon or tab; UTF-8 or the old Windows alphabet."""

import csv
import io
from collections.abc import Iterator

from internships.sources.record import BadSource, Record, filled, named, named_columns

DELIMITERS = ";,\t"


def headings(content: bytes) -> list[str]:
    return _opened(content)[0]


def first_row(content: bytes, names: list[str]) -> list[str]:
    return filled(next(_opened(content)[1], []), names)


def records(content: bytes, columns: dict[str, str]) -> Iterator[Record]:
    names, reader = _opened(content)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield named(f"Zeile {reader.line_num}", names, cells, columns)
    except csv.Error as error:
        raise BadSource(f"Zeile {reader.line_num} ist nicht lesbar. Ist ein Anführungszeichen zu viel?") from error


def _opened(content: bytes):
    text = _decoded(content)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        return named_columns(next(reader, [])), reader
    except csv.Error as error:
        raise BadSource("Die Kopfzeile ist nicht lesbar.") from error


def _decoded(content: bytes) -> str:
    if b"\0" in content:
        raise BadSource("Das ist keine CSV-Datei.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
