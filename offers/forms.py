"""What providers fill in: an offer, their organisation with its people, a proposal, a calendar."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from offers import booking, calendar_series
from offers.models import CalendarFeed, ContactPerson, Event, EventSeries, Offer, OfferDocument, Organisation
from offers.words import Coverage

NOT_CHOSEN = "bitte wählen"
NOT_LISTED = "steht nicht in der Liste"
MOST_BYTES = 512 * 1024
SECTIONS = [  # heading of a group on the page, its fields
    ("Worum es geht", ["organisation", "title", "summary", "description", "topic", "format", "stage", "fields"]),
    ("Für wen", ["for_youth", "for_parents", "for_schools", "for_firms", "class_from", "class_to", "age_from", "age_to", "languages"]),
    ("Wo", ["municipality", "venue", "is_online", "coverage", "reaches", "access", "access_note"]),
    (
        "Kosten und Anmeldung",
        ["is_free", "cost", "funding", "registration", "registration_url", "contact", "contact_email", "contact_phone"],
    ),
    ("Für Schulen", ["duration", "class_size", "preparation", "follow_up", "curriculum", "school_cost"]),
    ("Pflege", ["partners", "update_months"]),
]


class PlainForm(forms.ModelForm):
    """Asks for a choice in our own words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                is_ours = field.empty_label is None or field.empty_label == NOT_LISTED
                field.empty_label = field.empty_label if is_ours else NOT_CHOSEN
            elif isinstance(field, forms.TypedChoiceField):
                field.choices = [(key, name if key != "" else NOT_CHOSEN) for key, name in field.choices]


class OfferForm(PlainForm):
    """Everything about an offer but its status; a provider chooses among her own organisations."""

    class Meta:
        model = Offer
        fields = [name for _, names in SECTIONS for name in names]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "description": forms.Textarea(attrs={"rows": 10}),
            "preparation": forms.Textarea(attrs={"rows": 3}),
            "follow_up": forms.Textarea(attrs={"rows": 3}),
            "reaches": forms.CheckboxSelectMultiple,
            "partners": forms.SelectMultiple(attrs={"size": 6}),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = Organisation.objects.of(user)
        self.fields["organisation"].queryset = own
        self.fields["partners"].queryset = Organisation.objects.published()
        self.fields["contact"].queryset = ContactPerson.objects.filter(organisation__in=own).select_related("organisation")
        if own.count() == 1:
            self.fields["organisation"].initial, self.fields["organisation"].empty_label = own.first(), None

    def sections(self) -> list[tuple[str, list]]:
        return [(heading, [self[name] for name in names]) for heading, names in SECTIONS]

    def clean(self):
        cleaned = super().clean()
        contact, organisation = cleaned.get("contact"), cleaned.get("organisation")
        if contact and organisation and contact.organisation_id != organisation.pk:
            self.add_error("contact", "Diese Person gehört zu einem anderen Träger.")
        if cleaned.get("coverage") == Coverage.SEVERAL and not cleaned.get("reaches"):
            self.add_error("reaches", "Welche Gemeinden? Bitte wählen Sie mindestens eine.")
        if cleaned.get("coverage") and cleaned["coverage"] != Coverage.SEVERAL:
            cleaned["reaches"] = []
        return cleaned


DocumentFormSet = forms.inlineformset_factory(Offer, OfferDocument, fields=["title", "file", "url"], extra=1, max_num=8, validate_max=True)
PeopleFormSet = forms.inlineformset_factory(
    Organisation,
    ContactPerson,
    fields=["name", "role", "helps_with", "where", "phone", "email"],
    extra=1,
    max_num=30,
    validate_max=True,
)


class OrganisationForm(PlainForm):
    class Meta:
        model = Organisation
        fields = ["kind", "about", "topics", "street", "postal_code", "municipality", "serves_region", "area"]
        fields += ["website", "email", "phone", "care_email"]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 5}),
            "topics": forms.CheckboxSelectMultiple,
            "area": forms.CheckboxSelectMultiple,
        }


class ProposalForm(PlainForm):
    """A hint that something is missing: little to fill in, staff and the organisation do the rest."""

    organisation = forms.ModelChoiceField(Organisation.objects.published(), required=False, label="Träger", empty_label=NOT_LISTED)
    new_organisation = forms.CharField(
        max_length=160, required=False, label="Name des Trägers", help_text="Wenn er noch nicht in der Liste steht."
    )
    belongs = forms.BooleanField(required=False, label="Ich gehöre zu diesem Träger und möchte das Angebot selbst pflegen.")

    class Meta:
        model = Offer
        fields = ["title", "summary", "topic", "format", "stage", "for_youth", "for_parents", "for_schools", "for_firms"]
        fields += ["municipality", "registration_url", "contact_email", "contact_phone"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    field_order = ["title", "summary", "organisation", "new_organisation", "belongs"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("organisation") and not cleaned.get("new_organisation", "").strip():
            self.add_error("organisation", "Wer bietet das an? Bitte wählen Sie einen Träger oder schreiben Sie den Namen darunter.")
        return cleaned


class DateForm(PlainForm):
    """One date of an own offer, given as the instance's, or a series that begins with it."""

    rhythm = forms.ChoiceField(label="Wiederholt sich", required=False, choices=[("", "nein, nur einmal"), *EventSeries.Rhythm.choices])
    until = forms.DateField(
        label="Zum letzten Mal am",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Nur, wenn es sich wiederholt. Höchstens zwei Jahre nach dem ersten Termin.",
    )
    field_order = ["starts", "ends", "rhythm", "until", "place", "note", "seats"]

    class Meta:
        model = Event
        fields = ["starts", "ends", "place", "note", "seats"]
        widgets = {name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M") for name in ("starts", "ends")}

    def clean_starts(self):
        if self.cleaned_data["starts"] < timezone.now():
            raise ValidationError("Dieser Beginn liegt in der Vergangenheit.")
        return self.cleaned_data["starts"]

    def clean(self):
        cleaned = super().clean()
        booking.check_seats(self.instance.offer, cleaned.get("seats"), Event.objects.none())
        if cleaned.get("rhythm") and cleaned.get("starts"):
            self._check_series(cleaned)
        return cleaned

    def _check_series(self, cleaned: dict) -> None:
        starts, ends = timezone.localtime(cleaned["starts"]), cleaned.get("ends") and timezone.localtime(cleaned["ends"])
        first, last = starts.date(), cleaned.get("until")
        if last is None:
            return self.add_error("until", "Bis wann wiederholt es sich?")
        if last < first:
            return self.add_error("until", "Der letzte Tag liegt vor dem ersten.")
        if ends and ends.date() != first:
            return self.add_error("ends", "Was sich wiederholt, endet am selben Tag.")
        hours = {"begins": starts.time(), "ends": ends.time() if ends else None}
        days = {"rhythm": cleaned["rhythm"], "first_day": first, "last_day": last}
        self.series = EventSeries(offer=self.instance.offer, place=cleaned.get("place", ""), seats=cleaned.get("seats"), **days, **hours)
        try:
            return self.series.clean()
        except ValidationError as error:
            return self.add_error("until", error.messages)

    @transaction.atomic
    def save(self) -> int:
        """How many dates there are now."""
        if not self.cleaned_data["rhythm"]:
            super().save()
            return 1
        self.series.save()
        calendar_series.unfold(self.series)
        return self.series.events.update(note=self.cleaned_data["note"])


class SwitchForm(forms.Form):
    """What whoever booked a date reads when it is called off, or takes place after all."""

    note = forms.CharField(
        label="Hinweis dazu",
        required=False,
        max_length=Event._meta.get_field("note").max_length,
        help_text="Steht beim Termin und in der Mail. Zum Beispiel der Grund, und ob es einen neuen Termin gibt.",
    )


class CalendarFileForm(forms.Form):
    calendar = forms.FileField(label="Kalenderdatei (.ics)", help_text="Höchstens 512 kB.")

    def clean_calendar(self):
        if self.cleaned_data["calendar"].size > MOST_BYTES:
            raise ValidationError("Die Datei ist zu groß. Höchstens 512 kB.")
        return self.cleaned_data["calendar"].read()


class CalendarAddressField(forms.URLField):
    def to_python(self, value):
        """Calendars like to name themselves webcal://, which is https:// to everybody else."""
        return super().to_python((value or "").replace("webcal://", "https://", 1))


class CalendarFeedForm(forms.ModelForm):
    url = CalendarAddressField(
        label="Adresse Ihres Kalenders",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="Wir lesen ihn jede Nacht. Leer lassen und speichern beendet das.",
    )

    class Meta:
        model = CalendarFeed
        fields = ["url"]
