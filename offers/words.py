"""The fixed choices by which families and schools pick an offer, and how class and age lie in the stages of life."""

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.vocabulary import Stage


class Coverage(models.TextChoices):
    """Whom an offer serves, apart from where it takes place."""

    TOWN = "gemeinde", _("diese Gemeinde")
    SEVERAL = "mehrere", _("mehrere Gemeinden")
    COUNTY = "region", _("ganze Region")


class Registration(models.TextChoices):
    NONE = "ohne", _("ohne Anmeldung, einfach kommen")
    LINK = "link", _("im Netz")
    MAIL = "mail", _("per E-Mail")
    PHONE = "telefon", _("am Telefon")
    SCHOOL = "schule", _("über die Schule")
    BOOKING = "buchung", _("hier im Portal")


class Rhythm(models.IntegerChoices):
    """After how many months a provider looks at an entry again."""

    MONTHLY = 1, "jeden Monat"
    QUARTERLY = 3, "alle 3 Monate"
    HALF_YEARLY = 6, "alle 6 Monate"
    YEARLY = 12, "einmal im Jahr"


LANGUAGES = [
    ("de", _("Deutsch")),
    ("leicht", _("Leichte Sprache")),
    ("dgs", _("Gebärdensprache")),
    ("en", _("Englisch")),
    ("tr", _("Türkisch")),
    ("ar", _("Arabisch")),
    ("uk", _("Ukrainisch")),
    ("ru", _("Russisch")),
    ("pl", _("Polnisch")),
    ("fa", _("Persisch")),
    ("ku", _("Kurdisch")),
    ("ro", _("Rumänisch")),
    ("bg", _("Bulgarisch")),
    ("fr", _("Französisch")),
    ("es", _("Spanisch")),
]
ACCESS = [
    ("stufenlos", _("stufenlos erreichbar")),
    ("wc", _("Toilette für Rollstühle")),
    ("parken", _("Parkplatz für Menschen mit Behinderung")),
    ("hoeren", _("Hilfe für Schwerhörige")),
    ("dgs", _("Gebärdensprache auf Wunsch")),
    ("sehen", _("Unterlagen für Blinde und Sehbehinderte")),
    ("ruhe", _("ruhiger Raum")),
    ("begleitung", _("Begleitperson willkommen")),
]

CLASSES = range(1, 14)
STAGE_OF_CLASSES = {Stage.PRIMARY: range(1, 5), Stage.SECONDARY: range(5, 11), Stage.TRANSITION: range(8, 14)}
STAGE_OF_AGES = {
    Stage.KITA: range(7),
    Stage.PRIMARY: range(6, 11),
    Stage.SECONDARY: range(10, 18),
    Stage.TRANSITION: range(14, 28),
    Stage.TRAINING: range(16, 30),
    Stage.ADULT: range(18, 120),
}


def stages_with(value: int, spans: dict[Stage, range]) -> list[Stage]:
    """The stages somebody of this class or age may be in, for offers that state none."""
    return [stage for stage, span in spans.items() if value in span]


def field_pairs() -> list[tuple[str, str]]:
    """Key and name of the fields of work; the table is the occupations' own, so it is asked for by name (decision 0020)."""
    rows = apps.get_model("occupations", "Field").objects.values_list("key", "name")
    return [(key, gettext(name)) for key, name in rows]


def due_after(day, months: int):
    return day + relativedelta(months=months)


def span_words(first: int | None, last: int | None) -> str:
    """(8, 10) -> '8 bis 10', (16, None) -> 'ab 16', (None, 6) -> 'bis 6'."""
    if last is None:
        return gettext("ab %(first)s") % {"first": first} if first is not None else ""
    if first is None:
        return gettext("bis %(last)s") % {"last": last}
    return str(first) if first == last else gettext("%(first)s bis %(last)s") % {"first": first, "last": last}
