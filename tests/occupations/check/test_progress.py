"""The state that travels with the form, and the code for a pause: whatever comes in, what is readable is kept and nothing breaks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from occupations.check.bank import Form, pages, read_toml
from occupations.check.codes import ALPHABET, CodeError, Keys
from occupations.check.matching import Wishes
from occupations.check.pause import decode_pause, encode_pause
from occupations.check.progress import Progress, asked_pages, is_complete, read, taken, with_answers, write

BANK = read_toml()
CONDITIONS = ("noise", "dirt", "alone", "shifts", "outdoors", "driving")
KEYS = Keys(("bau", "it", "natur", "handel"), ("mathe", "sport"), ("hands", "calm"), CONDITIONS)
ANSWERS = st.dictionaries(st.sampled_from(sorted(BANK.by_code)), st.sampled_from([None, 1, 2, 3, 4, 5]))
WISHES = st.builds(
    Wishes,
    fields=st.sets(st.sampled_from(KEYS.fields), max_size=3).map(lambda keys: tuple(key for key in KEYS.fields if key in keys)),
    subjects=st.sampled_from([(), ("mathe",), ("mathe", "sport")]),
    strengths=st.sampled_from([(), ("calm",)]),
    liked=st.sampled_from([(), ("alone",)]),
    never=st.sampled_from([(), ("noise",), ("noise", "dirt")]),
)
PROGRESS = st.builds(
    Progress,
    form=st.sampled_from(list(Form)),
    easy=st.booleans(),
    about_child=st.booleans(),
    more=st.booleans(),
    answers=ANSWERS,
    wishes=WISHES,
    place=st.sampled_from(["", "Melle", "Hasbergen-Gaste „7“", "ÄÖÜ\\"]),
)


@given(PROGRESS)
def test_what_a_form_carries_comes_back_whole(progress):
    assert read(BANK, KEYS, write(BANK, progress)) == (progress, True)


@given(PROGRESS)
def test_a_pause_code_brings_back_every_answer_and_every_tick(progress):
    back = decode_pause(BANK, KEYS, encode_pause(BANK, KEYS, progress))
    assert back == replace(progress, place="")


@given(st.text(max_size=300))
def test_any_other_text_is_read_as_a_fresh_start_and_called_broken(text):
    progress, is_whole = read(BANK, KEYS, text)
    assert not is_whole
    assert asked_pages(BANK, progress)[0] == pages(BANK)[0]


@given(st.text(ALPHABET + " -", max_size=40))
def test_a_chance_pause_code_is_refused_or_gives_a_check_that_works(code):
    try:
        progress = decode_pause(BANK, KEYS, code)
    except CodeError as mistake:
        assert mistake.kind in ("typo", "outdated")
    else:
        assert asked_pages(BANK, progress)


@given(PROGRESS, st.integers(min_value=0), st.sampled_from(ALPHABET))
def test_one_wrong_letter_in_a_pause_code_is_noticed(progress, where, letter):
    letters = encode_pause(BANK, KEYS, progress).replace("-", "")
    where %= len(letters)
    if letters[where] != letter:
        with pytest.raises(CodeError, match="typo"):
            decode_pause(BANK, KEYS, letters[:where] + letter + letters[where + 1 :])


def test_thirty_answers_make_a_pause_code_that_can_be_written_down():
    answered = with_answers(Progress(), dict.fromkeys([code for page in pages(BANK) for code in page], 4))
    assert len(encode_pause(BANK, KEYS, answered).replace("-", "")) <= 21


def test_a_forged_wish_is_dropped_and_the_others_stay():
    forged = write(BANK, Progress(wishes=Wishes(fields=("bau", "it")))).replace('"it"', '"gold"')
    progress, is_whole = read(BANK, KEYS, forged)
    assert (progress.wishes.fields, is_whole) == (("bau",), False)


def test_answers_survive_a_broken_rest():
    state = write(BANK, Progress(answers={"R1": 5}))
    progress, is_whole = read(BANK, KEYS, state.replace('"5000"', "7"))
    assert (progress.answers, is_whole) == ({"R1": 5}, False)


@given(PROGRESS)
def test_only_answers_on_asked_pages_count(progress):
    asked = {code for page in asked_pages(BANK, progress) for code in page}
    assert taken(BANK, progress).keys() == asked & progress.answers.keys()


def filled(progress: Progress, answer=lambda code: 3) -> Progress:
    while not is_complete(BANK, progress):
        progress = with_answers(progress, {code: answer(code) for code in asked_pages(BANK, progress)[-1]})
    return progress


@pytest.mark.parametrize("form, least, most", [(Form.SHORT, 18, 18), (Form.CORE, 30, 42), (Form.LONG, 48, 48)])
def test_each_form_ends(form, least, most):
    assert least <= len(taken(BANK, filled(Progress(form=form)))) <= most


def test_twelve_more_questions_follow_a_flat_result():
    flat = filled(Progress(), lambda code: 3 + (code in ("R1", "I2", "S3")))
    more = filled(replace(flat, more=True))
    assert len(taken(BANK, more)) - len(taken(BANK, flat)) in range(13)
    assert len(taken(BANK, more)) >= 42
