"""The languages of the public pages: German at the bare address, every other one below a first part of its own (/en/, /leicht/ ...).

No cookie, no look at the browser's wishes: the address alone decides, so a page can be shared, cached and found in its language.
Only `localised` pages have the prefix; staff's and firms' areas, machines' addresses and feeds are German.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, URLResolver, resolve, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation


@dataclass(frozen=True)
class Language:
    """`code` is BCP 47 as in <html lang>; `date` and `weekday` are how a day is written, without its year."""

    code: str
    prefix: str
    name: str
    short: str
    date: str = "{day} {month}"
    weekday: str = "{name}, {date}"
    direction: str = "ltr"

    @property
    def is_easy(self) -> bool:
        return self.code == "de-simple"

    @property
    def is_german(self) -> bool:
        return self.code == "de"


LANGUAGES = [
    Language("de", "", "Deutsch", "DE", "{day}. {month}"),
    Language("de-simple", "leicht", "Leichte Sprache", "Leicht", "{day}. {month}"),
    Language("en", "en", "English", "EN"),
    Language("tr", "tr", "Türkçe", "TR"),
    Language("ar", "ar", "العربية", "ع", weekday="{name}، {date}", direction="rtl"),
    Language("uk", "uk", "Українська", "УК"),
    Language("ru", "ru", "Русский", "РУ"),
]
BY_CODE = {language.code: language for language in LANGUAGES}
BY_PREFIX = {language.prefix: language for language in LANGUAGES}
GERMAN = BY_CODE["de"]
GERMAN_ONLY = re.compile(r"/(konto|betriebsbereich|verwaltung|daten|api|praktikumszeiten/eintragen)/|.*/aushang/$")


@dataclass(frozen=True)
class Choice:
    """The page at hand in one language."""

    code: str
    name: str
    address: str


@dataclass(frozen=True)
class Carried:
    """What a page made from a form takes along into another language, because its address alone does not bring it back.

    Either `fields`, posted again as they came, or `form`: the id of a form on the page, whose button named `stay` shows it again with
    what is filled in; `usual` names the button that Enter presses there.
    """

    choices: list[Choice]
    fields: list[tuple[str, str]] = field(default_factory=list)
    form: str = ""
    stay: str = ""
    usual: str = ""


class PrefixPattern(LocalePrefixPattern):
    """Django's, but the first part of an address need not be a language code."""

    @property
    def language_prefix(self) -> str:
        prefix = current().prefix
        return f"{prefix}/" if prefix else ""


def localised(*patterns) -> URLResolver:
    """Pages that exist in every language; may stand in the root URLconf only."""
    return URLResolver(PrefixPattern(), list(patterns))


def current() -> Language:
    """The language being spoken; German where none is set or it is none of ours."""
    return BY_CODE.get(translation.get_language(), GERMAN)


def of_path(path: str) -> tuple[Language, str]:
    """'/en/berufe/' -> (English, '/berufe/'); '/berufe/' -> (German, '/berufe/')."""
    first, slash, rest = path.removeprefix("/").partition("/")
    language = BY_PREFIX.get(first, GERMAN)
    return (GERMAN, path) if language.is_german else (language, f"/{rest}" if slash else "/")


def address_in(language: Language, path: str) -> str:
    """The same page in another language: `path` is the German one."""
    return f"/{language.prefix}{path}" if language.prefix else path


def choices_of(address: str) -> list[Choice]:
    """A page, by its address in the language at hand, in all languages."""
    _, path = of_path(address)
    return [Choice(each.code, each.name, address_in(each, path)) for each in LANGUAGES]


def posted_again(request, without: Container[str] = ()) -> Carried | None:
    """For pages that a POST made which changes nothing, or nothing but what its fields in `without` ask for."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in without]
    return Carried(choices_of(request.path), fields) if fields else None


def followed(address: str) -> str:
    """A page of the portal as an editor wrote it in German ('/plaetze/?art=...'), in the language of the page at hand where it has one."""
    if current().is_german or not address.startswith("/"):
        return address
    path, *rest = re.split(r"(?=[?#])", address, maxsplit=1)
    try:
        with translation.override(GERMAN.code):
            match = resolve(path)
        return "".join([reverse(match.view_name, args=match.args, kwargs=match.kwargs), *rest])
    except (Resolver404, NoReverseMatch):
        return address


def spoken(get_response):
    """Middleware: everything that answers a request speaks the language of its address."""

    def middleware(request):
        language, _ = of_path(request.path_info)
        with translation.override(language.code):
            response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response["Content-Language"] = language.code
        return response

    return middleware


def context(request) -> dict:
    """Context processor: the language, the same page in all of them, the region in it, and which part of the portal this is."""
    language, path = of_path(request.path)
    query = request.META.get("QUERY_STRING", "")
    german = f"{path}?{query}" if query else path
    spoken_here = [GERMAN] if GERMAN_ONLY.match(path) else LANGUAGES
    choices = [Choice(each.code, each.name, address_in(each, german)) for each in spoken_here]
    region = settings.REGION.in_language(language.code)
    return {"language": language, "languages": choices, "carried": None, "region": region, "section": path.split("/")[1]}
