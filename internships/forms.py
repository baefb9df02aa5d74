"""What pupils and other visitors write: a first contact, a reply, a code, a report."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from internships.codes import read_code
from internships.models import Inquiry, InquiryMessage, Report
from portal.spam import GuardedForm, phone_number, without_links

NO_CONTACT = _("Bitte gib eine Telefonnummer oder eine E-Mail-Adresse an. Sonst kann dir niemand antworten.")
UNKNOWN_CODE = _("Zu diesem Code gibt es hier nichts. Stimmt jeder Buchstabe? Er gilt nur, bis deine Anfragen gelöscht sind.")


class InquiryForm(GuardedForm, forms.ModelForm):
    """Needs a way to answer, nothing else about the person."""

    own_code = forms.CharField(
        label=_("Dein Code"),
        required=False,
        max_length=40,
        help_text=_("Nur wenn du schon einen hast: Dann stehen alle deine Anfragen auf einer Seite."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-kept-code": ""}),
    )

    class Meta:
        model = Inquiry
        fields = ["name", "school_class", "message", "phone", "email", "contact_released"]
        labels = {
            "name": _("Dein Vorname"),
            "school_class": _("Klasse oder Alter"),
            "message": _("Deine Nachricht"),
            "phone": _("Telefonnummer"),
            "email": _("E-Mail-Adresse"),
            "contact_released": _("Der Betrieb darf mich direkt anrufen oder anschreiben."),
        }
        help_texts = {
            "name": _("Oder nur der Anfangsbuchstabe. Der Nachname bleibt weg."),
            "school_class": _("Zum Beispiel „Klasse 9“ oder „16 Jahre“."),
            "message": _("Zwei, drei Sätze genügen: Was interessiert dich, und wann hättest du Zeit?"),
            "phone": "",
            "email": _("Hierhin schicken wir dir Bescheid, sobald der Betrieb antwortet."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "message": forms.Textarea(attrs={"rows": 6}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("phone", "email"):
            self.fields[name].is_one_of_two = True

    def clean_message(self):
        return without_links(self.cleaned_data["message"])

    def clean_phone(self):
        return phone_number(self.cleaned_data["phone"])

    def clean_own_code(self):
        typed = self.cleaned_data["own_code"]
        code = read_code(typed)
        if typed and not (code and Inquiry.objects.of_code(code).exists()):
            raise ValidationError(UNKNOWN_CODE)
        return code

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("phone") and not cleaned.get("email") and not self.errors.keys() & {"phone", "email"}:
            self.add_error("phone", NO_CONTACT)
        return cleaned

    def inquiry(self) -> Inquiry:
        """The inquiry, not yet saved, on the page of the pupil's own code where she gave one."""
        inquiry = self.save(commit=False)
        inquiry.code = self.cleaned_data["own_code"] or inquiry.code
        return inquiry


class ReplyForm(forms.ModelForm):
    class Meta:
        model = InquiryMessage
        fields = ["text"]
        labels = {"text": _("Deine Antwort")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "maxlength": 1000})}

    def clean_text(self):
        return without_links(self.cleaned_data["text"])


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Dein Code"),
        max_length=40,
        help_text=_("Vier mal vier Buchstaben. Groß oder klein ist egal."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-kept-code": ""}),
    )

    def clean_code(self):
        code = read_code(self.cleaned_data["code"])
        if not (code and Inquiry.objects.of_code(code).exists()):
            raise ValidationError(UNKNOWN_CODE)
        return code


class ReportForm(GuardedForm, forms.ModelForm):
    class Meta:
        model = Report
        fields = ["reason", "note"]
        labels = {"reason": _("Was stimmt nicht?"), "note": _("Magst du es kurz erklären?")}
        help_texts = {"note": _("Bitte keine Namen und keine Telefonnummern.")}
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Report.Reason.choices
