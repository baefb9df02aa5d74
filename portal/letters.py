"""A plain-text mail as HTML: the same words, with paragraphs, lists, and buttons where a line is only a link."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext

LONGEST_LABEL = 60


@dataclass(frozen=True)
class Block:
    """One piece of a letter: `kind` is text, list or button."""

    kind: str
    lines: list[str] = field(default_factory=list)
    address: str = ""


def as_html(subject: str, body: str) -> str:
    return render_to_string("mail/base.html", {"region": settings.REGION, "subject": subject, "blocks": blocks(body)})


def blocks(body: str) -> list[Block]:
    return [block for paragraph in re.split(r"\n\s*\n", body.strip()) for block in _blocks(paragraph.splitlines())]


def _blocks(lines: list[str]) -> list[Block]:
    """Lines of one kind together; a button takes the line above it as its words where that ends in a colon and is short."""
    found: list[Block] = []
    for line in lines:
        kind, words = _kind(line.strip())
        last = found[-1] if found else None
        if kind == "button":
            found.append(Block(kind, [_label(last)], words))
        elif last and last.kind == kind:
            last.lines.append(words)
        else:
            found.append(Block(kind, [words]))
    return [block for block in found if block.lines]


def _kind(line: str) -> tuple[str, str]:
    """Only addresses of the portal itself become buttons: a stranger's words in a mail must not look like ours."""
    if re.fullmatch(rf"{re.escape(settings.SITE_URL)}(?:/\S*)?", line):
        return "button", line
    return ("list", line[2:]) if line.startswith(("- ", "• ")) else ("text", line)


def _label(above: Block | None) -> str:
    if above and above.kind == "text" and above.lines[-1].endswith(":") and len(above.lines[-1]) <= LONGEST_LABEL:
        return above.lines.pop().rstrip(":")
    return gettext("Seite öffnen")
