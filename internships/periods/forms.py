"""What schools tell about their internship weeks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from internships.models import InternshipPeriod
from internships.periods.school_years import school_year_of
from portal.spam import GuardedForm

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
TWICE = "Für diese Klasse steht schon eine Zeit da, die am selben Tag beginnt."


class AskForLinkForm(GuardedForm):
    email = forms.EmailField(
        label="E-Mail-Adresse des Sekretariats",
        help_text="Die Adresse, die wir von Ihrer Schule kennen.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PeriodForm(forms.ModelForm):
    """One period of a school, in this school year or the next."""

    last_day = forms.DateField(label="Letzter Tag", required=False, widget=DAY, help_text="Leer: nur dieser eine Tag.")

    class Meta:
        model = InternshipPeriod
        fields = ["kind", "school_class", "classes", "first_day", "last_day", "pupils"]
        widgets = {"first_day": DAY, "pupils": forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 400})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        this_year = school_year_of(timezone.localdate())
        self.earliest, self.latest = this_year.first_day, this_year.next.last_day
        self.fields["school_class"].choices = [("", "bitte wählen"), *InternshipPeriod._meta.get_field("school_class").choices]
        for name in ("first_day", "last_day"):
            self.fields[name].widget.attrs |= {"min": self.earliest.isoformat(), "max": self.latest.isoformat()}

    def clean_first_day(self):
        day = self.cleaned_data["first_day"]
        if not self.earliest <= day <= self.latest:
            raise ValidationError("Bitte ein Tag in diesem oder im nächsten Schuljahr.")
        return day

    def clean(self):
        cleaned = super().clean()
        cleaned["last_day"] = cleaned.get("last_day") or cleaned.get("first_day")
        if self._is_there_already(cleaned):
            raise ValidationError(TWICE)
        return cleaned

    def _is_there_already(self, cleaned) -> bool:
        same = {name: cleaned.get(name) for name in ("school_class", "classes", "first_day")}
        others = InternshipPeriod.objects.of_school(self.instance.school).exclude(pk=self.instance.pk)
        return None not in same.values() and others.filter(**same).exists()
