"""Is a profile plain German? Pure functions, no Django: the writer's lint, the test and the admin's hint use the same rules.

Readability is Amstad's German version of the Flesch score (180 - words per sentence - 58.5 * syllables per word);
higher is easier: about 60 reads like a youth magazine, below 40 like an official letter.
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Profile = dict[str, Any]

LONGEST_SENTENCE, MEAN_SENTENCE, EASIEST = 20, 12.0, 55.0
EASY_LONGEST_SENTENCE, EASY_MEAN_SENTENCE, EASY_EASIEST, EASY_WORDS = 12, 8.5, 62.0, 120
COUNTS = {"tasks": (5, 8), "fits": (3, 4), "fits_not": (3, 4), "good_to_know": (1, 4), "after": (2, 5), "learning": (2, 4)}
CHOICES = {"subjects": (2, 4), "strengths": (3, 5)}
WORD = re.compile(r"[A-Za-zÄÖÜäöüßé]+(?:-[A-Za-zÄÖÜäöüßé]+)*")
VOWELS = re.compile(r"(?:aa|ee|oo|ie|ei|ai|au|eu|äu|[aeiouyäöüé])", re.IGNORECASE)


@cache
def vocabulary() -> dict[str, Any]:
    """The fixed words of the catalogue, from data/vocabulary.toml."""
    return tomllib.loads((DATA / "vocabulary.toml").read_text())


def sentences(text: str) -> list[str]:
    """'Du misst. Du sägst!' -> ['Du misst', 'Du sägst']."""
    return [part.strip() for part in re.split(r"(?<=[^\d\s])[.!?:](?:\s+|$)|\n+", text) if WORD.search(part)]


def syllables(word: str) -> int:
    return max(1, len(VOWELS.findall(word)))


def readability(text: str) -> float:
    """Flesch score after Amstad, for a text of at least one sentence."""
    words = WORD.findall(text)
    return 180 - len(words) / len(sentences(text)) - 58.5 * sum(map(syllables, words)) / len(words)


def lines_of(profile: Profile) -> Iterator[tuple[str, str]]:
    """Every text a reader sees, as (where, text); the easy version is judged apart."""
    for key in ("summary", "workplace", "day"):
        yield key, profile[key]
    for key in ("tasks", "fits", "fits_not", "good_to_know", "after"):
        for number, line in enumerate(profile[key], 1):
            yield f"{key} {number}", line
    for step in profile["learning"]:
        yield f"learning {step['when']}", step["what"]


def faults(profile: Profile) -> list[str]:
    """What an editor should mend, in German; an empty list means the profile is complete and plain."""
    missing = sorted(REQUIRED - profile.keys())
    if missing:
        return [f"es fehlt: {', '.join(missing)}"]
    return [*_shape_faults(profile), *_word_faults(profile), *_sentence_faults(profile), *_easy_faults(profile["easy"])]


REQUIRED = {
    "summary", "tasks", "workplace", "day", "learning", "fits", "fits_not", "good_to_know", "conditions", "subjects", "strengths",
    "beginners", "after", "synonyms", "related", "easy",
}  # fmt: skip


def _shape_faults(profile: Profile) -> Iterator[str]:
    words = vocabulary()
    if len(profile["summary"]) > 140:
        yield f"summary hat {len(profile['summary'])} Zeichen (höchstens 140)"
    for key, (least, most) in (COUNTS | CHOICES).items():
        if not least <= len(profile[key]) <= most:
            yield f"{key} hat {len(profile[key])} Einträge ({least} bis {most})"
    for key in CHOICES:
        if unknown := [choice for choice in profile[key] if choice not in words[key]]:
            yield f"{key} kennt nicht: {', '.join(unknown)}"
    if profile["beginners"] not in words["beginners"]:
        yield f"beginners kennt nicht: {profile['beginners']}"
    if len(profile["synonyms"]) < 2:
        yield "synonyms braucht mindestens zwei Alltagswörter"
    levels = profile["conditions"]
    if levels.keys() != words["conditions"].keys() or not set(levels.values()) <= {"usual", "sometimes", "no"}:
        yield "conditions nennt nicht genau die festen Bedingungen mit usual, sometimes oder no"


def _word_faults(profile: Profile) -> Iterator[str]:
    for where, text in [*lines_of(profile), ("easy", profile["easy"])]:
        for word in _officialese().findall(text):
            yield f"{where}: Amtsdeutsch oder Floskel „{word}“"
        for word in _hard_words().findall(text):
            yield f"{where}: „{word}“ ist nicht erklärt"


def officialese_in(text: str) -> list[str]:
    """The words of offices and the empty phrases of a text, each once."""
    return list(dict.fromkeys(_officialese().findall(text)))


@cache
def _officialese() -> re.Pattern[str]:
    return _any_of(vocabulary()["officialese"]["words"], r"(?<!\w)", r"(?!\w)", re.IGNORECASE)


@cache
def _hard_words() -> re.Pattern[str]:
    """Foreign words that neither the glossary nor a bracket behind them explains."""
    explained = {word.lower() for word in vocabulary()["glossary"]}
    hard = [word for word in vocabulary()["unexplained"]["words"] if word.lower() not in explained]
    return _any_of([*hard, *(word[0].upper() + word[1:] for word in hard)], r"(?<![\w-])", r"(?![\w-])(?! \()")


def _any_of(words: Iterable[str], before: str, after: str, flags: int = 0) -> re.Pattern[str]:
    longest_first = sorted(set(words), key=len, reverse=True)
    return re.compile(f"{before}({'|'.join(map(re.escape, longest_first))}){after}", flags)


def _sentence_faults(profile: Profile) -> Iterator[str]:
    lengths = []
    for where, text in lines_of(profile):
        for sentence in sentences(text):
            lengths.append(len(WORD.findall(sentence)))
            if lengths[-1] > LONGEST_SENTENCE:
                yield f"{where}: Satz mit {lengths[-1]} Wörtern (höchstens {LONGEST_SENTENCE})"
    if (mean := sum(lengths) / len(lengths)) > MEAN_SENTENCE:
        yield f"Sätze im Mittel {mean:.1f} Wörter (höchstens {MEAN_SENTENCE})"
    score = readability(". ".join(text.rstrip(".!?") for _, text in lines_of(profile)))
    if score < EASIEST:
        yield f"Lesbarkeit {score:.0f} (mindestens {EASIEST:.0f}): kürzere Wörter"


def _easy_faults(text: str) -> Iterator[str]:
    lengths = [len(WORD.findall(sentence)) for sentence in sentences(text)]
    if not 50 <= sum(lengths) <= EASY_WORDS:
        yield f"easy hat {sum(lengths)} Wörter (50 bis {EASY_WORDS})"
    if max(lengths) > EASY_LONGEST_SENTENCE:
        yield f"easy: Satz mit {max(lengths)} Wörtern (höchstens {EASY_LONGEST_SENTENCE})"
    if sum(lengths) / len(lengths) > EASY_MEAN_SENTENCE:
        yield f"easy: Sätze im Mittel {sum(lengths) / len(lengths):.1f} Wörter (höchstens {EASY_MEAN_SENTENCE})"
    if readability(text) < EASY_EASIEST:
        yield f"easy: Lesbarkeit {readability(text):.0f} (mindestens {EASY_EASIEST:.0f})"


def repeated_sentences(profiles: dict[str, Profile]) -> dict[str, list[str]]:
    """Sentences of five words or more that stand in more than one profile: {sentence: [slug, ...]}."""
    places = defaultdict(set)
    for slug, profile in profiles.items():
        for _, text in [*lines_of(profile), ("easy", profile["easy"])]:
            for sentence in sentences(text):
                if len(WORD.findall(sentence)) >= 5:
                    places[sentence].add(slug)
    return {sentence: sorted(slugs) for sentence, slugs in places.items() if len(slugs) > 1}


def glossary_words(text: str) -> dict[str, str]:
    """The words of the glossary that a text uses, with their explanation, in order of the glossary."""
    return {
        word: meaning
        for word, meaning in vocabulary()["glossary"].items()
        if word in text and re.search(rf"(?<![\w-]){re.escape(word)}(?:e|en|n|s|es)?(?![\w-])", text)
    }


def read_profiles(folder: Path) -> dict[str, Profile]:
    """All profiles of a folder by slug (the file's name); ValueError names a file that is not TOML."""
    profiles = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            profiles[path.stem] = tomllib.loads(path.read_text())
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"{path.name}: {error}") from error
    return profiles


def main(folder: Path) -> int:
    """Prints every fault below a folder of profiles; 1 when there is any."""
    profiles = read_profiles(folder)
    lines = [f"{slug}: {fault}" for slug, profile in profiles.items() for fault in faults(profile)]
    complete = {slug: profile for slug, profile in profiles.items() if profile.keys() >= REQUIRED}
    lines += [f"{', '.join(slugs)}: gleicher Satz „{sentence}“" for sentence, slugs in repeated_sentences(complete).items()]
    sys.stdout.write("\n".join([*lines, f"{len(profiles)} Profile, {len(lines)} Mängel\n"]))
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "profiles"))
