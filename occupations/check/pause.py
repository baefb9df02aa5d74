"""The pause code: an unfinished check as letters that can be written down, to go on with on any device. Nothing is stored.

One number in mixed radix: version, form, the switches, seven possibilities per question (unasked, skipped, 1-5) up to the last one
answered, the ticks where there are any; times a prime, so that a slip of the pen is found (see codes.py). 30 answers make 21 letters,
with ticks about ten more.
"""

from dataclasses import replace
from itertools import chain

from occupations.check.bank import Bank, Form, pages
from occupations.check.codes import (
    ALPHABET,
    CHECK_PRIME,
    GROUP,
    VERSIONS,
    CodeError,
    Keys,
    count_wishes,
    letters_of,
    wishes_number,
    wishes_of,
)
from occupations.check.matching import Wishes
from occupations.check.progress import Progress

POSSIBLE = 7


def order(bank: Bank) -> list[str]:
    """Core questions first, so that a short way makes a short code."""
    return list(chain.from_iterable(pages(bank, Form.LONG)))


def encode_pause(bank: Bank, keys: Keys, progress: Progress) -> str:
    """'ABCD-EFGH-...'; the place is not in it, it is quickly typed again."""
    number = 1
    states = [_state(progress, code) for code in order(bank)]
    while states and not states[-1]:
        states.pop()
    for state in states:
        number = number * POSSIBLE + state
    if progress.wishes != Wishes():
        number = number * count_wishes(keys) + wishes_number(progress.wishes, keys)
    for value, size in _head(bank, progress):
        number = number * size + value
    number *= CHECK_PRIME
    letters = ""
    while number:
        number, letter = divmod(number, len(ALPHABET))
        letters = ALPHABET[letter] + letters
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def decode_pause(bank: Bank, keys: Keys, code: str) -> Progress:
    """CodeError says what is wrong."""
    number = 0
    for letter in letters_of(code):
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    number, rest = divmod(number, CHECK_PRIME)
    values = []
    for _, size in reversed(_head(bank, Progress())):
        number, value = divmod(number, size)
        values.append(value)
    has_wishes, more, about_child, easy, form, version = values
    number, wishes = divmod(number, count_wishes(keys)) if has_wishes else (number, None)
    states = []
    while number > 1:
        number, state = divmod(number, POSSIBLE)
        states.insert(0, state)
    codes = order(bank)
    if rest or number != 1 or len(states) > len(codes):
        raise CodeError("typo")
    if version != bank.version:
        raise CodeError("outdated")
    answers = {code: state - 1 or None for code, state in zip(codes, states, strict=False) if state}
    progress = Progress(form=list(Form)[form], easy=bool(easy), about_child=bool(about_child), more=bool(more), answers=answers)
    return progress if wishes is None else replace(progress, wishes=wishes_of(wishes, keys))


def _state(progress: Progress, code: str) -> int:
    return 0 if code not in progress.answers else (progress.answers[code] or 0) + 1


def _head(bank: Bank, progress: Progress) -> list[tuple[int, int]]:
    switches = [(int(switch), 2) for switch in (progress.easy, progress.about_child, progress.more, progress.wishes != Wishes())]
    return [(bank.version, VERSIONS), (list(Form).index(progress.form), len(Form)), *switches]
