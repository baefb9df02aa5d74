"""What firms fill in to hand over a file, to say what its columns mean, and to make a key for their system."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from internships.models import ApiToken, Posting
from internships.sources import MOST_BYTES, format_of
from internships.sources.columns import COLUMNS, guess
from internships.sources.record import BadSource

LEAVE = ("", "nicht übernehmen")
FIELDS = [LEAVE, *((column.name, column.label) for column in COLUMNS)]
VALID_DAYS = [("90", "3 Monate"), ("365", "1 Jahr"), ("730", "2 Jahre")]


class UploadForm(forms.Form):
    file = forms.FileField(label="Datei", help_text="CSV, Excel (XLSX), HR-BA-XML oder JSON, höchstens 2 MB und 500 Plätze.")
    is_full = forms.BooleanField(
        required=False,
        label="Die Datei enthält alle unsere Plätze",
        help_text="Dann schließen wir jeden Platz mit Referenz, der nicht in der Datei steht. Plätze ohne Referenz bleiben.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("Die Datei ist größer als 2 MB. Bitte teilen Sie sie auf.")
        self.content = file.read()
        try:
            self.format = format_of(file.name, self.content)
        except BadSource as error:
            raise ValidationError(str(error)) from error
        return file


class ColumnsForm(forms.Form):
    """One question per heading of the file, answered as well as we can guess; `rows` pairs each with an example from the file."""

    kind = forms.ChoiceField(
        label="Art, wenn die Datei keine nennt",
        choices=[("", "steht in der Datei"), *Posting.Kind.choices],
        required=False,
        help_text="Zum Beispiel, wenn die ganze Datei Ausbildungsplätze enthält.",
    )

    def __init__(self, headings: list[str], remembered: dict[str, str], example: list[str], data=None):
        super().__init__(data)
        self.headings = {f"spalte-{number}": heading for number, heading in enumerate(headings) if heading}
        meanings = guess(list(self.headings.values()), remembered)
        for name, heading in self.headings.items():
            self.fields[name] = forms.ChoiceField(label=heading, choices=FIELDS, required=False, initial=meanings[heading])
        self.examples = {name: example[headings.index(heading)] for name, heading in self.headings.items()}

    @property
    def rows(self) -> list[tuple]:
        return [(self[name], self.examples[name]) for name in self.headings]

    @property
    def columns(self) -> dict[str, str]:
        return {heading: self.cleaned_data[name] for name, heading in self.headings.items()}

    def clean(self):
        cleaned = super().clean()
        chosen: dict[str, str] = {}
        for name, heading in self.headings.items():
            meaning = cleaned.get(name)
            if meaning and meaning in chosen:
                self.add_error(name, f"„{dict(FIELDS)[meaning]}“ ist schon der Spalte „{chosen[meaning]}“ zugeordnet.")
            chosen.setdefault(meaning, heading)
        if "reference" not in chosen:
            raise ValidationError("Eine Spalte muss die Referenz sein: die Nummer, unter der wir den Platz wiederfinden.")
        return cleaned


class TokenForm(forms.ModelForm):
    days = forms.ChoiceField(label="Gültig", choices=VALID_DAYS, initial="365")

    class Meta:
        model = ApiToken
        fields = ["name"]

    @property
    def expires_on(self):
        return timezone.localdate() + timedelta(days=int(self.cleaned_data["days"]))
