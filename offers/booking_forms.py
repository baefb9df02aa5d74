"""What schools and firms tell us when they book seats of an event."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from offers.models import Booking, Event

NAME_OF = {Booking.Kind.SCHOOL: _("Name der Schule"), Booking.Kind.FIRM: _("Name des Betriebs")}


class BookingForm(forms.ModelForm):
    """For a school or a firm, never for one pupil; `website` is a trap that only programs fill in."""

    website = forms.CharField(required=False, label=_("Dieses Feld bitte leer lassen"))

    class Meta:
        model = Booking
        fields = ["kind", "organisation", "contact_name", "email", "seats", "class_level", "remark"]
        labels = {
            "kind": _("Wer meldet an?"),
            "organisation": _("Name der Schule oder des Betriebs"),
            "contact_name": _("Ihr Name"),
            "email": _("Ihre E-Mail-Adresse"),
            "seats": _("Wie viele Plätze?"),
            "class_level": _("Klasse"),
            "remark": _("Anmerkung"),
        }
        help_texts = {
            "email": _("An diese Adresse schicken wir den Link, mit dem Sie die Anmeldung bestätigen."),
            "class_level": _("Zum Beispiel „8b“ oder „Jahrgang 9“. Bitte keine Namen von Schülerinnen und Schülern."),
            "remark": _("Was wir wissen sollten, zum Beispiel „Wir brauchen einen Aufzug“."),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "seats": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "remark": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, data, event: Event):
        super().__init__(data)
        self.event = event
        self.fields["seats"].widget.attrs |= {"min": 1, "max": event.seats}
        kinds = self.fields["kind"].choices = _kinds(event)
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial["kind"] = kinds[0][0]
            self.fields["organisation"].label = NAME_OF[kinds[0][0]]

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Dieses Feld muss leer bleiben."))
        return ""

    def clean_seats(self):
        seats = self.cleaned_data["seats"]
        if seats > self.event.seats:
            raise ValidationError(_("Dieser Termin hat insgesamt %(seats)s Plätze.") % {"seats": self.event.seats})
        return seats


def _kinds(event: Event) -> list[tuple[str, str]]:
    """Only who the offer is for."""
    meant = {Booking.Kind.SCHOOL: event.offer.for_schools, Booking.Kind.FIRM: event.offer.for_firms}
    return [(kind.value, kind.label) for kind, is_meant in meant.items() if is_meant]
