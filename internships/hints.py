"""What would make a firm's text better, said while it is written: length, sentences, tone, and what the law has a word to say on."""

import re
from collections.abc import Iterator

from internships import youthlaw
from occupations import wording

FEWEST_WORDS, MOST_WORDS = 25, 170
LONGEST_SENTENCE = 20
HARDEST = 45.0
FORMAL = re.compile(r"(?<![.!?:\n] )(?<!^)\b(?:Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem|Ihrer)\b", re.MULTILINE)
FAMILIAR = re.compile(r"\b(?:du|dich|dir|dein\w*|ihr|euch)\b", re.IGNORECASE)


def hints(text: str) -> list[str]:
    """Advice for the firm, in German; an empty list means: well done."""
    words = len(wording.WORD.findall(text))
    return [*_on_length(words), *(_on_style(text) if words else []), *youthlaw.dangers_in(text)]


def _on_length(words: int) -> Iterator[str]:
    if words < FEWEST_WORDS:
        yield f"Noch kurz ({words} Wörter). Zwei, drei Sätze mehr: Was tun junge Leute bei Ihnen an einem Tag?"
    if words > MOST_WORDS:
        yield f"Recht lang ({words} Wörter). Bis {MOST_WORDS} Wörter liest man am Handy zu Ende."


def _on_style(text: str) -> Iterator[str]:
    for sentence in wording.sentences(text):
        length = len(wording.WORD.findall(sentence))
        if length > LONGEST_SENTENCE:
            yield f"Langer Satz ({length} Wörter): „{' '.join(sentence.split()[:5])} …“ Zwei kurze lesen sich leichter."
    if wording.readability(text) < HARDEST:
        yield "Der Text liest sich schwer. Kürzere Wörter helfen."
    for word in wording.officialese_in(text):
        yield f"„{word}“ klingt nach Amt. Wie würden Sie es am Küchentisch sagen?"
    if FORMAL.search(text) or not FAMILIAR.search(text):
        yield "Sprechen Sie junge Leute mit „du“ an."
