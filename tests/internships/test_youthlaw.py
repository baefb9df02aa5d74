"""What the law allows, as cases everybody can look up and as properties that hold for every place."""

from datetime import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from internships.youthlaw import (
    IN_SHIFTS,
    RULES,
    STEPS,
    TRADES,
    Fit,
    Form,
    Hours,
    Person,
    Schooling,
    Stay,
    breaches,
    in_hours,
    least_pause,
    needed_pause,
    needs,
    trades_of,
    youngest,
    youngest_meant,
)

SCHOOL = Schooling(years=9, internship_class=8)
CHILD, PUPIL_OF_15 = Person(14, True), Person(15, True)
BAKER, NURSE, MASON, TEACHER_OF_SMALL_CHILDREN, COOK = "29222", "81302", "32122", "83113", "29302"

moments = st.times(min_value=time(0), max_value=time(23, 59)).map(lambda moment: moment.replace(second=0, microsecond=0))
hours = st.builds(
    Hours,
    starts=moments,
    ends=moments,
    days=st.frozensets(st.integers(1, 7), min_size=1),
    pause=st.none() | st.integers(0, 120),
    friday_ends=st.none() | moments,
)
stays = st.builds(
    Stay,
    form=st.sampled_from(Form),
    hours=st.none() | hours,
    trades=st.frozensets(st.sampled_from(list(TRADES.values()))),
    weeks=st.integers(0, 12),
)
young = st.sampled_from(STEPS)


def day(starts: str, ends: str, **more) -> Hours:
    return Hours(time.fromisoformat(starts), time.fromisoformat(ends), **more)


def keys(stay: Stay, who: Person) -> list[str]:
    return [breach.key for breach in breaches(stay, who)]


@pytest.mark.parametrize(
    "form, hours, trades, fit",
    [
        (Form.INTERNSHIP, day("08:00", "15:00"), "", Fit(8, 0)),
        (Form.INTERNSHIP, day("08:00", "17:00"), "", Fit(10, 15, "pupil_day")),
        (Form.INTERNSHIP, day("05:00", "11:00"), BAKER, Fit(0, 16, "early")),
        (Form.INTERNSHIP, day("05:00", "11:00"), MASON, Fit(0, 18, "early")),
        (Form.HOLIDAY, day("08:00", "16:30"), "", Fit(0, 15, "child")),
        (Form.TRAINING, day("07:00", "16:30", friday_ends=time(12)), MASON, Fit(9, 0, "schooling")),
        (Form.TRAINING, day("04:00", "12:30"), BAKER, Fit(0, 17, "early")),
        (Form.TRAINING, day("14:00", "22:00"), COOK, Fit(0, 16, "late")),
        (Form.TRAINING, day("14:00", "22:00"), "", Fit(0, 18, "late")),
        (Form.TRAINING, day("08:00", "16:00", days=frozenset({2, 3, 4, 5, 6})), NURSE, Fit(9, 0, "schooling")),
        (Form.TRAINING, day("08:00", "16:00", days=frozenset({2, 3, 4, 5, 6})), MASON, Fit(0, 18, "saturday")),
        (Form.AFTER_SCHOOL, day("08:00", "16:30"), "", Fit(9, 15, "schooling")),
    ],
)
def test_from_when_on_a_place_fits(form, hours, trades, fit):
    assert youngest(Stay(form, hours, trades_of(trades)), SCHOOL) == fit


def test_shift_work_is_open_until_eleven_at_night_from_sixteen_on():
    late = day("15:00", "23:00")
    assert youngest(Stay(Form.TRAINING, late, trades_of("", in_shifts=True)), SCHOOL).age == 16
    assert IN_SHIFTS not in trades_of(BAKER)


@pytest.mark.parametrize(
    "hours, broken",
    [
        (day("08:00", "15:00", pause=30), ["pause"]),
        (day("08:00", "12:30", pause=0), []),
        (day("08:00", "17:00", pause=60), ["pupil_day", "pupil_week"]),
        (day("07:00", "19:00"), ["pupil_day", "pupil_week", "shift"]),
        (day("08:00", "13:00", days=frozenset(range(1, 7))), ["five_days", "saturday"]),
        (day("05:30", "11:00"), ["early"]),
        (day("16:00", "20:30"), ["late"]),
    ],
)
def test_each_rule_is_named_for_a_pupil_in_a_school_internship(hours, broken):
    assert keys(Stay(Form.INTERNSHIP, hours), CHILD) == broken


def test_longer_holiday_jobs_wait_until_school_is_over():
    long = Stay(Form.HOLIDAY, weeks=5)
    assert keys(long, PUPIL_OF_15) == ["holiday_weeks"]
    assert keys(long, Person(15, False)) == []


def test_a_firm_that_raises_its_lowest_age_or_class_is_within_the_law():
    stay = Stay(Form.INTERNSHIP, day("08:00", "17:00"))
    assert keys(stay, youngest_meant(stay.form, SCHOOL, None, None)) == ["pupil_day", "pupil_week"]
    assert keys(stay, youngest_meant(stay.form, SCHOOL, 9, None)) == ["pupil_day", "pupil_week"]
    assert keys(stay, youngest_meant(stay.form, SCHOOL, 10, None)) == []
    assert keys(stay, youngest_meant(stay.form, SCHOOL, None, 16)) == []


def test_papers_to_bring():
    assert [need.key for need in needs(Form.INTERNSHIP, COOK)] == ["hygiene"]
    assert [(need.key, need.certain) for need in needs(Form.INTERNSHIP, TEACHER_OF_SMALL_CHILDREN)] == [
        ("hygiene", False),
        ("measles", True),
    ]
    assert [need.key for need in needs(Form.TRAINING, MASON)] == ["examination"]
    assert needs(Form.HOLIDAY, MASON) == []


def test_every_sentence_names_its_paragraph():
    for stay in (Stay(Form.INTERNSHIP, day("05:00", "21:00", days=frozenset(range(1, 8)), pause=10)), Stay(Form.HOLIDAY, weeks=6)):
        for breach in breaches(stay, PUPIL_OF_15):
            assert "§" in breach.sentence
            assert "{" not in breach.sentence


@pytest.mark.parametrize("minutes, words", [(480, "8"), (450, "7½"), (435, "7¼"), (440, "7:20")])
def test_hours_are_written_as_firms_write_them(minutes, words):
    assert in_hours(minutes) == words


@given(stays, young, young)
def test_growing_up_never_takes_anything_away(stay, one, other):
    younger, older = sorted((one, other), key=STEPS.index)
    assume(younger.must_attend or not older.must_attend)  # who has left school does not go back by growing up
    if not breaches(stay, younger):
        assert not breaches(stay, older)


@given(stays)
def test_there_is_always_an_age_and_it_is_the_first_lawful_one(stay):
    fit = youngest(stay, SCHOOL)
    lawful = [who for who in STEPS if not breaches(stay, who)]
    assert fit.age <= 18
    assert fit.age in (0, lawful[0].age)
    assert (fit.because == "") == (lawful[0] == STEPS[0])


@given(stays, young)
def test_nobody_under_sixteen_works_at_night(stay, who):
    if who.age < 16 and stay.hours and (stay.hours.starts < time(6) or stay.hours.ends > time(20)):
        assert {"early", "late"} & set(keys(stay, who))


@given(stays, young)
def test_no_minor_works_more_than_five_days_or_forty_hours(stay, who):
    if who.age < 18 and stay.hours and (len(stay.hours.days) > 5 or stay.hours.week > 40 * 60):
        assert breaches(stay, who)


@given(stays, st.sampled_from(list(TRADES.values())), young)
def test_another_line_of_business_never_forbids_more(stay, trade, who):
    wider = Stay(stay.form, stay.hours, stay.trades | {trade}, stay.weeks)
    assert len(breaches(wider, who)) <= len(breaches(stay, who))


@given(stays, st.integers(5, 13) | st.none(), st.integers(12, 27) | st.none())
def test_what_the_firm_may_offer_to_its_youngest_the_law_offers_too(stay, school_class, age):
    who = youngest_meant(stay.form, SCHOOL, school_class, age)
    if not breaches(stay, who):
        assert youngest(stay, SCHOOL).age <= max(who.age, 15)


@given(st.integers(0, 24 * 60))
def test_the_break_that_is_assumed_is_the_shortest_lawful_one(present):
    pause = least_pause(present)
    assert needed_pause(max(0, present - pause)) <= pause
    assert all(needed_pause(max(0, present - shorter)) > shorter for shorter in (0, 30, 60) if shorter < pause)


def test_every_rule_is_told_somewhere():
    told = set()
    for form in Form:
        for who in STEPS:
            for pause in (None, 0):
                stay = Stay(form, day("04:00", "23:30", days=frozenset(range(1, 8)), pause=pause), weeks=9)
                told |= set(keys(stay, who))
    assert told == set(RULES)
