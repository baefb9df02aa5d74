"""The result code: everything needed to rebuild a result, in 20 letters that can be typed; nothing is stored.

One number in mixed radix: version, form, six scores in steps of 0.05 (81 levels, so 7 bits), the tick lists by their number among all
allowed lists. It is multiplied by a prime; a code that the prime does not divide has a typing error. Any single wrong letter and any
swap of two letters is found, because the prime is larger than 32 and divides no 32^k - 1 with k < 20; of other errors 1 in 211 slips
through.
"""

from dataclasses import dataclass
from math import comb, prod
from typing import Literal

from occupations.check.bank import Form, Six
from occupations.check.matching import Wishes
from occupations.check.scoring import RESIDUAL_SD, Profile

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LETTERS = 20
GROUP = 4
CHECK_PRIME = 211
VERSIONS = 8
STEPS_PER_POINT, LEVELS = 20, 81
FORMS = list(Form)
MOST_FIELDS = MOST_SUBJECTS = MOST_STRENGTHS = MOST_LIKED = 3
MOST_NEVER = 5


class CodeError(ValueError):
    """What is wrong with a typed code, for a page to put into words.

    letter: `detail` is one that no code has. length: `detail` is how many letters there are. typo: the letters do not fit together.
    outdated: it was written by an older bank of questions.
    """

    def __init__(self, kind: Literal["letter", "length", "typo", "outdated"], detail: str = ""):
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind, self.detail = kind, detail


@dataclass(frozen=True)
class Keys:
    """The vocabulary in its order; a code can only be read with the lists it was written with."""

    fields: tuple[str, ...]
    subjects: tuple[str, ...]
    strengths: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What a code carries: the version of the bank, the form, six scores (1-5), the ticks."""

    version: int
    form: Form
    values: Six
    wishes: Wishes = Wishes()

    @property
    def profile(self) -> Profile:
        """With the error that is typical of the form; what each scale was really asked is not in the code."""
        return Profile(self.values, (RESIDUAL_SD[self.form],) * 6, (int(self.form),) * 6)


def encode(result: Result, keys: Keys) -> str:
    """'ABCD-EFGH-...'. ValueError for more ticks than allowed, an unknown key, a condition both liked and excluded, a foreign version."""
    if not 0 <= result.version < VERSIONS:
        raise ValueError(f"the version must lie between 0 and {VERSIONS - 1}")
    number = result.version * len(FORMS) + FORMS.index(result.form)
    for value in result.values:
        number = number * LEVELS + min(LEVELS - 1, max(0, round((value - 1) * STEPS_PER_POINT)))
    return _letters((number * count_wishes(keys) + wishes_number(result.wishes, keys)) * CHECK_PRIME)


def decode(code: str, keys: Keys) -> Result:
    """The result of a typed code, capitals and separators as you like; CodeError says what is wrong."""
    number, rest = divmod(_number(code), CHECK_PRIME)
    if rest:
        raise CodeError("typo")
    number, wishes = divmod(number, count_wishes(keys))
    values = []
    for _ in range(6):
        number, level = divmod(number, LEVELS)
        values.append(round(1 + level / STEPS_PER_POINT, 2))
    version, form = divmod(number, len(FORMS))
    if version >= VERSIONS:
        raise CodeError("typo")
    return Result(version, FORMS[form], tuple(reversed(values)), wishes_of(wishes, keys))


def count_wishes(keys: Keys) -> int:
    """How many different ticks there are."""
    lists = prod(count_lists(len(known), most) for _, known, most in _plain_lists(Wishes(), keys))
    return lists * _count_conditions(len(keys.conditions))


def wishes_number(wishes: Wishes, keys: Keys) -> int:
    """The ticks as one number below `count_wishes`. ValueError as in `encode`."""
    number = 0
    for ticked, known, most in _plain_lists(wishes, keys):
        number = number * count_lists(len(known), most) + list_number(_places(ticked, known), len(known), most)
    conditions = _conditions_number(_places(wishes.never, keys.conditions), _places(wishes.liked, keys.conditions), len(keys.conditions))
    return number * _count_conditions(len(keys.conditions)) + conditions


def wishes_of(number: int, keys: Keys) -> Wishes:
    """Undoes `wishes_number`."""
    number, conditions = divmod(number, _count_conditions(len(keys.conditions)))
    lists = []
    for known, most in reversed([(known, most) for _, known, most in _plain_lists(Wishes(), keys)]):
        number, rest = divmod(number, count_lists(len(known), most))
        lists.append(tuple(known[place] for place in list_places(rest, len(known), most)))
    never, liked = (tuple(keys.conditions[place] for place in places) for places in _condition_places(conditions, len(keys.conditions)))
    strengths, subjects, fields = lists
    return Wishes(fields, subjects, strengths, liked, never)


def count_lists(known: int, most: int) -> int:
    """How many selections of at most `most` out of `known` there are."""
    return sum(comb(known, size) for size in range(most + 1))


def list_number(places: list[int], known: int, most: int) -> int:
    """The number of a selection among all: smaller ones first, then the combinatorial number system. `places` rise."""
    if len(places) > most:
        raise ValueError(f"{len(places)} ticks, at most {most} are possible")
    return count_lists(known, len(places) - 1) + sum(comb(place, turn) for turn, place in enumerate(places, 1))


def list_places(number: int, known: int, most: int) -> list[int]:
    """The selection of that number; undoes `list_number`."""
    size = next(size for size in range(most + 1) if number < count_lists(known, size))
    number -= count_lists(known, size - 1)
    places: list[int] = []
    for turn in range(size, 0, -1):
        place = next(place for place in range(known - 1, -1, -1) if comb(place, turn) <= number)
        number -= comb(place, turn)
        places.insert(0, place)
    return places


def _plain_lists(wishes: Wishes, keys: Keys) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
    return [
        (wishes.fields, keys.fields, MOST_FIELDS),
        (wishes.subjects, keys.subjects, MOST_SUBJECTS),
        (wishes.strengths, keys.strengths, MOST_STRENGTHS),
    ]


def _places(ticked: tuple[str, ...], known: tuple[str, ...]) -> list[int]:
    if unknown := set(ticked) - set(known):
        raise ValueError(f"unknown keys: {', '.join(sorted(unknown))}")
    return sorted({known.index(key) for key in ticked})


def _count_conditions(known: int) -> int:
    return sum(comb(known, size) * count_lists(known - size, MOST_LIKED) for size in range(MOST_NEVER + 1))


def _conditions_number(never: list[int], liked: list[int], known: int) -> int:
    """One number for both columns: nothing can stand in both, which saves two letters' worth of room."""
    if set(never) & set(liked):
        raise ValueError("a condition cannot be liked and excluded at once")
    left = [place for place in range(known) if place not in never]
    before = sum(comb(known, size) * count_lists(known - size, MOST_LIKED) for size in range(len(never)))
    number = list_number(never, known, MOST_NEVER) - count_lists(known, len(never) - 1)
    return before + number * count_lists(len(left), MOST_LIKED) + list_number([left.index(place) for place in liked], len(left), MOST_LIKED)


def _condition_places(number: int, known: int) -> tuple[list[int], list[int]]:
    size = 0
    while number >= (block := comb(known, size) * count_lists(known - size, MOST_LIKED)):
        number -= block
        size += 1
    number, liked = divmod(number, count_lists(known - size, MOST_LIKED))
    never = list_places(number + count_lists(known, size - 1), known, MOST_NEVER)
    left = [place for place in range(known) if place not in never]
    return never, [left[place] for place in list_places(liked, len(left), MOST_LIKED)]


def _letters(number: int) -> str:
    letters: list[str] = []
    for _ in range(LETTERS):
        number, letter = divmod(number, len(ALPHABET))
        letters.insert(0, ALPHABET[letter])
    if number:
        raise ValueError(f"the vocabulary has outgrown {LETTERS} letters")
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, LETTERS, GROUP))


def letters_of(code: str) -> list[str]:
    """The letters of a typed code without separators; CodeError names one that no code has."""
    letters = [letter for letter in code.upper() if not letter.isspace() and letter not in "-–—"]
    if unknown := sorted(set(letters) - set(ALPHABET)):
        raise CodeError("letter", unknown[0])
    return letters


def _number(code: str) -> int:
    letters = letters_of(code)
    if len(letters) != LETTERS:
        raise CodeError("length", str(len(letters)))
    number = 0
    for letter in letters:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number
