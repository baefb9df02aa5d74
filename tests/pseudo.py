"""A made-up language in which every message stands in ⟦brackets⟧: what stands outside of them on a page was forgotten."""

import re
from contextlib import contextmanager
from html.parser import HTMLParser

from django.utils.translation import trans_real

MESSAGE = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{2,}")
READ_ATTRIBUTES = {"aria-label", "placeholder", "title", "alt", "data-kept-word", "data-suggest-name"}
VOID = {"meta", "link", "input", "img", "br", "hr", "path", "circle", "rect"}


class Pseudo:
    """In the place of a catalogue; `asked` are the messages that pages wanted."""

    def __init__(self, code: str):
        self.code, self.asked = code, set()

    def to_language(self):
        return self.code

    language = to_language

    def gettext(self, message):
        self.asked.add(message.rpartition("\x04")[2])
        return f"⟦{message.rpartition(chr(4))[2]}⟧"

    def ngettext(self, singular, plural, number):
        self.asked.add(singular)
        return f"⟦{singular if number == 1 else plural}⟧"


@contextmanager
def speaking(code: str):
    """Puts the made-up language in the place of a real one."""
    pseudo, kept = Pseudo(code), trans_real._translations.get(code)
    trans_real._translations[code] = pseudo
    try:
        yield pseudo
    finally:
        trans_real._translations.pop(code)
        if kept:
            trans_real._translations[code] = kept


class Words(HTMLParser):
    """The words of a page in its own language: parts with another `lang` and what is not to be translated are left out, as are scripts."""

    def __init__(self, html: str):
        super().__init__()
        self.stack, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        foreign = ("lang" in values and tag != "html") or values.get("translate") == "no"
        if tag not in VOID:
            self.stack.append((tag, foreign or tag in ("script", "style")))
        if not foreign and self._own():
            self.found += [value for name, value in attributes if name in READ_ATTRIBUTES and value]
            if values.get("name") == "description":
                self.found.append(values["content"])

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._own():
            self.found.append(data)

    def _own(self) -> bool:
        return not any(foreign for _, foreign in self.stack)


def forgotten(html: str, names: list[str]) -> list[str]:
    """Texts of the page that are neither a message nor made of names."""
    while MESSAGE.search(html):
        html = MESSAGE.sub(" ", html)
    left = []
    for text in Words(html).found:
        rest = text
        for name in sorted(filter(None, names), key=len, reverse=True):
            rest = rest.replace(name, " ")
        if WORD.search(rest):
            left.append(" ".join(text.split()))
    return left
