"""The catalogues of translations: locale/<language>/LC_MESSAGES/django.po, kept current, checked, and compiled without gettext's tools.

German is the source language: every message is the German text itself. locale/de mends what Django's own German lacks or says stiffly.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

import polib
from django.conf import settings
from django.utils.translation import to_locale

PLURALS = {
    "de-simple": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?\w+[^>]*>|&\w+;")
OWN_NUMBER = re.compile(r"%\(\w+\)[sd]")


class Message(NamedTuple):
    """A German text as it stands in the source, and the plural where it counts something."""

    text: str
    plural: str = ""
    context: str = ""


def path_of(code: str) -> Path:
    return settings.LOCALE_PATHS[0] / to_locale(code) / "LC_MESSAGES" / "django.po"


def read(code: str) -> polib.POFile:
    path = path_of(code)
    return polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)


def renewed(code: str, messages: dict[Message, set[str]]) -> polib.POFile:
    """A language's catalogue with exactly these messages (and the files they stand in), in alphabetical order; translations are kept."""
    known = {Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or ""): entry for entry in read(code)}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {"Language": code, "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    catalogue.metadata["Plural-Forms"] = PLURALS[code]
    for message in sorted(messages):
        entry = known.get(message) or _empty(code, message)
        entry.occurrences = [(file, "") for file in sorted(messages[message])]
        entry.flags = ["python-format"] * bool(OWN_NUMBER.search(message.text)) + ["fuzzy"] * ("fuzzy" in entry.flags)
        catalogue.append(entry)
    return catalogue


def _empty(code: str, message: Message) -> polib.POEntry:
    forms = dict.fromkeys(range(forms_of(code)), "") if message.plural else {}
    return polib.POEntry(msgid=message.text, msgid_plural=message.plural, msgctxt=message.context or None, msgstr_plural=forms)


def forms_of(code: str) -> int:
    return int(re.search(r"nplurals=(\d)", PLURALS[code]).group(1))


def untranslated(catalogue: polib.POFile) -> list[str]:
    return [entry.msgid for entry in catalogue if not entry.translated()]


def faults(code: str, catalogue: polib.POFile) -> list[str]:
    """What is wrong with translations that are there: each with its German text."""
    found = []
    for entry in catalogue:
        forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy:
            found.append(f"{entry.msgid!r}: fuzzy")
        if entry.msgid_plural and len(forms) != forms_of(code):
            found.append(f"{entry.msgid!r}: {len(forms)} plural forms, {code} has {forms_of(code)}")
        for form in filter(None, forms):
            if difference := _difference(entry, form):
                found.append(f"{entry.msgid!r}: {difference} in {form!r}")
    return found


def _difference(entry: polib.POEntry, translation: str) -> str:
    """Placeholders and tags must be the same; a plural form may leave the number out (Arabic says 'two places' in one word)."""
    wanted, found = (sorted(PLACEHOLDER.findall(text)) for text in (entry.msgid_plural or entry.msgid, translation))
    extra = [part for part in found if part not in wanted]
    missing = [part for part in wanted if part not in found and not (entry.msgid_plural and OWN_NUMBER.fullmatch(part))]
    return "; ".join([f"{part} missing" for part in missing] + [f"{part} unknown" for part in extra])


def compile_all(codes: Iterable[str] = ("de", *PLURALS)) -> int:
    """Writes the .mo files that are missing or older than their .po; returns how many."""
    written = 0
    for code in codes:
        source = path_of(code)
        target = source.with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            _replace(target, read(code).to_binary())
            written += 1
    return written


def _replace(target: Path, content: bytes) -> None:
    """In one step, so that a second process never reads half a file."""
    with NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)  # whoever runs the portal need not be who set it up
    Path(file.name).replace(target)
