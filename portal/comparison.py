"""Two versions of a text beside each other, word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

PIECES = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4000  # letters; comparing costs more than in proportion


def beside(old: str, new: str) -> tuple[SafeString, SafeString]:
    """What went is marked <del> in the old text, what came <ins> in the new one."""
    before, after = PIECES.findall(old[:LONGEST]), PIECES.findall(new[:LONGEST])
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    left = [("".join(before[first:last]), tag != "equal") for tag, first, last, _, _ in steps]
    right = [("".join(after[first:last]), tag != "equal") for tag, _, _, first, last in steps]
    return _marked(left, "del"), _marked(right, "ins")


def _marked(parts: list[tuple[str, bool]], tag: str) -> SafeString:
    pieces = [format_html(f"<{tag}>{{}}</{tag}>", text) if is_changed else text for text, is_changed in parts if text]
    return format_html_join("", "{}", ((piece,) for piece in pieces))
