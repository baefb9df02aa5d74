"""How far somebody is in the check: the whole state, which travels with the form and is stored nowhere.

Whoever changes the text only harms herself; what cannot be read of it is dropped, the rest is kept.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from occupations.check.bank import Bank, Form, pages
from occupations.check.codes import MOST_FIELDS, MOST_LIKED, MOST_NEVER, MOST_STRENGTHS, MOST_SUBJECTS, Keys
from occupations.check.matching import Wishes
from occupations.check.paging import MOST_EXTRA_PAGES, next_page

MOST_LETTERS = 4000
SKIPPED = "0"
UNASKED = "-"
PLACE_LETTERS = 80


@dataclass(frozen=True)
class Progress:
    """One person's check. `answers`: code -> 1-5, None for 'weiß ich nicht'; `more`: twelve further questions after a flat result.

    `ticket` is a random word that lets this check be counted once where its owner wants that; `group` is the class code.
    """

    form: Form = Form.CORE
    easy: bool = False
    about_child: bool = False
    more: bool = False
    answers: Mapping[str, int | None] = field(default_factory=dict)
    wishes: Wishes = Wishes()
    place: str = ""
    group: str = ""
    ticket: str = ""

    @property
    def skipped(self) -> int:
        return sum(answer is None for answer in self.answers.values())


def asked_pages(bank: Bank, progress: Progress) -> list[tuple[str, ...]]:
    """The pages somebody with these answers gets, the last one open unless all is answered; later answers wait until their page comes."""
    shown: list[tuple[str, ...]] = []
    seen: dict[str, int | None] = {}
    while page := _following(bank, progress, seen):
        shown.append(page)
        if not set(page) <= progress.answers.keys():
            break
        seen |= {code: progress.answers[code] for code in page}
    return shown


def _following(bank: Bank, progress: Progress, seen: Mapping[str, int | None]) -> tuple[str, ...]:
    page = next_page(bank, seen, form=progress.form)
    if page or not progress.more:
        return page
    unasked = [code for extra in pages(bank, Form.LONG)[Form.CORE : Form.CORE + MOST_EXTRA_PAGES] for code in extra if code not in seen]
    return tuple(unasked[:6])


def taken(bank: Bank, progress: Progress) -> dict[str, int | None]:
    """The answers that count: those on pages that were asked, in the order of asking."""
    return {code: progress.answers[code] for page in asked_pages(bank, progress) for code in page if code in progress.answers}


def is_complete(bank: Bank, progress: Progress) -> bool:
    return len(taken(bank, progress)) == sum(map(len, asked_pages(bank, progress)))


def with_answers(progress: Progress, given: Mapping[str, int | None]) -> Progress:
    return replace(progress, answers={**progress.answers, **given})


def write(bank: Bank, progress: Progress) -> str:
    wishes = progress.wishes
    lists = [wishes.fields, wishes.subjects, wishes.strengths, wishes.liked, wishes.never]
    flags = f"{int(progress.form)}{progress.easy:d}{progress.about_child:d}{progress.more:d}"
    state = [bank.version, flags, digits_of(bank, progress.answers), lists, progress.place, progress.group, progress.ticket]
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def digits_of(bank: Bank, answers: Mapping[str, int | None]) -> str:
    return "".join(UNASKED if code not in answers else str(answers[code] or SKIPPED) for code in bank.by_code)


def read(bank: Bank, keys: Keys, text: str) -> tuple[Progress, bool]:
    """The progress of a form and whether all of it could be read; a foreign version of the bank counts as broken but keeps its answers."""
    parts = _json(text)
    version, flags, digits, lists, place, group, ticket = parts or [None, "", "", [], "", "", ""]
    progress = Progress(**_flags(flags), answers=_answers(bank, digits), wishes=_wishes(keys, lists))
    progress = replace(progress, place=_word(place, PLACE_LETTERS), group=_word(group, 12), ticket=_word(ticket, 24))
    return progress, version == bank.version and write(bank, progress) == text


def _json(text: str) -> list[Any]:
    try:
        state = json.loads(text) if len(text) <= MOST_LETTERS else None
    except (ValueError, RecursionError):
        state = None
    return state if isinstance(state, list) and len(state) == 7 else []


def _flags(flags: Any) -> dict[str, Any]:
    digits = flags if isinstance(flags, str) and len(flags) == 4 and flags.isascii() and flags.isdecimal() else "5000"
    form = int(digits[0])
    easy, about_child, more = (digit == "1" for digit in digits[1:])
    return {"form": Form(form) if form in list(Form) else Form.CORE, "easy": easy, "about_child": about_child, "more": more}


def _answers(bank: Bank, digits: Any) -> dict[str, int | None]:
    if not isinstance(digits, str) or len(digits) != len(bank.by_code):
        return {}
    return {code: int(digit) or None for code, digit in zip(bank.by_code, digits, strict=True) if digit in "012345"}


def _wishes(keys: Keys, lists: Any) -> Wishes:
    known: Sequence[tuple[Iterable[str], int]] = [
        (keys.fields, MOST_FIELDS),
        (keys.subjects, MOST_SUBJECTS),
        (keys.strengths, MOST_STRENGTHS),
        (keys.conditions, MOST_LIKED),
        (keys.conditions, MOST_NEVER),
    ]
    if not isinstance(lists, list) or len(lists) != len(known) or not all(isinstance(chosen, list) for chosen in lists):
        return Wishes()
    ticked = [tuple(key for key in allowed if key in chosen)[:most] for chosen, (allowed, most) in zip(lists, known, strict=True)]
    fields, subjects, strengths, liked, never = ticked
    return Wishes(fields, subjects, strengths, tuple(key for key in liked if key not in never), never)


def _word(value: Any, most: int) -> str:
    return value[:most] if isinstance(value, str) else ""
