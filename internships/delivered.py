"""A delivered record on its way to a place: lenient about how something is written, as strict as the form about what is allowed."""

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from internships.models import Posting
from internships.recognition import Recognition
from internships.sources.columns import COLUMNS, NAMES
from portal.vocabulary import Certificate

TIMES = ["%H:%M", "%H:%M:%S", "%H.%M", "%H"]
DATES = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%Y-%m-%dT%H:%M:%S"]
KIND_WORDS = {
    "praktikum": Posting.Kind.SCHOOL_INTERNSHIP,
    "ferienjob": Posting.Kind.HOLIDAY_INTERNSHIP,
    "ausbildungsplatz": Posting.Kind.APPRENTICESHIP,
    "ausbildungsstelle": Posting.Kind.APPRENTICESHIP,
    "eq": Posting.Kind.ENTRY_QUALIFICATION,
    "fsj": Posting.Kind.VOLUNTARY_YEAR,
}
CERTIFICATE_WORDS = {
    "": Certificate.NONE,
    "keiner": Certificate.NONE,
    "egal": Certificate.NONE,
    "hauptschule": Certificate.HAUPT,
    "realschule": Certificate.REAL,
    "mittlere reife": Certificate.REAL,
    "abitur": Certificate.ABITUR,
    "fachabitur": Certificate.ABITUR,
}


class WordChoice(forms.TypedChoiceField):
    """A choice by its key, its name or another word for it, in capitals or not."""

    def __init__(self, *, choices, words, **kwargs):
        super().__init__(choices=choices, **kwargs)
        self.words = words | {str(name).casefold(): key for key, name in choices}

    def to_python(self, value):
        text = super().to_python(value).strip()
        return str(self.words.get(text.casefold(), text))

    def validate(self, value):
        if value and not self.valid_value(value):
            names = ", ".join(str(name) for _, name in self.choices)
            raise ValidationError(f"„{value[:40]}“ kennen wir nicht. Möglich ist: {names}.")
        super().validate(value)


class WholeNumber(forms.IntegerField):
    """'1.200 €', '850,00' and 850 are numbers too."""

    def to_python(self, value):
        text = str(value or "").replace("€", "").replace("EUR", "").strip()
        if "," in text or text.count(".") > 1 or (text.count(".") == 1 and len(text.rpartition(".")[2]) == 3):
            text = text.replace(".", "").replace(",", ".")
        try:
            number = Decimal(text) if text else None
        except InvalidOperation:
            number = None
        return super().to_python(str(int(number)) if number is not None and number.is_finite() and abs(number) < 10**9 else text)


class YesNo(forms.Field):
    """'ja', 'x' and true; 'nein', '-', nothing and false."""

    words = dict.fromkeys(("ja", "j", "x", "1", "true", "wahr", "yes"), True) | dict.fromkeys(
        ("", "nein", "n", "-", "0", "false", "falsch", "no"), False
    )

    def to_python(self, value):
        text = str(value if value is not None else "").strip().casefold()
        if text not in self.words:
            raise ValidationError(f"„{text[:40]}“ ist weder ja noch nein.")
        return self.words[text]


class Weekdays(forms.CharField):
    """'Mo-Fr', 'Mo, Mi, Fr' and '12345' are the same kind of thing; nothing means Monday to Friday."""

    names = {name: number for number, name in enumerate(("mo", "di", "mi", "do", "fr", "sa", "so"), 1)}

    def to_python(self, value):
        text = super().to_python(value).casefold().replace("–", "-").replace("bis", "-")
        if not text or text.isdigit():
            return text or "12345"
        days = [self.names.get(word.strip().rstrip(".")[:2], 0) for word in re.split(r"[-,;/]|und", text)]
        if "-" in text and len(days) == 2 and all(days):
            days = range(days[0], days[1] + 1)
        if not all(days):
            raise ValidationError(f"„{text[:40]}“ sind keine Wochentage. Zum Beispiel: Mo-Fr.")
        return "".join(map(str, sorted(set(days))))


class Recognised(forms.CharField):
    """A word that stands for a row; `find` raises a ValidationError when it is not sure."""

    find = None

    def clean(self, value):
        text = super().clean(value)
        return self.find(text) if text else None


class DeliveredPosting(forms.ModelForm):
    """`cells` are merged over what the place says already, so that a delivery changes what it names and nothing else."""

    kind = WordChoice(choices=Posting.Kind.choices, words=KIND_WORDS, label="Art")
    occupation = Recognised(label="Beruf", max_length=200)
    municipality = Recognised(label="Ort", max_length=120, required=False)
    site = Recognised(label="Standort", max_length=120, required=False)
    starts_on = forms.DateField(label="Start frühestens", input_formats=DATES, required=False)
    starts_until = forms.DateField(label="Start spätestens", input_formats=DATES, required=False)
    certificate = WordChoice(choices=Certificate.choices, words=CERTIFICATE_WORDS, coerce=int, required=False, empty_value=0)
    minimum_age = WholeNumber(label="Mindestalter", required=False)
    seats = WholeNumber(label="Plätze", required=False)
    monthly_pay = WholeNumber(label="Geld im Monat", required=False)
    minimum_class = WholeNumber(label="Ab Klasse", required=False)
    day_starts = forms.TimeField(label="Beginn der Arbeit", input_formats=TIMES, required=False)
    day_ends = forms.TimeField(label="Ende der Arbeit", input_formats=TIMES, required=False)
    friday_ends = forms.TimeField(label="Ende am Freitag", input_formats=TIMES, required=False)
    break_minutes = WholeNumber(label="Pausen in Minuten", required=False)
    weekdays = Weekdays(label="Tage", required=False)
    in_shifts = YesNo(required=False)
    takes_inquiries = YesNo(required=False)
    phone_welcome = YesNo(required=False)
    no_cover_letter = YesNo(required=False)
    lends_shoes = YesNo(required=False)
    lends_workwear = YesNo(required=False)
    gives_lunch = YesNo(required=False)
    pays_travel = YesNo(required=False)
    has_lodging = YesNo(required=False)

    class Meta:
        model = Posting
        fields = NAMES

    def __init__(self, cells: dict, posting: Posting, recognition: Recognition):
        super().__init__({**as_cells(posting), **cells}, instance=posting)
        self.fields["reference"].required = True
        self.fields["occupation"].find = recognition.occupation
        self.fields["municipality"].find = recognition.municipality
        self.fields["site"].find = lambda text: recognition.site(posting.company, text)

    def clean_seats(self):
        return self.cleaned_data["seats"] or 1

    def clean(self):
        """An empty cell for the place is where the firm is. What could start until yesterday only could not be shown for a day."""
        cleaned = super().clean()
        if cleaned.get("municipality", "") is None:
            cleaned["municipality"] = (cleaned.get("site") or self.instance.company).municipality
        name = "starts_until" if cleaned.get("starts_until") else "starts_on"
        last = cleaned.get(name)
        if last and last < timezone.localdate():
            self.add_error(name, f"Dieser Tag ({last:%d.%m.%Y}) ist schon vorbei.")
        return cleaned


def as_cells(posting: Posting) -> dict[str, str]:
    """A place in the words that the form reads back as the same place."""
    return {name: "" if value is None else str(value) for name, value in as_record(posting).items()}


def as_record(posting: Posting) -> dict:
    """A place as JSON says it; what nobody wrote is None."""
    return {column.name: VALUES.get(column.name, _plain)(posting, column.name) for column in COLUMNS}


def _plain(posting: Posting, name: str):
    value = getattr(posting, name)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else None if value == "" else value


VALUES = {
    "occupation": lambda posting, name: posting.occupation.slug if posting.occupation_id else None,
    "municipality": lambda posting, name: posting.municipality.name if posting.municipality_id else None,
    "site": lambda posting, name: posting.site.name if posting.site_id else None,
}
