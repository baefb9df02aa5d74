"""The check's forms, one per kind of page; nothing they take is stored."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from occupations.check.bank import SCALES, Bank
from occupations.check.codes import MOST_FIELDS, MOST_LIKED, MOST_NEVER, MOST_STRENGTHS, MOST_SUBJECTS
from occupations.check.matching import Wishes
from occupations.check.progress import Progress
from occupations.wording import vocabulary
from portal.whereabouts import WhereaboutsField

ANSWERS = [
    ("1", _("gar nicht gern")),
    ("2", _("nicht so gern")),
    ("3", _("geht so")),
    ("4", _("gern")),
    ("5", _("sehr gern")),
    ("0", _("weiß ich nicht")),
]
EGAL, LIKED, NEVER = "", "gern", "nie"
CONDITION = "b_"
FEELINGS = [(EGAL, _("egal")), (LIKED, _("mag ich")), (NEVER, _("auf keinen Fall"))]
PAPER_QUESTIONS = 5
WRONG_SUM = _("Das kann nicht sein: Jede Summe liegt zwischen 5 und 25.")


class Questions(forms.Form):
    """One page of activities, each with five steps and 'weiß ich nicht'."""

    def __init__(self, bank: Bank, page: tuple[str, ...], progress: Progress, data=None):
        given = {code: str(progress.answers[code] or 0) for code in page if code in progress.answers}
        super().__init__(data, initial=given)
        for code in page:
            item = bank.by_code[code]
            self.fields[code] = forms.ChoiceField(
                label=gettext(item.easy if progress.easy else item.text),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Wähl hier eine Antwort."), "invalid_choice": _("Diese Antwort gibt es nicht.")},
            )

    @property
    def answers(self) -> dict[str, int | None]:
        """What is filled in and valid, also of a page with gaps."""
        return {code: int(value) or None for code, value in getattr(self, "cleaned_data", {}).items()}


def ticks(label, section: str, most: int) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=lambda: [(key, gettext(name)) for key, name in vocabulary()[section].items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        validators=[at_most(most)],
    )


def at_most(most: int):
    def check(values):
        if len(values) > most:
            raise forms.ValidationError(
                _("Höchstens %(most)d sind möglich, du hast %(ticked)d."), params={"most": most, "ticked": len(values)}
            )

    return check


class FieldsForm(forms.Form):
    fields_ticked = ticks(_("Welche Felder reizen dich? Höchstens drei."), "fields", MOST_FIELDS)

    def wishes(self, wishes: Wishes) -> dict:
        return {"fields": tuple(self.cleaned_data.get("fields_ticked", ()))}

    @staticmethod
    def ticked(wishes: Wishes) -> dict:
        return {"fields_ticked": list(wishes.fields)}


class AbilitiesForm(forms.Form):
    subjects = ticks(_("Welche Fächer magst du? Höchstens drei."), "subjects", MOST_SUBJECTS)
    strengths = ticks(_("Was fällt dir leicht? Höchstens drei."), "strengths", MOST_STRENGTHS)

    def wishes(self, wishes: Wishes) -> dict:
        return {name: tuple(self.cleaned_data.get(name, ())) for name in ("subjects", "strengths")}

    @staticmethod
    def ticked(wishes: Wishes) -> dict:
        return {"subjects": list(wishes.subjects), "strengths": list(wishes.strengths)}


class ConditionsForm(forms.Form):
    """Three choices per condition; at most five exclusions and three wishes fit into a code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, name in vocabulary()["conditions"].items():
            self.fields[CONDITION + key] = forms.ChoiceField(
                label=gettext(name), choices=FEELINGS, widget=forms.RadioSelect, required=False
            )

    def chosen(self, feeling: str) -> tuple[str, ...]:
        return tuple(name.removeprefix(CONDITION) for name, value in self.cleaned_data.items() if value == feeling)

    def clean(self):
        super().clean()
        if (number := len(self.chosen(NEVER))) > MOST_NEVER:
            raise forms.ValidationError(
                _("„Auf keinen Fall“ geht höchstens %(most)d-mal, du hast %(ticked)d."), params={"most": MOST_NEVER, "ticked": number}
            )
        if (number := len(self.chosen(LIKED))) > MOST_LIKED:
            raise forms.ValidationError(
                _("„Mag ich“ geht höchstens %(most)d-mal, du hast %(ticked)d."), params={"most": MOST_LIKED, "ticked": number}
            )

    def wishes(self, wishes: Wishes) -> dict:
        return {"liked": self.chosen(LIKED), "never": self.chosen(NEVER)}

    @staticmethod
    def ticked(wishes: Wishes) -> dict:
        chosen = dict.fromkeys(wishes.liked, LIKED) | dict.fromkeys(wishes.never, NEVER)
        return {CONDITION + key: feeling for key, feeling in chosen.items()}


class PlaceForm(forms.Form):
    ort = WhereaboutsField(
        label=_("Wo wohnst du? Gemeinde oder Postleitzahl"),
        required=False,
        max_length=80,
        help_text=_("Damit zeigen wir freie Plätze in deiner Nähe. Gespeichert wird nichts."),
    )
    hilf_mit = forms.BooleanField(
        label=_("Hilf mit: Meine Antworten dürfen anonym mitzählen, damit der Check genauer wird."), required=False
    )


class ClassPlaceForm(PlaceForm):
    mitzaehlen = forms.BooleanField(
        label=_("Mein Ergebnis darf in meiner Klasse anonym mitzählen."),
        help_text=_("Gezählt wird nur, wie oft etwas vorkommt. Niemand sieht, was du angekreuzt hast."),
        required=False,
    )


class PaperForm(forms.Form):
    """The six sums of the printed questionnaire: five answers from 1 to 5 each."""

    def __init__(self, names: dict[str, str], data=None):
        super().__init__(data)
        for scale in SCALES:
            self.fields[scale] = forms.IntegerField(
                label=names[scale],
                min_value=PAPER_QUESTIONS,
                max_value=5 * PAPER_QUESTIONS,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={"required": _("Hier fehlt die Summe.")} | dict.fromkeys(("invalid", "min_value", "max_value"), WRONG_SUM),
            )

    @property
    def values(self) -> tuple[float, ...]:
        return tuple(self.cleaned_data[scale] / PAPER_QUESTIONS for scale in SCALES)
