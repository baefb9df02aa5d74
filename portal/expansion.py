"""What somebody meant: each typed word becomes a group of known stems that a document may contain."""

from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from portal.folding import fold, fold_query
from portal.models import Synonym, Term

MOST_RELATED = 48
SHORTEST_PART = 4
SIMILAR = 0.55
VERSION = """SELECT (SELECT COUNT(*) FROM portal_term), (SELECT MAX(id) FROM portal_term),
    (SELECT COUNT(*) FROM portal_synonym), (SELECT MAX(changed_at) FROM portal_synonym)"""


class Group(NamedTuple):
    """One wanted word: the stems it is, and all that also count (compounds, related words)."""

    exact: frozenset[str]
    wide: frozenset[str]


class Plan(NamedTuple):
    """`groups` must all be met, each by one of its stems; `corrected` says what was understood instead of what was typed."""

    groups: list[Group]
    corrected: str = ""


class Vocabulary:
    """All known stems by frequency and the synonyms, kept in memory of a process until one of them changes."""

    def __init__(self, version: tuple):
        self.version = version
        self.frequency = dict(Term.objects.order_by("-documents", "text").values_list("text", "documents"))
        self.synonyms = {" ".join(fold(typed)): fold_query(meant) for typed, meant in Synonym.objects.values_list("typed", "meant")}
        self.words = dict.fromkeys((typed for typed in self.synonyms if " " not in typed), 0) | self.frequency
        self.related = lru_cache(maxsize=5000)(self._related)
        self.nearest = lru_cache(maxsize=5000)(self._nearest)

    def _related(self, stem: str) -> frozenset[str]:
        """The stem itself and compounds that contain it, the frequent ones first."""
        fits = str.__contains__ if len(stem) >= SHORTEST_PART else str.startswith
        found = [known for known in self.frequency if len(stem) > 2 and fits(known, stem)][:MOST_RELATED]
        return frozenset(found) | ({stem} & self.frequency.keys())

    def _nearest(self, stem: str, most: int) -> str:
        """The stem at most so many letters away that a misspelt one likely means, or an empty string."""
        if len(stem) < SHORTEST_PART:
            return ""
        pairs = trigrams(stem)
        candidates = [known for known in self.words if abs(len(known) - len(stem)) <= most and alike(trigrams(known), pairs) > 0.2]
        ranked = sorted((distance(stem, known), known[0] != stem[0], -self.words[known], known) for known in candidates)
        return ranked[0][3] if ranked and ranked[0][0] <= most else ""

    def lookalike(self, stem: str) -> str:
        """The stem of the most similar shape, or an empty string."""
        pairs = trigrams(stem)
        ranked = sorted((-alike(trigrams(known), pairs), known) for known in self.words if len(known) >= SHORTEST_PART)
        return ranked[0][1] if ranked and -ranked[0][0] >= SIMILAR else ""

    def split(self, stem: str) -> list[Group]:
        """'tischlerlehr' -> groups of 'tischl' and of what follows, where the word begins with a known one."""
        for cut in range(len(stem) - 2, SHORTEST_PART, -1):
            head = stem[:cut]
            heads = {head, head.removesuffix("s"), head.removesuffix("er"), head.removesuffix("n")} & self.words.keys()
            if heads:
                tail = stem[cut:].removeprefix("s")
                first = Group(frozenset(heads), self.related(max(heads, key=len)) | heads)
                return [first, *([Group(frozenset({tail}), rest)] if (rest := self.related(tail)) else [])]
        return []


@lru_cache(maxsize=1)
def _vocabulary(version: tuple) -> Vocabulary:
    return Vocabulary(version)


def vocabulary() -> Vocabulary:
    """The vocabulary as the database has it now: one small query when nothing has changed."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        return _vocabulary(cursor.fetchone())


def plan(text: str) -> Plan:
    """What to look for; no groups when the text has no word."""
    stems = fold_query(text)
    if not stems:
        return Plan([])
    known = vocabulary()
    whole = known.synonyms.get(" ".join(stems)) if len(stems) > 1 else None
    groups, understood = [], []
    for stem in whole or stems:
        found, word = _groups(stem, known)
        groups += found
        understood.append(word)
    is_corrected = not whole and understood != stems and any(understood)
    return Plan(groups, " ".join(filter(None, understood)) if is_corrected else "")


def _groups(stem: str, known: Vocabulary) -> tuple[list[Group], str]:
    """The groups one typed stem stands for, and the stem as understood (empty when nothing is like it)."""
    related = known.related(stem)
    if meant := known.synonyms.get(stem):
        groups = [Group(frozenset({other}), known.related(other) | {other}) for other in meant]
        return ([Group(groups[0].exact | {stem}, groups[0].wide | related)] if len(groups) == 1 else groups), stem
    if related:
        return [Group(frozenset({stem}), related)], stem
    if nearest := known.nearest(stem, 1):
        return _groups(nearest, known)[0], nearest
    if parts := known.split(stem):
        return parts, stem
    if nearest := (known.nearest(stem, 2) if len(stem) >= 8 else "") or known.lookalike(stem):
        return _groups(nearest, known)[0], nearest
    return [Group(frozenset({stem}), frozenset({stem}))], ""


@lru_cache(maxsize=50_000)
def trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two sets of trigrams, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other))


def distance(one: str, other: str) -> int:
    """Changes from one word to the other: letters added, left out, replaced, or two neighbours swapped."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if last and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
