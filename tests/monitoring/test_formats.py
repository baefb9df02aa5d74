"""Tables nobody has seen before: whatever is written in a layout of the offices is read as the same facts."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.formats.cells import Unreadable, number_of, table_family, time_of, value_of
from monitoring.formats.reading import read
from tests.monitoring.tables import cell, classic, flat

AREAS = [("DG", "Deutschland"), ("03", "  Niedersachsen"), ("034", "    Weser-Ems"), ("03999", "      Beispielkreis, Landkreis")]
TIMES = ["2023", "31.12.2024", "2023/24", "Schuljahr 2022/2023"]
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(lambda number: ("final", number.normalize() + 0))
FIGURES = NUMBERS | st.sampled_from([(status, None) for status in ("nothing", "secret", "meaningless", "later", "unreliable")])
SEXES = [("Insgesamt", ""), ("männlich", "m"), ("weiblich", "w")]


def plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


@st.composite
def classic_tables(draw):
    """A classic table and what must be read from it: {(area, time, category, sex): (status, number)}."""
    has_time, has_name, has_units = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    groups = draw(st.lists(st.sampled_from(["", "Gruppe A", "Gruppe B", "dar. Gruppe C"]), min_size=1, max_size=4, unique=True))
    sexes = draw(st.lists(st.sampled_from(SEXES), min_size=1, max_size=3, unique=True))
    kinds = draw(st.lists(st.sampled_from(["Insgesamt", "Grundschulen", "Gymnasien", "5 bis 10 Jahre"]), max_size=3, unique=True))
    has_name = has_name or len(kinds) == 1  # a single category behind a single key cannot be told from a name
    areas = draw(st.lists(st.sampled_from(AREAS), min_size=1, max_size=4, unique=True))
    times = draw(st.lists(st.sampled_from(TIMES), min_size=1, max_size=2, unique=True)) if has_time else ["31.12.2022"]
    is_repeated = draw(st.booleans())
    keys = [""] * (has_time + 1 + has_name + bool(kinds))
    columns = [(group, label, sex) for group in groups for label, sex in sexes]
    rows, facts = [], {}
    for time in times:
        for code, name in areas:
            for kind in kinds or [""]:
                row = [time] * has_time + [code] + [name] * has_name + [kind] * bool(kinds)
                for group, _, sex in columns:
                    status, number = draw(FIGURES)
                    row.append(cell(status, number))
                    category = " · ".join(part for part in ("" if kind == "Insgesamt" else kind, group) if part)
                    facts[code, time_of(time), category, sex] = (status, plain(number))
                rows.append(row)
    top = ["Personen im Test"] * len(columns)
    middle = [group or "Insgesamt" for group, _, _ in columns]
    if not is_repeated and len(sexes) > 1:
        middle = [label if column % len(sexes) == 0 else "" for column, label in enumerate(middle)]
        top = ["Personen im Test", *[""] * (len(columns) - 1)]
    header = [keys + top, keys + middle, keys + [label for _, label, _ in columns]]
    header += [keys + ["Anzahl"] * len(columns)] if has_units else []
    titles = ["Personen nach Gruppen", "" if has_time else "Stichtag: 31.12.2022"] + ([] if has_units else ["Personen (Anzahl)"])
    return classic("99999-01-02-4", [title for title in titles if title], header, rows), facts


@settings(max_examples=150, deadline=None)
@given(classic_tables())
def test_a_classic_table_says_the_same_after_reading(made):
    content, facts = made
    table = read("irgendwas.csv", content)
    found = {(fact.area, fact.time, fact.category, fact.sex): (fact.status, plain(fact.number)) for fact in table.facts}
    assert {key: (status, number and f"{Decimal(number):f}") for key, (status, number) in found.items()} == facts
    assert {fact.unit for fact in table.facts} == {"Anzahl"}
    assert (table.code, table.as_of, table.problems) == ("99999-01-02-4", date(2025, 3, 13), [])


@st.composite
def flat_tables(draw):
    """A flat table in any order of rows and variables, and what must be read from it."""
    order = draw(st.permutations(["area", "sex", "kind"][: draw(st.integers(1, 3))] or ["area"]))
    order = order if "area" in order else ["area", *order]
    facts, rows = {}, []
    for code, name in draw(st.lists(st.sampled_from(AREAS), min_size=1, max_size=4, unique=True)):
        for sex_code, label, sex in [("", "Insgesamt", ""), ("GESM", "männlich", "m")] if "sex" in order else [("", "", "")]:
            for kind_code, kind in [("", "Insgesamt"), ("ALT003", "unter 3 Jahre")] if "kind" in order else [("", "")]:
                status, number = draw(FIGURES)
                parts = {"area": ["KREISE", "Kreise", code, name.strip()], "sex": ["GES", "Geschlecht", sex_code, label]}
                parts["kind"] = ["ALTX20", "Altersgruppen", kind_code, kind]
                variables = [text for part in order for text in parts[part]]
                row = [
                    "12411",
                    "Bevölkerung",
                    "STAG",
                    "Stichtag",
                    "2024-12-31",
                    *variables,
                    cell(status, number),
                    "Anzahl",
                    "BEVSTD",
                    "Bevölkerung",
                ]
                rows.append(row)
                facts[code, kind if kind_code else "", sex] = (status, plain(number))
    return flat(draw(st.permutations(rows)), len(order)), facts


@settings(max_examples=100, deadline=None)
@given(flat_tables())
def test_a_flat_table_says_the_same_after_reading(made):
    content, facts = made
    table = read("download.csv", content)
    found = {(fact.area, fact.category, fact.sex): (fact.status, plain(fact.number)) for fact in table.facts}
    assert found == facts
    assert {fact.time for fact in table.facts} == {"2024-12-31"}


OLD_FLAT = (
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;"
    "2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;BEVSTD__Bevölkerungsstand__Anzahl;FLC__Fläche__qkm\n"
    "12411;Fortschreibung;STAG;Stichtag;31.12.2019;KREISE;Kreise;03999;Beispielkreis;GES;Geschlecht;GESW;weiblich;1200;12,5\n"
    "12411;Fortschreibung;STAG;Stichtag;31.12.2019;KREISE;Kreise;03999;Beispielkreis;GES;Geschlecht;;Insgesamt;2400;.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_an_older_flat_table_has_a_column_per_measure(encoding):
    table = read("12411-01-01-4_flat.csv", OLD_FLAT.encode(encoding))
    found = [(fact.measure, fact.unit, fact.time, fact.sex, fact.status, plain(fact.number)) for fact in table.facts]
    assert found == [
        ("BEVSTD", "Anzahl", "2019-12-31", "w", "final", "1200"),
        ("FLC", "qkm", "2019-12-31", "w", "final", "12.5"),
        ("BEVSTD", "Anzahl", "2019-12-31", "", "final", "2400"),
        ("FLC", "qkm", "2019-12-31", "", "secret", None),
    ]


def test_months_stand_in_a_second_column():
    rows = [["2022", "Januar", "03999", "Beispielkreis", "12"], ["2022", "März", "03999", "Beispielkreis", "-"]]
    table = read("x.csv", classic("13211-01-01-4", ["Arbeitslose"], [["", "", "", "", "Arbeitslose"], ["", "", "", "", "Anzahl"]], rows))
    assert [(fact.time, fact.status) for fact in table.facts] == [("2022-01", "final"), ("2022-03", "nothing")]


def test_years_may_stand_side_by_side_in_the_header():
    header = [["", "", "Geburten", "Geburten"], ["", "", "2021", "2022"], ["", "", "Anzahl", "Anzahl"]]
    table = read("x.csv", classic("12612-01-01-4", ["Geburten"], header, [["03999", "Beispielkreis", "7", "8"]]))
    assert [(fact.measure, fact.time, plain(fact.number)) for fact in table.facts] == [("Geburten", "2021", "7"), ("Geburten", "2022", "8")]


def test_key_columns_may_have_headings_too():
    header = [["Jahr", "Schlüssel", "Kreis", "Schulart", "Schulen", "Schüler"]]
    rows = [["2023", "03999", "Beispielkreis", "Gymnasien", "3", "1.234"], ["2023", "03999", "Beispielkreis", "Insgesamt", "9", "."]]
    table = read("x.csv", classic("21111-01-09-4", ["Schulen"], header, rows))
    found = {(fact.measure, fact.category): (fact.status, plain(fact.number)) for fact in table.facts}
    assert found == {
        ("Schulen", "Gymnasien"): ("final", "3"),
        ("Schüler", "Gymnasien"): ("final", "1234"),
        ("Schulen", ""): ("final", "9"),
        ("Schüler", ""): ("secret", None),
    }


def test_key_cells_left_empty_repeat_the_ones_above():
    header = [["", "", "", "", "Schulen"], ["", "", "", "", "Anzahl"]]
    rows = [["2023", "03999", "Beispielkreis", "Gymnasien", "3"], ["", "", "", "Realschulen", "4"]]
    table = read("x.csv", classic("21111-01-09-4", ["Schulen"], header, rows))
    assert [(fact.area, fact.time, fact.category) for fact in table.facts] == [
        ("03999", "2023", "Gymnasien"),
        ("03999", "2023", "Realschulen"),
    ]


def test_columns_that_look_alike_are_told_apart():
    header = [[*[""] * 3, "Schüler", "Schüler"], [*[""] * 3, "Geschlecht", "Nationalität"], [*[""] * 3, "Insgesamt", "Insgesamt"]]
    table = read("x.csv", classic("21111-01-09-4", ["Schulen"], header, [["2023", "03999", "Beispielkreis", "3", "4"]]))
    assert len({fact.identity for fact in table.facts}) == 2


def test_a_bad_line_is_named_and_the_others_come_in():
    header = [["", "", "", "Schulen"], ["", "", "", "Anzahl"]]
    rows = [["2023", "03999", "Beispielkreis", "3"], ["2023", "03998", "Anderswo", "drei"], ["2023", "03999", "Beispielkreis", "4"]]
    table = read("x.csv", classic("21111-01-09-4", ["Schulen"], header, rows))
    assert len(table.facts) == 1
    assert table.problems[0] == "Zeile 6: „drei“ ist keine Zahl"
    assert table.problems[1].startswith("Zeile 7: 03999 2023 Schulen")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leer"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "keine Textdatei"),
        (b"Liebe Leute;das hier ist ein Brief\nohne Zahlen;wirklich\n", "Weder eine Tabelle"),
        (b"kennzahl;gebiet;zeit;wert\nx;03999;gestern;5\n", "keine Zeitangabe"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content, words):
    with pytest.raises(Unreadable, match=words):
        read("x.csv", content)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_file_breaks_the_reader(content):
    try:
        assert read("x.csv", content).facts
    except Unreadable as reason:
        assert str(reason)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-", ("nothing", None)),
        (".", ("secret", None)),
        ("x", ("meaningless", None)),
        ("...", ("later", None)),
        ("/", ("unreliable", None)),
        ("", ("missing", None)),
        ("0", ("final", Decimal(0))),
        ("(12,5)", ("estimated", Decimal("12.5"))),
        ("1.234,5", ("final", Decimal("1234.5"))),
        ("123 p", ("provisional", Decimal(123))),
        ("-12", ("final", Decimal(-12))),
    ],
)
def test_signs_stay_different_things_and_never_become_nought(text, said):
    assert value_of(text) == said


@pytest.mark.parametrize("text", ["1,2,3", "12a", "1.23,4", "--", "1e5", "9" * 50, "NaN", "Infinity"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Unreadable):
        number_of(text, dot_groups=True)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2023", "2023"),
        ("31.12.2024", "2024-12-31"),
        ("2024-12-31", "2024-12-31"),
        ("2023/24", "2023/24"),
        ("1999/2000", "1999/00"),
        ("Schuljahr 2023/2024", "2023/24"),
        ("März 2023", "2023-03"),
        ("2023-03", "2023-03"),
        ("2. Quartal 2023", "2023-Q2"),
        ("31.02.2024", None),
        ("2023/25", None),
        ("12345", None),
        ("gestern", None),
    ],
)
def test_times_as_the_offices_write_them(text, time):
    assert time_of(text) == time


def test_tables_of_different_depth_are_one_source():
    codes = ["12411-01-01-4", "12411-01-01-5", "12411-01-01-5-B", "12411-01-01"]
    assert {table_family(code) for code in codes} == {"12411-01-01"}


SHARED = Path(os.environ.get("STATISTICS_DIR") or Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bildungsstatistik")


@pytest.mark.skipif(not SHARED.is_dir(), reason="STATISTICS_DIR names no folder with the offices' complete tables")
@pytest.mark.parametrize(
    ("name", "facts", "checks"),
    [
        (
            "21111-01-03-4.csv",
            38736,
            {("Schülerinnen", "", ""): 35755, ("Schülerinnen", "Gymnasien", ""): 6953, ("Allgem", "Gymnasien", ""): 7},
        ),
        ("21111-02-06-4.csv", 7532, {("Absolv", "", ""): 3091, ("Absolv", "ohne Hauptschulabschluss", ""): 299}),
        ("12411-01-01-4_flat.csv", 1467, {("BEVSTD", "", ""): 354821}),
    ],
)
def test_the_offices_complete_tables_go_in_without_a_problem(name, facts, checks):
    table = read(name, (SHARED / name).read_bytes())
    assert (len(table.facts), table.problems) == (facts, [])
    for (measure, category, sex), number in checks.items():
        found = [
            fact.number
            for fact in table.facts
            if fact.area == "03459" and fact.measure.startswith(measure) and (fact.category, fact.sex) == (category, sex)
        ]
        assert found == [number]
