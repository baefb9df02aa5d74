"""HR-BA-XML, the format in which applicant-tracking systems send vacancies to the Bundesagentur für Arbeit.

The official schema is handed out to contract partners only. This reads the structure as public programs write it (docs/sources.md):
HRBAXMLJobPositionPosting with Header/TypeOfLoad (F full, D difference) and Data with JobPositionPosting and DeleteEntry elements.
Codes of the BA's own catalogue of occupations (TitleCode) are not public; the occupation is recognised by the words of the title.
"""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element, ParseError

import nh3
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from internships.models import Posting
from internships.sources.columns import COLUMNS, LOCATION
from internships.sources.record import BadSource, Record
from portal.vocabulary import Certificate

TRAINING, INTERNSHIP = "4", "34"
DUAL_STUDIES = "1"
REMOVED = "3"
DEGREES = {"2": Certificate.HAUPT, "12": Certificate.HAUPT, "3": Certificate.REAL} | dict.fromkeys("456", Certificate.ABITUR)
LINE_ENDS = re.compile(r"(?i)<\s*(?:br|/p|/li|/h\d|/div)\b[^>]*>")


class Parser(DefusedXMLParser):
    """Refuses entities and document types, and remembers in which line an element begins."""

    def _start(self, *args):
        element = super()._start(*args)
        element.line = self.parser.CurrentLineNumber
        return element


def headings(content: bytes) -> list[str]:
    return []


def records(content: bytes, columns: dict[str, str]) -> Iterator[Record]:
    data = _root(content).find("Data")
    for entry in data if data is not None else []:
        line = f"Zeile {entry.line}"
        if entry.tag == "DeleteEntry":
            yield Record(line, {"reference": _text(entry, "EntryId")}, is_removal=True)
        elif entry.tag == "JobPositionPosting":
            yield _record(line, entry)


def is_full(content: bytes) -> bool:
    """Whether the file says of itself that it names all places."""
    return _text(_root(content), "Header/TypeOfLoad").upper() == "F"


def _root(content: bytes) -> Element:
    parser = Parser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        root = parser.close()
    except (ParseError, ValueError, LookupError, DefusedXmlException) as error:
        raise BadSource("Das ist kein lesbares XML, oder es enthält Teile (DTD, Entities), die wir nicht annehmen.") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    if root.tag != "HRBAXMLJobPositionPosting":
        raise BadSource("Das ist kein HR-BA-XML: Erwartet wird das Wurzelelement HRBAXMLJobPositionPosting.")
    return root


def _record(line: str, entry: Element) -> Record:
    known = {column.name: _text(entry, column.path) for column in COLUMNS if column.path}
    cells = {name: text for name, text in known.items() if text}
    cells |= {name: read(entry) for name, read in SPECIAL.items()}
    if _text(entry, "PostDetail/Action") == REMOVED:
        return Record(line, cells, is_removal=True)
    if not cells["kind"]:
        return Record(line, cells, problem="Nur Ausbildung, duales Studium und Praktikum werden angenommen (JobOfferType 4 oder 34).")
    return Record(line, {name: text for name, text in cells.items() if text})


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _kind(entry: Element) -> str:
    offer = _text(entry, "JobPositionInformation/JobOfferType")
    if offer == TRAINING:
        is_dual = _text(entry, "JobPositionInformation/EducationType") == DUAL_STUDIES
        return Posting.Kind.DUAL_STUDY if is_dual else Posting.Kind.APPRENTICESHIP
    return Posting.Kind.SCHOOL_INTERNSHIP if offer == INTERNSHIP else ""


def _plain_text(entry: Element) -> str:
    """Systems put HTML into the description: only its words and line ends stay."""
    html = LINE_ENDS.sub("\n", _text(entry, "JobPositionInformation/Objective"))
    return re.sub(r"\n\s*\n\s*", "\n\n", unescape(nh3.clean(html, tags=set()))).strip()


def _place(entry: Element) -> str:
    return f"{_text(entry, f'{LOCATION}/PostalCode')} {_text(entry, f'{LOCATION}/Municipality')}".strip()


def _certificate(entry: Element) -> str:
    degree = next(column.path for column in COLUMNS if column.name == "certificate")
    return str(int(DEGREES.get(_text(entry, degree), Certificate.NONE)))


def _person(entry: Element) -> str:
    contact = "PostDetail/PostedBy/Contact"
    names = [_text(entry, f"{contact}/{part}") for part in ("Title", "GivenName", "FamilyName")]
    return " ".join(filter(None, names))


def _phone(entry: Element) -> str:
    number = "PostDetail/PostedBy/Contact/VoiceNumber"
    country, area, rest = (_text(entry, f"{number}/{part}") for part in ("IntlCode", "AreaCode", "TelNumber"))
    return f"{f'+{country.lstrip("+0")} ' if country else ''}{area} {rest}".strip() if rest else ""


def _title(entry: Element) -> str:
    return _text(entry, "JobPositionInformation/JobPositionTitleDescription")


SPECIAL = {
    "kind": _kind,
    "title": _title,
    "description": _plain_text,
    "municipality": _place,
    "certificate": _certificate,
    "contact_name": _person,
    "contact_phone": _phone,
}
