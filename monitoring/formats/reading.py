"""A file of any of the known layouts as a Table: the content decides, not the name."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO

from monitoring.formats.cells import Table, Unreadable, clean, time_of
from monitoring.formats.classic import Line, read_classic, without_blank_start
from monitoring.formats.flat import looks_flat, read_flat
from monitoring.formats.plain import COLUMNS, looks_plain, read_plain

END = re.compile(r"^\s*\"?_{5,}.*$", re.MULTILINE)
STAND = re.compile(r"Stand:\s*(\d{1,2}\.\d{1,2}\.\d{4})")
TEXT_LIMIT = 20_000


def read(name: str, content: bytes) -> Table:
    """Unreadable says in German why nothing of it can come in; single bad lines are in the table's problems."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("Die Datei ist leer.")
    if "\0" in text:
        raise Unreadable("Das ist keine Textdatei. Bitte als CSV speichern.")
    text, comments = without_comments(text)
    lines = split_lines(text, delimiter_of(text))
    headings = next((cells for _, cells in lines), [])
    if looks_flat(headings):
        table = read_flat(name, headings, lines)
    elif looks_plain(headings):
        table = read_plain(name, headings, lines)
        table.notes = comments
    else:
        table = classic(name, text)
    table.notes = table.notes.strip()[:TEXT_LIMIT]
    if found := STAND.search(f"{table.notes}\n{text[-2000:]}"):
        table.as_of = date.fromisoformat(time_of(found[1]) or "9999-12-31")
    if not table.facts:
        raise Unreadable("Keine einzige Zahl gefunden. " + " ".join(table.problems[:3]))
    return table


def decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else the Windows code page of the statistical offices."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(";,\t", key=first.count) if max(map(first.count, ";,\t")) >= len(COLUMNS) - 1 else ";"


def without_comments(text: str) -> tuple[str, str]:
    """Lines that begin with # before the headings say where a file comes from; they keep their place, so that line numbers hold."""
    lines = text.split("\n")
    count = next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "\n".join([*[""] * count, *lines[count:]]), "\n".join(line.lstrip("# ") for line in lines[:count])


def split_lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    try:
        for cells in reader:
            if any(map(clean, cells)):
                yield reader.line_num, cells
    except csv.Error as error:
        raise Unreadable(f"Die Datei ist nicht lesbar: {error}") from error


def classic(name: str, text: str) -> Table:
    end = END.search(text)
    body, notes = (text[: end.start()], text[end.end() :]) if end else (text, "")
    table = None
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            table = table_of(name, body, notes, quoting)
            break
        except (Unreadable, csv.Error) as error:
            reason = error
    if table is None:
        raise Unreadable(f"Weder eine Tabelle der Statistikämter noch die Vorlage des Portals erkannt: {reason}.") from reason
    return table


def table_of(name: str, body: str, notes: str, quoting: int) -> Table:
    """Read once with quotes and, where a stray one would swallow lines, once without."""
    reader = csv.reader(StringIO(body), delimiter=";", quoting=quoting)
    lines = without_blank_start([(reader.line_num, cells or [""]) for cells in reader])
    if not lines:
        raise Unreadable("vor den Anmerkungen steht nichts")
    return read_classic(name, lines, notes)
