"""Scores, their errors, and hints of careless clicking."""

from dataclasses import replace
from random import Random

import pytest

from occupations.check.bank import SCALES, Form, Line, pages, read_toml
from occupations.check.scoring import calibrate, careless, score
from occupations.check.simulation import simulate

BANK = read_toml()
CORE = [code for page in pages(BANK) for code in page]


def answers(codes=CORE, **by_scale):
    """The same answer to every question of a scale; 3 unless told."""
    return {code: by_scale.get(code[0], 3) for code in codes}


def test_a_score_is_the_mean_of_what_was_answered():
    first, second, third, *_ = BANK.in_order["R"]
    profile = score(BANK, answers() | {first: 5, second: 4, third: None})
    assert profile.values[0] == pytest.approx((5 + 4 + 3 + 3) / 4)
    assert profile.answered == (4, 5, 5, 5, 5, 5)
    assert profile.errors == (0.31, 0.24, 0.24, 0.24, 0.24, 0.24)


def test_three_answers_make_a_score_valid_and_two_do_not():
    codes = BANK.in_order["S"]
    assert score(BANK, answers() | dict.fromkeys(codes[:2])).is_complete
    assert not score(BANK, answers() | dict.fromkeys(codes[:3])).is_complete


def test_nothing_answered_is_a_flat_incomplete_profile():
    profile = score(BANK, {})
    assert profile.values == (3.0,) * 6
    assert profile.is_flat and not profile.is_complete


@pytest.mark.parametrize(("highest", "is_flat"), [(4.0, True), (4.2, False)])
def test_flat_means_a_range_below_1_2(highest, is_flat):
    codes = [code for code in CORE if code[0] == "A"]
    sixths = dict(zip(codes, [4, 4, 4, 4, 4 if highest == 4.0 else 5], strict=True))
    assert score(BANK, answers() | sixths).is_flat is is_flat


def test_calibration_moves_a_score_and_keeps_it_between_1_and_5():
    bank = replace(BANK, calibration={("R", 5): Line(0.5, 1.1, 0.2), ("I", 5): Line(1.0, 1.0, 0.3)})
    profile = score(bank, answers(R=3, I=5))
    assert profile.values[:2] == (3.75, 5.0), "3.8 in the eighths of the full form"
    assert profile.errors[:3] == (0.2, 0.3, 0.24)


def test_calibrating_finds_lines_that_get_surer_with_every_answer():
    lines = calibrate(BANK, simulate(400, seed=3))
    assert set(lines) == {(scale, count) for scale in SCALES for count in range(2, 8)}
    for scale in SCALES:
        errors = [lines[scale, count].sd for count in range(2, 8)]
        assert errors == sorted(errors, reverse=True)
    assert all(0.5 < line.slope < 1.1 for line in lines.values())


def test_calibrating_with_people_who_all_agree_changes_nothing():
    lines = calibrate(BANK, [answers([item.code for item in BANK.items])] * 5)
    assert set(lines.values()) == {Line(0.0, 1.0, 0.0)}


def test_a_serious_sheet_has_no_flag():
    random = Random(1)
    sheet = {code: min(5, max(1, level + random.choice((-1, 0, 0, 1)))) for code in CORE for level in [1 + "RIASEC".index(code[0]) % 5]}
    assert careless(BANK, sheet) == frozenset()


def test_one_answer_throughout_is_a_run_without_spread():
    assert careless(BANK, answers()) == {"run", "spread"}


def test_twelve_equal_answers_in_a_row_are_a_run_and_eleven_are_not():
    rest = {code: 1 + turn % 5 for turn, code in enumerate(CORE)}
    assert "run" in careless(BANK, rest | dict.fromkeys(CORE[:12], 4))
    assert "run" not in careless(BANK, rest | dict.fromkeys(CORE[:11], 4) | {CORE[11]: 1})


def test_the_order_of_the_page_counts_not_that_of_the_data():
    sheet = {code: 1 + turn % 5 for turn, code in enumerate(CORE)} | dict.fromkeys(CORE[:12], 4)
    assert careless(BANK, sheet) == careless(BANK, dict(sorted(sheet.items())))


def test_contradicting_halves_look_random():
    sheet = {}
    for scale, high in zip(SCALES, (1, 1, 1, 0, 0, 0), strict=True):
        sheet |= {code: (5 if high else 1) if turn % 2 else (1 if high else 5) for turn, code in enumerate(BANK.in_order[scale][:5])}
    assert careless(BANK, sheet) == {"random"}


def test_a_dozen_answers_are_needed_for_a_hint():
    assert careless(BANK, dict.fromkeys(CORE[:11], 3)) == frozenset()


def test_many_random_clickers_are_found_but_far_from_all():
    """CHECK: 35 % with 30 questions, 47 % with 48."""
    random = Random(2)
    for form, least, most in ((Form.CORE, 0.25, 0.45), (Form.LONG, 0.35, 0.57)):
        codes = [code for page in pages(BANK, form) for code in page]
        found = [bool(careless(BANK, {code: random.randint(1, 5) for code in codes})) for _ in range(500)]
        assert least < sum(found) / len(found) < most
