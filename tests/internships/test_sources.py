"""Files as firms really have them: spreadsheets in three dialects, workbooks, XML of an applicant-tracking system."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from internships import deliveries
from internships.models import Posting
from internships.sources import SOURCES, batch, delimited, format_of, hrba, spreadsheet
from internships.sources.columns import COLUMNS, guess
from internships.sources.record import BadSource
from tests.factories import CompanyFactory, MunicipalityFactory, OccupationFactory

HEADINGS = ["Nr.", "Stellenart", "Ausbildungsberuf", "Text", "PLZ"]
COLUMNS_OF = dict(zip(HEADINGS, ["reference", "kind", "occupation", "description", "municipality"], strict=True))
ROW = ["7", "Ausbildung", "Tischler/in", "Du baust Möbel; auch große.", "49324"]

XML = """<?xml version="1.0" encoding="UTF-8"?>
<HRBAXMLJobPositionPosting>
  <Header><SupplierId>V000000000</SupplierId><Timestamp>2026-11-26T09:00:00Z</Timestamp><Amount>3</Amount><TypeOfLoad>F</TypeOfLoad></Header>
  <Data>
    <JobPositionPosting>
      <JobPositionPostingId>10000-1-S</JobPositionPostingId>
      <PostDetail>
        <Action>1</Action>
        <PostedBy><Contact><GivenName>Erika</GivenName><FamilyName>Beispiel</FamilyName>
          <VoiceNumber><IntlCode>49</IntlCode><AreaCode>5422</AreaCode><TelNumber>000000</TelNumber></VoiceNumber></Contact></PostedBy>
      </PostDetail>
      <JobPositionInformation>
        <JobPositionTitle><TitleCode>4412</TitleCode></JobPositionTitle>
        <JobPositionTitleDescription>Ausbildung zum Tischler (m/w/d)</JobPositionTitleDescription>
        <JobOfferType>4</JobOfferType>
        <Objective>&lt;p&gt;Du baust M&amp;ouml;bel.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Sägen&lt;/li&gt;&lt;li&gt;Ölen&lt;/li&gt;&lt;/ul&gt;&lt;script&gt;x()&lt;/script&gt;</Objective>
        <JobPositionDescription><JobPositionLocation><Location>
          <CountryCode>DE</CountryCode><PostalCode>49191</PostalCode><Municipality>Belm</Municipality>
        </Location></JobPositionLocation></JobPositionDescription>
        <JobPositionRequirements><QualificationsRequired><EducationQualifs><EduDegree>3</EduDegree></EducationQualifs></QualificationsRequired></JobPositionRequirements>
        <NumberToFill>2</NumberToFill>
        <AssignmentStartDate>2090-08-01</AssignmentStartDate>
      </JobPositionInformation>
    </JobPositionPosting>
    <JobPositionPosting>
      <JobPositionPostingId>10000-2-S</JobPositionPostingId>
      <JobPositionInformation><JobPositionTitleDescription>Meister</JobPositionTitleDescription><JobOfferType>1</JobOfferType></JobPositionInformation>
    </JobPositionPosting>
    <DeleteEntry><EntryId>10000-3-S</EntryId></DeleteEntry>
  </Data>
</HRBAXMLJobPositionPosting>"""  # noqa: E501


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_in_every_dialect_gives_the_same_record(delimiter, encoding):
    lines = [delimiter.join(HEADINGS), delimiter.join(f'"{cell}"' for cell in ROW), ""]
    content = "\r\n".join(lines).encode(encoding)
    assert delimited.headings(content) == HEADINGS
    [record] = delimited.records(content, COLUMNS_OF)
    assert (record.line, record.cells) == ("Zeile 2", dict(zip(COLUMNS_OF.values(), ROW, strict=True)))


def test_a_line_with_too_many_cells_is_named_and_one_with_too_few_is_filled_up():
    rows = list(delimited.records(b"a;b\n1;2;3\n4\n\n5;6\n", {"a": "reference", "b": "title"}))
    assert [(row.line, row.cells, bool(row.problem)) for row in rows] == [
        ("Zeile 2", {}, True),
        ("Zeile 3", {"reference": "4", "title": ""}, False),
        ("Zeile 5", {"reference": "5", "title": "6"}, False),
    ]


def test_a_workbook_gives_whole_numbers_and_days():
    content = workbook(["ID", "Plätze", "Start"], [7, 2.0, date(2090, 8, 1)], [None, None, None], [8, None, "bald"])
    assert spreadsheet.headings(content) == ["ID", "Plätze", "Start"]
    rows = list(spreadsheet.records(content, {"ID": "reference", "Plätze": "seats", "Start": "starts_on"}))
    assert [(row.line, list(row.cells.values())) for row in rows] == [("Zeile 2", ["7", "2", "2090-08-01"]), ("Zeile 4", ["8", "", "bald"])]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 * 1024 * 1024))
    return file.getvalue()


@pytest.mark.parametrize(
    "source, content",
    [
        (delimited, b""),
        (delimited, b"\0\0\0"),
        (delimited, b"Art;Ort;Art\n"),
        (delimited, b'"a\nb'),
        (spreadsheet, b"PK nein"),
        (spreadsheet, bomb()),
        (batch, b"{"),
        (batch, b'{"places": 3}'),
        (batch, b"[" * 100_000),
        (hrba, b"<a"),
        (hrba, b"<html/>"),
        (hrba, b'<!DOCTYPE a [<!ENTITY b "c">]><HRBAXMLJobPositionPosting>&b;</HRBAXMLJobPositionPosting>'),
        (hrba, b'<?xml version="1.0" encoding="nirgends"?><HRBAXMLJobPositionPosting/>'),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(source, content):
    with pytest.raises(BadSource, match=r"[\w“]\.$"):
        source.headings(content)
        list(source.records(content, {}))


@given(st.sampled_from([delimited, spreadsheet, batch, hrba]), st.binary(max_size=200))
def test_no_file_makes_a_reader_crash(source, content):
    try:
        source.headings(content)
        list(source.records(content, {}))
    except BadSource:
        pass


def test_the_format_is_known_by_ending_and_content():
    assert [format_of(name, b"PK") for name in ("A.CSV", "b.xlsx", "c.xml", "d.json")] == ["csv", "xlsx", "xml", "json"]
    for name, content in (("a.pdf", b""), ("b.xlsx", b"alt"), ("ohne", b"")):
        with pytest.raises(BadSource):
            format_of(name, content)


def test_headings_are_guessed_by_their_words_remembered_by_the_firm_and_never_used_twice():
    assert guess(HEADINGS, {}) == COLUMNS_OF
    assert guess(["Referenz", "ID", "Bemerkung"], {"Bemerkung": "duration"}) == {"Referenz": "reference", "ID": "", "Bemerkung": "duration"}
    assert guess([column.label for column in COLUMNS], {}) == {column.label: column.name for column in COLUMNS}


def test_hr_ba_xml_becomes_places_and_names_what_does_not_fit(db):
    OccupationFactory()
    MunicipalityFactory(place="Belm")
    company = CompanyFactory()
    delivery = deliveries.take_in(deliveries.received(company, "xml", XML.encode(), "stellen.xml"))
    assert (delivery.is_full, delivery.created, delivery.unchanged, delivery.rejected) == (True, 1, 1, 1)
    posting = Posting.objects.get()
    assert (posting.reference, posting.kind, posting.occupation.slug) == ("10000-1-S", "ausbildung", "tischler-in")
    assert posting.description == "Du baust Möbel.\nSägen\nÖlen"
    assert (posting.municipality.name, posting.seats, posting.certificate, posting.starts_on) == ("Belm", 2, 2, date(2090, 8, 1))
    assert (posting.contact_name, posting.contact_phone) == ("Erika Beispiel", "+49 5422 000000")
    [problem] = delivery.problems
    assert (problem["line"], problem["reference"]) == ("Zeile 25", "10000-2-S")
    assert "JobOfferType 4 oder 34" in problem["reason"]


def test_hr_ba_xml_closes_a_place_it_deletes(db):
    OccupationFactory()
    MunicipalityFactory(place="Belm")
    company = CompanyFactory()
    deliveries.take_in(deliveries.received(company, "xml", XML.encode()))
    removal = "<Data><DeleteEntry><EntryId>10000-1-S</EntryId></DeleteEntry></Data>"
    content = f"<HRBAXMLJobPositionPosting xmlns='http://example.org/x'><Header><TypeOfLoad>D</TypeOfLoad></Header>{removal}</HRBAXMLJobPositionPosting>"
    delivery = deliveries.take_in(deliveries.received(company, "xml", content.encode()))
    assert (delivery.is_full, delivery.closed, Posting.objects.get().status) == (False, 1, "filled")


def test_every_format_has_its_two_functions():
    for source in SOURCES.values():
        assert callable(source.headings)
        assert callable(source.records)
