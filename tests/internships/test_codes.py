"""Codes, keys and dates: the rules behind a pupil's page, for all inputs."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from internships.codes import grouped, new_code, read_code
from internships.keeping import end_of_school_year, last_day
from internships.pupils import email_key, phone_key

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


@given(st.integers(), st.sampled_from(["-", " ", "", " - "]), st.booleans())
def test_a_code_is_read_however_it_is_typed(_, between, small):
    code = new_code()
    typed = grouped(code).replace("-", between)
    assert read_code(typed.lower() if small else typed) == code


@given(st.text(max_size=40))
def test_what_cannot_be_a_code_is_none(text):
    code = read_code(text)
    assert code is None or (len(code) == 16 and grouped(code).replace("-", "") == code)


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_nothing_is_kept_longer_than_its_days_or_beyond_the_school_year(asked_on, until_end, days):
    ends_on = asked_on + timedelta(days=until_end)
    day = last_day(asked_on, ends_on, days)
    assert day <= ends_on + timedelta(days=days)
    assert day <= end_of_school_year(asked_on)
    assert (day.month, day.day) == (7, 31) or day == ends_on + timedelta(days=days)


@given(DAYS)
def test_a_school_year_ends_after_the_inquiry_and_within_thirteen_months(asked_on):
    assert timedelta(days=1) <= end_of_school_year(asked_on) - asked_on <= timedelta(days=396)


@given(st.integers(10_000, 99_999_999))
def test_a_number_has_one_key_however_it_is_written(number):
    written = [f"0541 {number}", f"+49 541 {number}", f"0049541{number}", f"+49 (0) 541/{number}", f"0541-{number}"]
    assert len({phone_key(text) for text in written}) == 1


def test_nothing_has_no_key_and_two_pupils_have_two():
    assert (phone_key(""), email_key("")) == ("", "")
    assert phone_key("0541 1") != phone_key("0541 2")
    assert email_key("Mia+praktikum@Example.org") == email_key("mia@example.org") != email_key("mio@example.org")
