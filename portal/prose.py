"""Editors' Markdown as safe HTML: no raw HTML goes in, and what comes out is cleaned all the same."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal import languages

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "pre", "br", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def tokens_of(text: str) -> list[Token]:
    """The parsed text: headings from h2 on (h1 is the page's own), links to pages of the portal in the language of the page."""
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
        for part in token.children or []:
            if part.type == "link_open":
                part.attrSet("href", languages.followed(str(part.attrGet("href"))))
    return tokens


def html_of(tokens: list[Token], tags: set[str] = TAGS, attributes: dict[str, set[str]] = ATTRIBUTES) -> SafeString:
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return mark_safe(nh3.clean(html, tags=tags, attributes=attributes, url_schemes=SCHEMES))
