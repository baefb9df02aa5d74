"""German words as search sees them: without gender forms, umlauts and endings. Pure: no Django."""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

LONGEST_WORD = 40
STEMMER = snowballstemmer.stemmer("german")
ONE_AT_A_TIME = Lock()  # a stemmer keeps the word it works on
WORD = re.compile(r"[a-zäöüß0-9]+")
GENDERED = [
    (re.compile(r"\(\s*[mwdfx]\s*(?:[/|,]\s*[mwdfx]\s*)+\)"), " "),  # (m/w/d)
    (re.compile(r"(?<=\w)(?:[*:_/]|/-)-?(?:innen|in|r|n|s|e|-in)\b"), ""),  # Erzieher*in, Bäcker/in, Angestellte/r
    (re.compile(r"(?<=mann)/-?frau\b"), ""),  # Kaufmann/-frau
    (re.compile(r"(?<=frau)/-?mann\b"), ""),
    (re.compile(r"(?<=[a-zß])innen\b"), ""),
    (re.compile(r"(?<=\w\w)frau(?:en)?\b"), "mann"),  # Bürokauffrau -> Bürokaufmann
    (re.compile(r"(?<=\w\w)leute\b"), "mann"),
]
WORKSHOP = re.compile(r"(?<=\w\w[eo]r)ei(?:en)?$")  # Bäckerei, Tischlerei, Konditorei: the place is its people
FEMININE = re.compile(r"(eur|log|ant|ent|ist|at|ot)in(?:nen)?$")  # Friseurin, Technologin, Laborantin: the stemmer leaves them
INNER_CAPITAL = re.compile(r"(?<=[a-zß])In(?:nen)?\b")  # ErzieherIn
SMALL_WORDS = """
    aber alle als am an auch auf aus bei beim bin bis da das dem den der des die du ein eine einem einen einer eines er es für gerne gern
    habe hat ich im in ist ja kann man mein meine meiner mich mir mit möchte machen mache muss nach nicht noch nur ob oder ohne sein sich
    sie so soll suche such tun über um und uns vom von vor was weil wenn wer werden werde wie will wir wird wo zu zum zur etwas irgendwas
    beruf berufe job jobs arbeiten arbeit stelle stellen platz plätze ausbildung ausbildungsplatz lehre lehrstelle azubi
"""
STOP_WORDS = frozenset(SMALL_WORDS.split())


def words(text: str) -> list[str]:
    """Lower-case words without gender forms: 'Kaufmann/-frau (m/w/d)' -> ['kaufmann']."""
    text = INNER_CAPITAL.sub("", unicodedata.normalize("NFC", text)).lower()
    for pattern, replacement in GENDERED:
        text = pattern.sub(replacement, text)
    return [word[:LONGEST_WORD] for word in WORD.findall(text)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """'bäckerin', 'baecker', 'bäckerei' -> 'back'."""
    with ONE_AT_A_TIME:
        stemmed = STEMMER.stemWord(FEMININE.sub(r"\1", WORKSHOP.sub("", word))).replace("ß", "ss")
    return "".join(letter for letter in unicodedata.normalize("NFD", stemmed) if not unicodedata.combining(letter))


def fold(text: str) -> list[str]:
    """The stems of a text in order, each once."""
    return list(dict.fromkeys(stem(word) for word in words(text)))


def fold_query(text: str) -> list[str]:
    """The stems somebody searches for: without small words, unless there is nothing else."""
    typed = words(text)[:12]
    return list(dict.fromkeys(stem(word) for word in typed if word not in STOP_WORDS) or dict.fromkeys(map(stem, typed)))
