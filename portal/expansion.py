"""What somebody meant: each typed word becomes a group of known stems that a document may contain."""

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from portal.folding import fold, fold_query
from portal.models import Synonym, Term

MOST_RELATED = 48
SHORTEST_PART = 4
SIMILAR = 0.55
VERSION = """SELECT (SELECT COUNT(*) FROM portal_term), (SELECT MAX(id) FROM portal_term),
    (SELECT COUNT(*) FROM portal_synonym), (SELECT MAX(changed_at) FROM portal_synonym)"""


@dataclass(frozen=True)
class Plan:
    """`groups` must all be met, each by one of its stems; `corrected` says what was understood instead of what was typed."""

    groups: list[set[str]]
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

    def _nearest(self, stem: str) -> str:
        """The stem that a misspelt one most likely means, or an empty string."""
        if len(stem) < SHORTEST_PART:
            return ""
        most = 1 if len(stem) < 8 else 2
        pairs = trigrams(stem)
        candidates = [known for known in self.words if abs(len(known) - len(stem)) <= most + 2 and alike(trigrams(known), pairs) > 0.25]
        by_distance = sorted((distance(stem, known), -self.words[known], known) for known in candidates)
        if by_distance and by_distance[0][0] <= most:
            return by_distance[0][2]
        by_shape = sorted((-alike(trigrams(known), pairs), known) for known in candidates)
        return by_shape[0][1] if by_shape and -by_shape[0][0] >= SIMILAR else ""

    def split(self, stem: str) -> list[frozenset[str]]:
        """'tischlerlehr' -> groups of 'tischl' and what follows, where the word is two known ones."""
        for cut in range(len(stem) - 2, SHORTEST_PART - 1, -1):
            head, tail = stem[:cut], stem[cut:].removeprefix("er").removeprefix("s")
            heads = {head, head.removesuffix("s"), head.removesuffix("er"), head.removesuffix("n")} & self.frequency.keys()
            if heads:
                rest = self.related(tail) if len(tail) >= SHORTEST_PART else frozenset()
                return [frozenset(heads) | self.related(max(heads)), *([rest] if rest else [])]
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
    whole = known.synonyms.get(" ".join(stems))
    groups, understood = [], []
    for stem in whole or stems:
        found, word = _groups(stem, known)
        groups += found
        understood.append(word)
    changed = not whole and understood != stems and any(understood)
    return Plan([set(group) for group in groups], " ".join(filter(None, understood)) if changed else "")


def _groups(stem: str, known: Vocabulary) -> tuple[list[frozenset[str]], str]:
    """The groups one typed stem stands for, and the stem as understood (empty when nothing is like it)."""
    related = known.related(stem)
    if meant := known.synonyms.get(stem):
        groups = [known.related(other) or frozenset({other}) for other in meant]
        return ([related | groups[0]] if len(groups) == 1 else groups), stem
    if related:
        return [related], stem
    if nearest := known.nearest(stem):
        return _groups(nearest, known)[0], nearest
    parts = known.split(stem)
    return (parts, stem) if parts else ([frozenset({stem})], "")


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
