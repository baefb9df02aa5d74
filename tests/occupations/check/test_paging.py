"""Which page comes next."""

from collections import Counter
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from occupations.check.bank import SCALES, Form, pages, read_toml
from occupations.check.paging import certainty, next_page
from occupations.check.scoring import score

BANK = read_toml()
CODES = [item.code for item in BANK.items]
CORE = [code for page in pages(BANK) for code in page]
CLOSE = {"R": 3, "I": 3, "A": 3, "S": 3, "E": 3, "C": 3}
CLEAR = {"R": 5, "I": 5, "A": 5, "S": 1, "E": 1, "C": 1}


def sheet(levels, codes=CORE):
    return {code: levels[code[0]] for code in codes}


@pytest.mark.parametrize("form", Form)
def test_the_pages_of_the_form_come_first(form):
    answers, seen = {}, []
    while len(seen) < form:
        seen.append(next_page(BANK, answers, form=form))
        answers |= sheet(CLEAR, seen[-1])
    assert seen == pages(BANK, form)
    assert next_page(BANK, answers, form=form) == ()


def test_a_half_answered_page_is_completed_first():
    first = pages(BANK)[0]
    assert next_page(BANK, sheet(CLOSE, first[:2])) == first[2:]


def test_a_skipped_question_is_not_asked_again():
    assert next_page(BANK, dict.fromkeys(pages(BANK)[0])) == pages(BANK)[1]


def test_close_ranks_bring_two_pages_and_no_more():
    answers, lengths = sheet(CLOSE), []
    while page := next_page(BANK, answers):
        lengths.append(len(page))
        assert not set(page) & set(answers)
        assert max(Counter(code[0] for code in page).values()) <= 3
        answers |= sheet(CLOSE, page)
    assert lengths == [6, 6]


def test_only_the_normal_form_grows():
    for form in (Form.SHORT, Form.LONG):
        assert next_page(BANK, sheet(CLOSE, [code for page in pages(BANK, form) for code in page]), form=form) == ()


def test_certainty_is_one_where_the_errors_cannot_change_the_front():
    assert certainty(score(BANK, sheet(CLEAR))) == 1.0
    assert certainty(score(BANK, sheet(CLOSE))) < 0.2


def test_extra_questions_go_where_a_rank_is_open_in_the_order_of_the_scale():
    """R is far ahead and C far behind; I, A, S, E compete for places two and three."""
    answers = sheet({"R": 5, "I": 3, "A": 3, "S": 3, "E": 3, "C": 1})
    page = next_page(BANK, answers)
    assert not {"R", "C"} & {code[0] for code in page}
    for scale in SCALES:
        asked = [code for code in page if code[0] == scale]
        assert asked == list(BANK.in_order[scale][5 : 5 + len(asked)])


def by_the_book(answers):
    """Section 8.3 of the specification once more, written out slowly, for comparison."""
    profile, page = score(BANK, answers), []
    sds = dict(zip(SCALES, profile.errors, strict=True))
    ranked = sorted(profile.values, reverse=True)
    while len(page) < 6:
        weights = {}
        for scale, value in zip(SCALES, profile.values, strict=True):
            rest = [code for code in BANK.in_order[scale] if code not in answers and code not in page]
            if rest and sum(code[0] == scale for code in page) < 3:
                sd = max(sds[scale], 0.15)
                d1, d2 = (value - (ranked[0] + ranked[1]) / 2) / sd, (value - (ranked[2] + ranked[3]) / 2) / sd
                weights[scale] = sds[scale] * (exp(-(d1**2) / 2) + exp(-(d2**2) / 2)), rest[0]
        if not weights:
            break
        scale = max(weights, key=lambda scale: weights[scale][0])
        page.append(weights[scale][1])
        sds[scale] *= 0.8
    return tuple(page)


@given(st.lists(st.integers(1, 5) | st.none(), min_size=30, max_size=30))
def test_an_extra_page_is_the_one_of_the_specification(given_answers):
    answers = dict(zip(CORE, given_answers, strict=True))
    page = next_page(BANK, answers)
    assert page == (by_the_book(answers) if certainty(score(BANK, answers)) < 0.9 else ())
    assert page == next_page(BANK, dict(reversed(answers.items())))


@given(st.dictionaries(st.sampled_from(CODES), st.integers(1, 5) | st.none()))
def test_the_check_ends_after_at_most_seven_pages_from_any_state(answers):
    for _ in range(8):
        page = next_page(BANK, answers)
        answers = answers | dict.fromkeys(page, 3)
    assert next_page(BANK, answers) == ()
