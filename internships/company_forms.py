"""The forms in which a firm describes a place."""

from datetime import datetime

from django import forms
from django.db.models import F, Value
from django.db.models.functions import Greatest

from internships.filters import week_choices
from internships.models import Posting, PostingPicture, PostingWeek
from internships.models.weeks import mondays_between, week_words
from internships.periods.nearby import NEARBY_KM, weeks_near
from portal.pictures import made_anew
from portal.spam import phone_number

WEEKDAYS = list(zip("1234567", ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"), strict=True))
PICTURE_SIZE = (1200, 900)
MOST_WEEKS = 30


DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class WeekdaysField(forms.MultipleChoiceField):
    """Ticked days as the column keeps them: '12345'."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=WEEKDAYS, **{name: kwargs[name] for name in ("label", "help_text", "initial") if name in kwargs})

    def clean(self, value):
        return "".join(sorted(super().clean(value)))

    def has_changed(self, initial, data):
        return super().has_changed(list(initial or ""), data)

    def prepare_value(self, value):
        return list(value or "")


class PostingForm(forms.ModelForm):
    """Any section of a place; what the law forbids comes from the model."""

    class Meta:
        model = Posting
        fields = []

    def clean_contact_phone(self):
        return phone_number(self.cleaned_data["contact_phone"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day_ends") and not cleaned.get("day_starts"):
            self.add_error("day_starts", "Wann geht es los?")
        if cleaned.get("day_starts") and not cleaned.get("day_ends"):
            self.add_error("day_ends", "Wann ist Schluss?")
        return cleaned


class DatesForm(PostingForm):
    """Adds many weeks at once: from one Monday to another, and those in which schools nearby are out."""

    weeks_from = forms.TypedChoiceField(label="Von der Woche", required=False, empty_value=None)
    weeks_until = forms.TypedChoiceField(label="bis zur Woche", required=False, empty_value=None, help_text="Leer: nur diese eine.")
    weeks_capacity = forms.IntegerField(label="Plätze je Woche", min_value=1, max_value=50, initial=1, required=False)
    school_weeks = forms.MultipleChoiceField(
        label=f"Wochen, in denen Schulen im Umkreis von {NEARBY_KM} km Praktikum haben", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("weeks_from", "weeks_until"):
            self.fields[name].choices = [("", "–"), *week_choices()]
        taken = set(self.instance.weeks.values_list("monday", flat=True))
        near = [week for week in weeks_near(self.instance.municipality) if week.monday not in taken]
        self.fields["school_weeks"].choices = [(week.monday.isoformat(), week.words) for week in near]
        if not near:
            self.fields["school_weeks"].help_text = "Gerade keine, die hier noch fehlt."

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("weeks_from"), cleaned.get("weeks_until") or cleaned.get("weeks_from")
        if first and last < first:
            self.add_error("weeks_until", "Diese Woche liegt vor der ersten.")
        elif first and len(_mondays(first, last)) > MOST_WEEKS:
            self.add_error("weeks_until", f"Das sind mehr als {MOST_WEEKS} Wochen. Bitte in zwei Schritten.")
        return cleaned

    def add_weeks(self) -> None:
        """New weeks beside those already there; a week named again takes the new number, less what is taken."""
        mondays = {datetime.fromisoformat(day).date() for day in self.cleaned_data.get("school_weeks", [])}
        if first := self.cleaned_data.get("weeks_from"):
            mondays |= set(_mondays(first, self.cleaned_data.get("weeks_until") or first))
        capacity = self.cleaned_data.get("weeks_capacity") or 1
        for monday in sorted(mondays):
            again = {"capacity": Greatest(Value(capacity) - F("taken"), 0)}
            self.instance.weeks.update_or_create(monday=monday, defaults=again, create_defaults={"capacity": capacity})


def _mondays(first: str, last: str) -> list:
    """ISO dates of two Mondays -> all Mondays from one to the other."""
    return mondays_between(*(datetime.fromisoformat(day).date() for day in (first, last)))


class WeekForm(forms.ModelForm):
    """One week of a place, chosen by name."""

    monday = forms.TypedChoiceField(label="Woche", coerce=lambda day: datetime.fromisoformat(day).date())

    class Meta:
        model = PostingWeek
        fields = ["monday", "capacity"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = week_choices()
        monday = self.instance.monday if self.instance.pk else None
        own = [(monday.isoformat(), week_words(monday))] if monday and monday.isoformat() not in dict(known) else []
        self.fields["monday"].choices = [*own, *known]


class PictureForm(forms.ModelForm):
    """A new picture is checked by its content, made small, and loses what the camera wrote into it."""

    class Meta:
        model = PostingPicture
        fields = ["image", "alt"]
        widgets = {"image": forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})}

    def clean_image(self):
        image = self.cleaned_data["image"]
        return made_anew(image, *PICTURE_SIZE) if "image" in self.changed_data and image else image
