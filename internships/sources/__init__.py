"""Where places come in from: one module per format, each with the same two functions.

`headings(content)` names the columns that a person has to give a meaning; a format with fixed names has none.
`records(content, columns)` yields each record with the place where it stands; `columns` maps headings to our fields.
The two tables also have `first_row(content, headings)`, the example that helps to say what a column means.
A file that cannot be read at all is a BadSource, a record that makes no sense is a Record with a problem.
"""

from internships.models import Delivery
from internships.sources import batch, delimited, hrba, spreadsheet
from internships.sources.record import BadSource

MOST_BYTES = 2 * 1024 * 1024
SOURCES = {
    Delivery.Format.CSV: delimited,
    Delivery.Format.XLSX: spreadsheet,
    Delivery.Format.XML: hrba,
    Delivery.Format.JSON: batch,
}
ENDINGS = {"csv": Delivery.Format.CSV, "txt": Delivery.Format.CSV, "xlsx": Delivery.Format.XLSX} | {
    "xml": Delivery.Format.XML,
    "json": Delivery.Format.JSON,
}


def format_of(name: str, content: bytes) -> str:
    """The format of an uploaded file, by its ending and its first bytes."""
    found = ENDINGS.get(name.lower().rpartition(".")[2])
    if found is None:
        raise BadSource("Bitte eine Datei mit der Endung .csv, .xlsx, .xml oder .json wählen.")
    if found == Delivery.Format.XLSX and not content.startswith(b"PK"):
        raise BadSource("Das ist keine XLSX-Datei. Bitte in Excel als „Excel-Arbeitsmappe (.xlsx)“ speichern.")
    return found
