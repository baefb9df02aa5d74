"""A pupil's first contact with a company."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from internships.models import Inquiry

NO_CONTACT = _("Bitte gib eine Telefonnummer oder eine E-Mail-Adresse an. Sonst kann dir niemand antworten.")


class InquiryForm(forms.ModelForm):
    """Needs a way to answer, nothing else about the person; `website` is a trap that only programs fill in."""

    website = forms.CharField(required=False, label=_("Dieses Feld bitte leer lassen"))

    class Meta:
        model = Inquiry
        fields = ["name", "school_class", "message", "phone", "email"]
        labels = {
            "name": _("Dein Vorname"),
            "school_class": _("Klasse oder Alter"),
            "message": _("Deine Nachricht"),
            "phone": _("Telefonnummer"),
            "email": _("E-Mail-Adresse"),
        }
        help_texts = {
            "name": _("Der Vorname reicht."),
            "school_class": _("Zum Beispiel „Klasse 9“ oder „16 Jahre“. Freiwillig."),
            "message": _("Zwei, drei Sätze genügen: Was interessiert dich, und wann hättest du Zeit?"),
            "phone": _("Oder eine E-Mail-Adresse. Eins von beiden reicht."),
            "email": "",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "message": forms.Textarea(attrs={"rows": 6}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Dieses Feld muss leer bleiben."))
        return ""

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("phone") and not cleaned.get("email") and not self.errors.keys() & {"phone", "email"}:
            self.add_error("phone", NO_CONTACT)
        return cleaned
