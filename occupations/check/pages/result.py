"""What the result page says: bars, bands of occupations with reasons, what is hidden, and a look over the fence."""

from dataclasses import dataclass, replace
from functools import cached_property

import segno
from django.conf import settings
from django.urls import reverse

from occupations.check.bank import SCALES, Reference
from occupations.check.codes import Result, encode
from occupations.check.matching import Band, Match, Weights, main_field, match, select
from occupations.check.pages.catalogue import BANK, Entry, Stock, keys, stock
from occupations.check.pages.models import current_rules
from occupations.check.pages.words import bands, caution_words, name, reason_words, scale_names
from occupations.check.reasons import reasons
from occupations.models import Occupation

LOWEST, HIGHEST = 1, 5
WIDTH = 100
BEYOND = 2


@dataclass(frozen=True)
class Bar:
    """One scale; `start`, `end` and `at` in hundredths of the bar: the grey zone of one error to each side, and the score."""

    letter: str
    name: str
    value: float
    start: float
    end: float
    at: float

    @property
    def width(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class Card:
    """One occupation for one person, in words."""

    entry: Entry
    because: str
    fits: list[str]
    caution: str
    field: str

    @property
    def pk(self) -> int:
        return self.entry.pk

    @property
    def words(self) -> str:
        """How long it takes and what most beginners bring."""
        habit = name("beginners", self.entry.beginners) if self.entry.beginners else ""
        return " · ".join(filter(None, [str(Occupation.Training(self.entry.training).label), self.entry.years, habit]))


def on_scale(value: float) -> float:
    return round(WIDTH * (min(HIGHEST, max(LOWEST, value)) - LOWEST) / (HIGHEST - LOWEST), 1)


def bars_of(result: Result) -> list[Bar]:
    names = scale_names()
    return [
        Bar(letter, names[letter], round(value, 1), on_scale(value - error), on_scale(value + error), on_scale(value))
        for letter, value, error in zip(SCALES, result.values, result.profile.errors, strict=True)
    ]


class ResultPage:
    """Everything comes from the code, so the page is the same on every device."""

    def __init__(self, result: Result, stock: Stock, weights: Weights, reference: Reference, with_hidden: bool = False):
        self.result, self.stock, self.reference, self.with_hidden = result, stock, reference, with_hidden
        self.ranking = match(result.profile, reference, stock.engine, result.wishes, weights)

    @cached_property
    def code(self) -> str:
        return encode(self.result, keys())

    @property
    def address(self) -> str:
        """With the code behind '#', which a browser never sends."""
        return f"{settings.SITE_URL}{reverse('check_result')}#{self.code}"

    @property
    def qr_code(self) -> str:
        return segno.make(self.address, micro=False).svg_inline(scale=4, border=0, omitsize=True, svgclass=None, lineclass=None)

    @cached_property
    def bars(self) -> list[Bar]:
        return bars_of(self.result)

    @property
    def strongest(self) -> list[Bar]:
        return [self.bars[scale] for scale in self.result.profile.ranks[:2]]

    @property
    def is_flat(self) -> bool:
        return self.ranking.status == "flat"

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        if not self.with_hidden:
            return self.ranking.matches
        return tuple(sorted([*self.ranking.matches, *self.ranking.hidden], key=lambda one: (-one.total, one.occupation.key)))

    @cached_property
    def chosen(self) -> list[Match]:
        return select(replace(self.ranking, matches=self.matches))

    @cached_property
    def bands(self) -> list[tuple[str, list[Card]]]:
        """(words, cards) of each band that has any; within a band in the alphabet, so that nobody reads ranks."""
        found = []
        for band, words in bands().items():
            cards = [self._card(one) for one in self.chosen if (one.band or Band.LOOK) is band]
            if cards:
                found.append((words, sorted(cards, key=lambda card: card.entry.slug)))
        return found

    @cached_property
    def beyond(self) -> list[Card]:
        """Good matches outside the ticked fields and those that stand above: rarely the first thought."""
        known = {*self.result.wishes.fields, *(main_field(one) for one in self.chosen)}
        chosen = {one.occupation.key for one in self.chosen}
        cards: list[Card] = []
        for one in self.matches:
            fresh = one.occupation.key not in chosen and not known.intersection(one.occupation.fields)
            if fresh and one.band in (Band.VERY_GOOD, Band.GOOD) and len(cards) < BEYOND:
                cards.append(self._card(one))
                known.add(main_field(one))
        return sorted(cards, key=lambda card: card.entry.slug)

    @property
    def shown_pks(self) -> list[int]:
        return [card.pk for card in (*self.beyond, *(card for _words, cards in self.bands for card in cards))]

    @property
    def hidden_number(self) -> int:
        return sum(one.band is not None for one in self.ranking.hidden)

    @property
    def hidden_reasons(self) -> list[str]:
        """The exclusions that hid something."""
        return [name("conditions", key) for key in self.result.wishes.never if any(key in one.usual for one in self.ranking.hidden)]

    def _card(self, one: Match) -> Card:
        why = reasons(self.result.profile, self.reference, self.stock.engine, one, self.result.wishes)
        because, fits = reason_words(why, self.stock.fields)
        field = self.stock.fields.get(main_field(one), "")
        return Card(self.stock.entries[one.occupation.key], because, fits, caution_words(why.caution), field)


def page_of(result: Result, with_hidden: bool = False) -> ResultPage:
    """By the rules that count now."""
    return ResultPage(result, stock(), *current_rules(BANK), with_hidden)
