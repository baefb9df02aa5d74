"""From the engine's keys and letters to what a page says."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from occupations.check.bank import SCALES
from occupations.check.codes import LETTERS, CodeError
from occupations.check.matching import Band
from occupations.check.pages.catalogue import BANK
from occupations.check.pages.models import CODE_LETTERS
from occupations.check.reasons import Caution, Reasons
from occupations.models import SCALE_NAMES
from occupations.wording import vocabulary


def scale_names() -> dict[str, str]:
    return {letter: _(SCALE_NAMES[letter]) for letter in SCALES}


def name(section: str, key: str) -> str:
    """A word of the fixed vocabulary in the reader's language."""
    return _(vocabulary()[section][key])


def bands() -> dict[Band, str]:
    """From the best on; the percentages behind them are never shown."""
    return {Band.VERY_GOOD: _("Passt sehr gut"), Band.GOOD: _("Passt gut"), Band.LOOK: _("Einen Blick wert")}


def reason_words(why: Reasons, fields: Mapping[str, str]) -> tuple[str, list[str]]:
    """'weil du gern ... und gern ...', and what was ticked and fits."""
    likes = [_(BANK.phrases[letter]["likes"]) for letter in why.scales]
    because = {
        0: "",
        1: _("Weil du gern %(one)s.") % {"one": likes[0] if likes else ""},
        2: _("Weil du gern %(one)s und gern %(two)s.") % {"one": likes[0] if likes else "", "two": likes[-1] if likes else ""},
    }[len(likes)]
    ticked = [fields[key] for key in why.fields if key in fields]
    ticked += [name("subjects", key) for key in why.subjects] + [name("strengths", key) for key in why.strengths]
    return because, ticked + [name("conditions", key) for key in why.conditions]


def caution_words(caution: Caution | None) -> str:
    """One honest sentence of what may not suit."""
    if caution is None:
        return ""
    if caution.kind in ("needs", "lacks"):
        sentence = _("Hier geht es viel um %(topic)s.") if caution.kind == "needs" else _("Hier geht es wenig um %(topic)s.")
        return sentence % {"topic": _(BANK.phrases[caution.key]["topic"])}
    condition = name("conditions", caution.key)
    sentence = {
        "never": _("Das kommt manchmal vor: %(condition)s. Du wolltest das nicht."),
        "usual": _("Gehört dazu: %(condition)s."),
        "sometimes": _("Kommt manchmal vor: %(condition)s."),
    }[caution.kind]
    return sentence % {"condition": condition}


def code_mistake(mistake: CodeError, may_be_pause: bool = False) -> str:
    """One sentence about a code that cannot be read; `may_be_pause`: where a pause code, of any length, or a class code may be typed."""
    if mistake.kind == "length" and mistake.detail == "0":
        return _("Hier steht noch kein Code.")
    if mistake.kind == "length" and may_be_pause and mistake.detail == str(CODE_LETTERS):
        return _("Diesen Klassencode gibt es nicht (mehr)")
    if mistake.kind == "length" and may_be_pause:
        sentence = _(
            "Hier stehen %(found)s Zeichen. Ein Ergebnis hat %(wanted)s. Ist der Code aus einer Pause? Dann ist ein Tippfehler darin."
        )
    else:
        sentence = {
            "letter": _("„%(found)s“ gibt es in keinem Code, nur die Ziffern 2 bis 9 und Buchstaben außer I und O."),
            "length": _("Der Code hat %(wanted)s Zeichen, hier stehen %(found)s."),
            "typo": _("In dem Code ist ein Tippfehler."),
            "outdated": _("Der Code ist aus einer älteren Fassung des Checks. Damit geht es leider nicht weiter."),
        }[mistake.kind]
    return sentence % {"found": mistake.detail, "wanted": LETTERS}
