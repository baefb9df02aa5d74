"""Finds the messages that want translating: in templates, in Python and in data files whose words stand on pages.

Needs babel, so it runs on a developer's machine only.
"""

import tomllib
from collections import defaultdict
from io import BytesIO
from itertools import chain
from pathlib import Path

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from portal.catalogues import Message

SHOWN = ("text", "easy", "likes", "topic")
ROOMS = ("portal", "offers", "occupations", "monitoring", "internships", "articles")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
WORDS = {
    "occupations/data/vocabulary.toml": ["fields", "conditions", "subjects", "strengths", "beginners"],
    "occupations/check/items.toml": ["items", "scales"],
}
"""Data files and their tables of fixed words: they are shown through gettext."""
SEEDS = "articles/data/entrances/*.toml"
"""Texts that the portal itself brings: they are translated as long as editors leave them as they are."""
SPOKEN = ("name", "intro", "title", "text", "link_words")


def all_messages() -> dict[Message, set[str]]:
    """Each message with the files it stands in."""
    found = defaultdict(set)
    root = settings.BASE_DIR
    for path in _sources(root):
        source = path.read_text()
        code = templatize(source) if path.suffix in (".html", ".svg", ".txt") else source
        for message in _messages("\n".join(map(str.lstrip, code.splitlines())) if code is not source else code):
            found[message].add(str(path.relative_to(root)))
    for name, tables in WORDS.items():
        content = tomllib.loads((root / name).read_text())
        for word in chain.from_iterable(_words_of(content[table]) for table in tables):
            found[Message(word)].add(name)
    for path in root.glob(SEEDS):
        for situation in tomllib.loads(path.read_text())["situations"]:
            for text in (row[column] for row in (situation, *situation["steps"]) for column in SPOKEN if column in row):
                found[Message(text)].add(str(path.relative_to(root)))
    return dict(found)


def _words_of(table: dict | list) -> list[str]:
    """The words of a plain table, or the shown ones of its tables: a question is asked in one of two wordings, so both are messages."""
    rows = table if isinstance(table, list) else list(table.values())
    return [word for row in rows for word in ([row] if isinstance(row, str) else [row[key] for key in SHOWN if key in row])]


def _sources(root: Path) -> list[Path]:
    python = [path for room in ROOMS for path in (root / room).rglob("*.py") if "migrations" not in path.parts]
    templates = [path for pattern in ("*.html", "*.svg", "mail/*.txt") for path in (root / "templates").rglob(pattern)]
    return sorted([*python, *templates])


def _messages(code: str):
    """babel gives (line, text or texts, comments, context)."""
    for _, texts, _, context in extract("python", BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"}):
        text, plural = texts if isinstance(texts, tuple) else (texts, "")
        yield Message(text, plural, context or "")
