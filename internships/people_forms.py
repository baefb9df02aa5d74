"""What people tell about a company and its people."""

from django import forms

from internships.models import Company, Role
from internships.models.companies import FIVE_DIGITS
from portal.models import Municipality
from portal.slugs import german_slug
from portal.spam import phone_number


class NewCompanyForm(forms.ModelForm):
    """As little as staff need to know a company; the rest it adds itself."""

    class Meta:
        model = Company
        fields = ["name", "industry", "street", "postal_code", "municipality", "email", "phone", "website"]
        labels = {"name": "Name des Betriebs", "phone": "Telefon des Betriebs"}
        help_texts = {"email": "Hierhin gehen Anfragen. Die Adresse steht nicht auf der Seite.", "industry": "Zum Beispiel „Tischlerei“."}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "street": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "postal_code": forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.order_by("name")
        self.fields["municipality"].empty_label = "Bitte wählen"
        self.fields["postal_code"].validators.append(FIVE_DIGITS)
        self.twin = None

    def clean_phone(self):
        return phone_number(self.cleaned_data["phone"])

    def clean(self):
        cleaned = super().clean()
        self.twin = self._twin(cleaned.get("name", ""), cleaned.get("municipality"))
        if self.twin:
            self.add_error("name", f"„{self.twin}“ in {self.twin.municipality} gibt es hier schon. Sagen Sie dort, dass Sie dazugehören.")
        return cleaned

    def _twin(self, name: str, municipality):
        """The company of the same name in the same place, if staff know it."""
        there = Company.objects.published().filter(municipality=municipality, slug__startswith=german_slug(name, 150))
        return next((company for company in there if german_slug(company.name) == german_slug(name)), None)


class InvitationForm(forms.Form):
    email = forms.EmailField(label="E-Mail-Adresse", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label="Was darf die Person?",
        initial=Role.EDITOR,
        widget=forms.RadioSelect,
        choices=[
            (Role.EDITOR, "Plätze eintragen und Anfragen beantworten"),
            (Role.OWNER, "Außerdem entscheiden, wer dazugehört"),
        ],
    )
