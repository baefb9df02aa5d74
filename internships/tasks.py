"""A place as a list of small tasks: what is done, what is missing, what would help."""

from dataclasses import dataclass

from internships import words
from internships.hints import hints
from internships.models import Posting
from internships.suggestions import is_suggestion

DONE, MISSING, ADVISED, OPTIONAL = "done", "missing", "advised", "optional"
STATES = {DONE: "fertig", MISSING: "fehlt noch", ADVISED: "empfohlen", OPTIONAL: "freiwillig"}


@dataclass(frozen=True)
class Section:
    """One page of the form."""

    title: str
    fields: tuple[str, ...] = ()
    intro: str = ""


SECTIONS = {
    "platz": Section("Was und wo", ("company", "kind", "occupation", "title", "site", "municipality", "seats", "certificate")),
    "text": Section("Was junge Leute bei Ihnen tun", ("description",), "Schreiben Sie, wie Sie es am ersten Tag erzählen würden."),
    "termine": Section("Wann und wie lange", ("starts_on", "starts_until", "duration")),
    "zeiten": Section(
        "Arbeitszeit und Alter",
        (
            ("day_starts", "day_ends", "friday_ends"),
            "weekdays",
            "break_minutes",
            "in_shifts",
            "working_hours",
            ("minimum_class", "minimum_age"),
        ),
        "Daraus rechnen wir aus, ab welchem Alter der Platz erlaubt ist, und sagen es den Jugendlichen.",
    ),
    "kontakt": Section(
        "So meldet man sich",
        (
            "contact_name",
            "contact_phone",
            "takes_inquiries",
            "phone_welcome",
            "contact_email",
            "application_url",
            "no_cover_letter",
        ),
        "Je leichter der erste Schritt, desto mehr melden sich.",
    ),
    "dazu": Section("Das gibt es dazu", ("lends_shoes", "lends_workwear", "gives_lunch", "pays_travel", "has_lodging", "monthly_pay")),
    "bilder": Section("Bilder", (), "Bis zu drei Bilder: der Ort, das Team, etwas Selbstgemachtes. Fragen Sie alle, die zu sehen sind."),
}


@dataclass(frozen=True)
class Task:
    """A section with its state and one line about what is there."""

    key: str
    section: Section
    state: str
    line: str

    @property
    def state_name(self) -> str:
        return STATES[self.state]


def tasks_of(posting: Posting) -> list[Task]:
    lines = {
        "platz": (DONE, f"{posting.title}, {posting.municipality}"),
        "text": _text(posting),
        "termine": _dates(posting),
        "zeiten": _hours(posting),
        "kontakt": _contact(posting),
        "dazu": _provisions(posting),
        "bilder": _pictures(posting),
    }
    return [Task(key, section, *lines[key]) for key, section in SECTIONS.items()]


def next_section(key: str) -> str:
    """The section after this one; empty after the last."""
    keys = list(SECTIONS)
    return keys[keys.index(key) + 1] if key in keys[:-1] else ""


def _text(posting) -> tuple[str, str]:
    if not posting.description:
        return MISSING, "Noch ohne Text."
    if is_suggestion(posting):
        return ADVISED, "Das ist noch unser Vorschlag aus dem Berufsprofil. Zwei eigene Sätze machen den Unterschied."
    found = hints(posting.description)
    return (ADVISED, found[0]) if found else (DONE, "Gut zu lesen.")


def _dates(posting) -> tuple[str, str]:
    weeks = len(posting.coming_weeks)
    if weeks:
        return DONE, f"{weeks} Wochen mit freien Plätzen" if weeks > 1 else "Eine Woche mit freien Plätzen"
    return (DONE, posting.duration) if posting.starts_on or posting.duration else (OPTIONAL, "Jederzeit nach Absprache.")


def _hours(posting) -> tuple[str, str]:
    fits = words.fits_from(posting)
    line = f"{words.hours(posting) or 'Ohne Zeiten'}{f', passt {fits}' if fits else ''}"
    return (DONE if posting.day_starts else ADVISED), line


def _contact(posting) -> tuple[str, str]:
    if not posting.channels:
        return MISSING, "Noch kein Weg, sich zu melden."
    if not posting.contact_name:
        return ADVISED, "Mit einem Namen schreibt es sich leichter."
    return DONE, posting.contact_name


def _provisions(posting) -> tuple[str, str]:
    given = [str(words.PROVISIONS[name]) for name in posting.provisions]
    return (DONE, ", ".join(given)) if given or posting.monthly_pay else (OPTIONAL, "Schuhe, Essen, Fahrgeld …")


def _pictures(posting) -> tuple[str, str]:
    number = len(posting.pictures.all())
    return (DONE, f"{number} von 3") if number else (OPTIONAL, "Plätze mit Bildern sagen mehr.")
