"""The result code."""

import tomllib
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from occupations import wording
from occupations.check.bank import Form
from occupations.check.codes import (
    ALPHABET,
    LETTERS,
    VERSIONS,
    CodeError,
    Keys,
    Result,
    count_lists,
    decode,
    encode,
    list_number,
    list_places,
)
from occupations.check.matching import Wishes

WORDS = tomllib.loads((wording.DATA / "vocabulary.toml").read_text(encoding="utf-8"))
KEYS = Keys(*(tuple(WORDS[name]) for name in ("fields", "subjects", "strengths", "conditions")))
EXAMPLE = Result(
    1, Form.CORE, (4.2, 2.0, 3.35, 1.0, 5.0, 2.6), Wishes(("bau", "it"), ("mathe",), ("hands",), ("outdoors",), ("noise", "heights"))
)
CODE = encode(EXAMPLE, KEYS)


def ticks(known, most):
    return st.sets(st.sampled_from(known), max_size=most).map(lambda chosen: tuple(sorted(chosen, key=known.index)))


@st.composite
def results(draw):
    never = draw(ticks(KEYS.conditions, 5))
    liked = draw(ticks(tuple(key for key in KEYS.conditions if key not in never), 3))
    wishes = Wishes(draw(ticks(KEYS.fields, 3)), draw(ticks(KEYS.subjects, 3)), draw(ticks(KEYS.strengths, 3)), liked, never)
    values = draw(st.tuples(*[st.integers(20, 100).map(lambda step: step / 20)] * 6))
    return Result(draw(st.integers(0, VERSIONS - 1)), draw(st.sampled_from(Form)), values, wishes)


@given(results())
def test_a_code_brings_back_what_went_in(result):
    code = encode(result, KEYS)
    assert decode(code, KEYS) == result
    assert len(code.replace("-", "")) == LETTERS


@given(results(), st.integers(0, LETTERS - 1), st.integers(1, len(ALPHABET) - 1))
def test_a_wrong_letter_is_found(result, place, shift):
    letters = list(encode(result, KEYS).replace("-", ""))
    letters[place] = ALPHABET[(ALPHABET.index(letters[place]) + shift) % len(ALPHABET)]
    with pytest.raises(CodeError, match="typo"):
        decode("".join(letters), KEYS)


@given(results(), st.integers(0, LETTERS - 1), st.integers(0, LETTERS - 1))
def test_two_swapped_letters_are_found(result, first, second):
    letters = list(encode(result, KEYS).replace("-", ""))
    if letters[first] != letters[second]:
        letters[first], letters[second] = letters[second], letters[first]
        with pytest.raises(CodeError, match="typo"):
            decode("".join(letters), KEYS)


def test_a_code_is_five_groups_of_four_readable_letters():
    assert [len(group) for group in CODE.split("-")] == [4] * 5
    assert not set(CODE) & set("01OI")
    assert len(set(ALPHABET)) == 32


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code.replace('-', '')}\n"])
def test_a_code_may_be_typed_in_any_manner(change):
    assert decode(change(CODE), KEYS) == EXAMPLE


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("", "length: 0"),
        (CODE[:-1], "length: 19"),
        (CODE + "A", "length: 21"),
        ("0" + CODE[1:], "letter: 0"),
        ("Z" * 20, "typo"),
    ],
)
def test_a_complaint_says_what_is_wrong(code, complaint):
    with pytest.raises(CodeError, match=complaint):
        decode(code, KEYS)


@given(st.text(max_size=30))
def test_any_other_text_is_refused(text):
    with pytest.raises(CodeError):
        decode(text, KEYS)


@pytest.mark.parametrize(
    ("wishes", "complaint"),
    [
        (Wishes(fields=KEYS.fields[:4]), "at most 3"),
        (Wishes(never=KEYS.conditions[:6]), "at most 5"),
        (Wishes(liked=KEYS.conditions[:4]), "at most 3"),
        (Wishes(liked=("noise",), never=("noise",)), "at once"),
        (Wishes(subjects=("zaubern",)), "zaubern"),
    ],
)
def test_ticks_that_do_not_fit_are_refused(wishes, complaint):
    with pytest.raises(ValueError, match=complaint):
        encode(Result(1, Form.CORE, (3.0,) * 6, wishes), KEYS)


def test_a_foreign_version_is_refused():
    with pytest.raises(ValueError, match="version"):
        encode(Result(VERSIONS, Form.CORE, (3.0,) * 6), KEYS)


def test_scores_are_kept_in_steps_of_a_twentieth():
    result = Result(1, Form.CORE, (3.024, 3.026, 0.4, 5.3, 2.125, 4.99))
    assert decode(encode(result, KEYS), KEYS).values == pytest.approx((3.0, 3.05, 1.0, 5.0, 2.1, 5.0))


def test_the_profile_of_a_code_carries_the_error_of_its_form():
    errors = {form: Result(1, form, (3.0,) * 6).profile.errors[0] for form in Form}
    assert errors == {Form.SHORT: 0.40, Form.CORE: 0.24, Form.LONG: 0.0}
    assert Result(1, Form.SHORT, (3.0,) * 6).profile.is_complete


def test_the_fullest_result_still_fits():
    wishes = Wishes(KEYS.fields[-3:], KEYS.subjects[-3:], KEYS.strengths[-3:], KEYS.conditions[9:12], KEYS.conditions[-5:])
    result = Result(VERSIONS - 1, Form.LONG, (5.0,) * 6, wishes)
    assert decode(encode(result, KEYS), KEYS) == result


def test_a_vocabulary_that_is_too_large_is_noticed():
    wide = Keys(*(tuple(f"{name}{number}" for number in range(60)) for name in "abcd"))
    with pytest.raises(ValueError, match="outgrown"):
        encode(Result(7, Form.LONG, (5.0,) * 6), wide)


def test_every_selection_has_its_number():
    numbers = [list_number(list(chosen), 6, 3) for size in range(4) for chosen in combinations(range(6), size)]
    assert sorted(numbers) == list(range(count_lists(6, 3)))
    assert all(list_number(list_places(number, 6, 3), 6, 3) == number for number in numbers)
