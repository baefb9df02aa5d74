"""Editing an occupation and its profile: plain text areas, and choices from the catalogue's fixed words."""

from django import forms

from occupations.models import AREAS, Profile
from occupations.wording import Profile as ProfileText
from occupations.wording import faults, vocabulary

CONDITION = "bedingung_"


class OccupationForm(forms.ModelForm):
    """The areas of training are ticked by name."""

    areas = forms.MultipleChoiceField(
        label="Ausbildungsbereiche", choices=[(area, area) for area in AREAS], required=False, widget=forms.CheckboxSelectMultiple
    )


class ProfileForm(forms.ModelForm):
    """Its seventeen working conditions are one choice each; warnings of the plain-language check come after saving, as messages."""

    class Meta:
        model = Profile
        fields = ["summary", "tasks", "workplace", "day", "learning", "fits", "fits_not", "good_to_know", "subjects", "strengths"]
        fields += ["beginners", "after", "synonyms", "related", "easy"]
        widgets = {name: forms.Textarea(attrs={"rows": 6, "cols": 90}) for name in ("tasks", "day", "fits", "fits_not", "easy", "learning")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = vocabulary()
        for name in ("subjects", "strengths"):
            self.fields[name] = forms.MultipleChoiceField(
                label=Profile._meta.get_field(name).verbose_name, choices=words[name].items(), widget=forms.CheckboxSelectMultiple
            )
        self.fields["beginners"] = forms.ChoiceField(label="Was die meisten mitbringen", choices=words["beginners"].items())
        for key, label in words["conditions"].items():
            level = self.instance.conditions.get(key, "no")
            self.fields[CONDITION + key] = forms.ChoiceField(label=label, choices=Profile.LEVELS.items(), initial=level)

    def save(self, commit=True):
        chosen = {name.removeprefix(CONDITION): value for name, value in self.cleaned_data.items() if name.startswith(CONDITION)}
        self.instance.conditions = chosen
        return super().save(commit)


def plain_language_faults(profile: Profile) -> list[str]:
    """What the writer's check says of a stored profile."""
    lines = ("tasks", "fits", "fits_not", "good_to_know", "after", "synonyms", "related")
    text: ProfileText = {name: getattr(profile, name).splitlines() for name in lines}
    text |= {
        name: getattr(profile, name) for name in ("summary", "workplace", "day", "beginners", "conditions", "subjects", "strengths", "easy")
    }
    return faults(text | {"learning": [{"when": when, "what": what} for when, what in profile.steps]})
