"""The questions themselves, and the pages they come on."""

import csv
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.conf import settings

from occupations import wording
from occupations.check.bank import SCALES, Bank, Form, Item, Reference, pages, read_csv, read_toml, write_csv
from occupations.check.codes import VERSIONS

BANK = read_toml()
NEGATIONS = {"nicht", "kein", "keine", "keinen", "keinem", "keiner", "nie", "ohne", "nichts", "weder"}
each_item = pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.code)


@each_item
def test_a_question_is_short_and_names_one_activity_in_the_infinitive(item):
    for text, most in ((item.text, 12), (item.easy, 8)):
        words = wording.WORD.findall(text)
        assert 2 <= len(words) <= most
        assert text.split(",")[0].endswith("n")
        assert text[0].isupper() and text[-1] not in ".!?"
        assert not NEGATIONS & {word.lower() for word in words}
        assert " oder " not in text and "etc" not in text


@each_item
def test_a_question_uses_no_officialese_and_no_unexplained_word(item):
    words = wording.vocabulary()
    hard = {word.lower() for word in words["officialese"]["words"] + words["unexplained"]["words"]}
    assert not hard & {word.lower() for word in wording.WORD.findall(f"{item.text} {item.easy}")}


@each_item
def test_a_question_has_a_small_pictogram_of_its_own(item):
    drawing = (settings.BASE_DIR / "templates" / "check" / "pictograms" / f"{item.code}.svg").read_text()
    assert drawing.startswith('<svg viewBox="0 0 48 48">') and len(ElementTree.fromstring(drawing)) > 0
    assert len(drawing) <= 400
    assert "stroke=" not in drawing and "fill=" not in drawing


def test_no_pictogram_is_left_over_or_drawn_twice():
    drawings = {path.stem: path.read_text() for path in (settings.BASE_DIR / "templates" / "check" / "pictograms").iterdir()}
    assert drawings.keys() == BANK.by_code.keys()
    assert len(set(drawings.values())) == len(drawings)


def test_no_question_names_an_occupation():
    with (wording.DATA / "occupations.csv").open(encoding="utf-8") as file:
        names = {row[form].lower() for row in csv.DictReader(file) for form in ("name_masculine", "name_feminine") if row[form]}
    words = {word.lower() for item in BANK.items for word in wording.WORD.findall(f"{item.text} {item.easy}")}
    assert not names & words


def test_every_question_has_its_own_facet_text_and_reason():
    for values in ([item.facet for item in BANK.items], [item.text for item in BANK.items], [item.easy for item in BANK.items]):
        assert max(Counter(values).values()) == 1
    assert all(item.reason.startswith(("early:", "core:", "late:")) for item in BANK.items)
    assert all(item.reason.split(":")[0] == ("early" if item.order <= 3 else "core" if item.order <= 5 else "late") for item in BANK.items)


def test_facets_that_narrow_the_gap_are_among_the_core_questions():
    core = {code for page in pages(BANK) for code in page}
    assert sum(item.facet.endswith("*") and item.code in core for item in BANK.items) >= 6


def test_the_bank_knows_its_version_its_reference_and_its_phrases():
    assert 1 <= BANK.version < VERSIONS
    assert BANK.reference.provisional
    assert all(BANK.phrases[scale]["likes"] and BANK.phrases[scale]["topic"] for scale in SCALES)


@pytest.mark.parametrize(("form", "questions"), [(Form.SHORT, 18), (Form.CORE, 30), (Form.LONG, 48)])
def test_a_page_has_one_question_of_each_scale_and_the_scales_rotate(form, questions):
    asked = pages(BANK, form)
    assert sum(map(len, asked)) == questions
    assert all(sorted(code[0] for code in page) == sorted(SCALES) for page in asked)
    assert [page[0][0] for page in asked] == list("RIASECRI"[:form])
    assert all(BANK.by_code[code].order == turn for turn, page in enumerate(asked, 1) for code in page)


def test_a_bank_comes_back_from_its_table(tmp_path):
    write_csv(tmp_path / "bank.csv", BANK.items)
    assert read_csv(tmp_path / "bank.csv").in_order == BANK.in_order


@pytest.mark.parametrize("line", ["R1,R,", "R1,R,first", "R1"])
def test_a_broken_line_of_a_table_is_named(tmp_path, line):
    (tmp_path / "bank.csv").write_text(f"item,scale,order\n{line}\n")
    with pytest.raises(ValueError, match=r"bank.csv, line 2"):
        read_csv(tmp_path / "bank.csv")


def test_a_bank_with_a_gap_or_a_double_code_is_refused():
    with pytest.raises(ValueError, match="scale C needs the orders"):
        Bank(1, BANK.items[:-1])
    with pytest.raises(ValueError, match="48 different"):
        Bank(1, (replace(BANK.items[1], order=BANK.items[0].order), *BANK.items[1:]))
    with pytest.raises(ValueError, match="48 different"):
        Bank(1, (*BANK.items, Item("X1", "X", 1)))


def test_a_reference_needs_six_spreads():
    with pytest.raises(ValueError, match="six"):
        Reference((3.0,) * 6, (1.0,) * 5 + (0.0,))
    assert Reference.of([[1, 3]] * 6) == Reference((2.0,) * 6, (1.0,) * 6, provisional=False)
