"""An article's text as a page: headings that can be linked to, their list, and the editors' pictures in the size that fits the screen."""

import re
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.models import Picture
from portal import prose
from portal.slugs import german_slug

LEAST_HEADINGS = 3  # below that a list of them only delays the reader
PICTURE = re.compile(r"bild:(\d{1,9})$")
MARK = "\ue000{}\ue001"  # private characters that nobody types stand for a picture until the text is cleaned
SIZES = "(min-width: 42rem) 40rem, 100vw"


class Heading(NamedTuple):
    anchor: str
    text: str


class Prose(NamedTuple):
    html: SafeString
    headings: list[Heading]

    @property
    def contents(self) -> list[Heading]:
        """The headings to list above the text; none for a short one."""
        return self.headings if len(self.headings) >= LEAST_HEADINGS else []


def prose_of(text: str) -> Prose:
    """One query when the text names pictures, none otherwise."""
    tokens = prose.tokens_of(text.replace("\ue000", "").replace("\ue001", ""))
    headings = _anchored(tokens)
    wanted = _marked_pictures(tokens)
    html = prose.html_of(tokens, attributes=prose.ATTRIBUTES | {"h2": {"id"}, "h3": {"id"}})
    for number, picture in Picture.objects.in_bulk(wanted).items() if wanted else ():
        html = html.replace(MARK.format(number), figure(picture))
    return Prose(SafeString(re.sub(MARK.format(r"\d+"), "", html)), headings)


def _anchored(tokens: list[Token]) -> list[Heading]:
    headings, taken = [], set()
    for token, following in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag in ("h2", "h3"):
            words = "".join(part.content for part in following.children if part.type in ("text", "code_inline"))
            anchor = base = german_slug(words) or "abschnitt"
            number = 1
            while anchor in taken:
                number += 1
                anchor = f"{base}-{number}"
            taken.add(anchor)
            token.attrSet("id", anchor)
            if token.tag == "h2":
                headings.append(Heading(anchor, words))
    return headings


def _marked_pictures(tokens: list[Token]) -> set[int]:
    """Puts a mark in the place of each ![](bild:7) and takes every other image away; returns the numbers."""
    numbers = set()
    for part in (part for token in tokens for part in token.children or [] if part.type == "image"):
        found = PICTURE.match(str(part.attrGet("src")))
        part.type, part.tag, part.children = "text", "", None
        part.content = MARK.format(int(found.group(1))) if found else ""
        numbers |= {int(found.group(1))} if found else set()
    return numbers


def figure(picture: Picture) -> SafeString:
    """A span, since Markdown puts pictures into paragraphs; its words say the same to everybody."""
    below = " · ".join(filter(None, [picture.caption, picture.credit]))
    words = format_html('<span class="caption">{}</span>', below) if below else ""
    return format_html('<span class="picture-in-text">{}{}</span>', image(picture), words)


def image(picture: Picture, sizes: str = SIZES) -> SafeString:
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        picture.src, picture.srcset, sizes, picture.width, picture.height, picture.alt,
    )  # fmt: skip
