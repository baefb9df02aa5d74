"""Titles and descriptions of places: a firm's own words, put together from hand-written sentences."""

from occupations.models import Occupation
from portal.demo import stock
from portal.demo.chance import Chance
from portal.demo.stock import Trade, Work

# l lead, w the occupation's work, a the industry around it, f the frame of the stay, c close; a blank begins a paragraph.
PATTERNS = [
    "lww af",
    "ww afc",
    "lww a",
    "wwa fc",
    "lww fc",
    "awwf c",
    "ww fac",
    "lwww c",
    "wwwa f",
    "laww c",
    "ww af",
    "aww c",
    "lwwa c",
    "ww ac",
    "wwf ac",
]
LONGEST_TITLE = 110
LONGEST_PAIR = 70


def words(work: Work, occupation: Occupation, year: int = 0, month: str = "") -> dict[str, str]:
    """What titles and sentences may name."""
    job = work.short or occupation.name
    return {
        "job": job,
        "both": _both(occupation, job),
        "at": work.at,
        "At": work.at[0].upper() + work.at[1:],
        "study": work.study,
        "voluntary": work.voluntary,
        "year": str(year),
        "month": month,
    }


def _both(occupation: Occupation, job: str) -> str:
    """'Tischlerin oder Tischler'; the plain name where both are the same or the pair is too long."""
    feminine, masculine = occupation.name_feminine, occupation.name_masculine
    pair = f"{feminine} oder {masculine}"
    return pair if feminine and feminine != masculine and "(" not in pair and len(pair) <= LONGEST_PAIR else job


def title(chance: Chance, kind: str, known: dict[str, str]) -> str:
    for _ in range(3):
        written = chance.one(stock.read("kinds")[kind]["titles"]).format(**known)
        if len(written) <= LONGEST_TITLE:
            return written
    return written[:LONGEST_TITLE]


def description(chance: Chance, kind: str, work: Work, trade: Trade, known: dict[str, str]) -> str:
    sayings = stock.read("kinds")[kind]
    around = stock.read("common")["desk_sentences"] if work.desk and not trade.desk else getattr(trade, sayings["bank"])
    pattern = chance.one(PATTERNS)
    work_sentences = getattr(work, sayings["bank"]) or work.taste
    banks = {"l": sayings["leads"], "w": work_sentences, "a": around, "f": sayings["frames"], "c": sayings["closes"]}
    drawn = {letter: _in_order(chance.draw(bank, pattern.count(letter)), bank) for letter, bank in banks.items()}
    paragraphs = [" ".join(drawn[letter].pop(0) for letter in part if drawn[letter]) for part in pattern.split()]
    return "\n\n".join(filter(None, paragraphs)).format(**known)


def _in_order(sentences: list[str], bank: list[str]) -> list[str]:
    """As they stand in the bank: what comes first is told first."""
    return sorted(sentences, key=bank.index)
