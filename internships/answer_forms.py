"""How a company answers with few clicks: every text is there already and may be changed."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from internships.models import Inquiry

FURTHEST = timedelta(days=400)
EARLIEST, LATEST = time(6), time(20)
INVITATION = """Hallo {name},

schön, dass du dich für uns interessierst. Komm gern vorbei, wir zeigen dir alles und beantworten deine Fragen.

{company}"""
QUESTION = """Hallo {name},

danke für deine Nachricht. Eine Frage noch: 

{company}"""
DECLINES = {
    Inquiry.Reason.FILLED: """Hallo {name},

danke, dass du uns geschrieben hast. Der Platz ist leider schon vergeben. Das hat nichts mit dir zu tun. Versuch es gern später wieder.

{company}""",
    Inquiry.Reason.TIME: """Hallo {name},

danke, dass du uns geschrieben hast. In deinem Zeitraum können wir leider niemanden nehmen. Zu einer anderen Zeit freuen wir uns.

{company}""",
    Inquiry.Reason.NOBODY: """Hallo {name},

danke, dass du uns geschrieben hast. Im Moment hat hier niemand genug Zeit für dich, und halbe Sachen wollen wir nicht machen.

{company}""",
    Inquiry.Reason.RULES: """Hallo {name},

danke, dass du uns geschrieben hast. Für diesen Platz gelten Regeln, zum Beispiel zum Alter, die gerade nicht passen.

{company}""",
    Inquiry.Reason.OTHER: """Hallo {name},

danke, dass du uns geschrieben hast. Leider passt es diesmal nicht. Wir wünschen dir, dass du bald etwas Gutes findest.

{company}""",
}


def filled_in(text: str, inquiry: Inquiry) -> str:
    return text.format(name=inquiry.name, company=inquiry.posting.company.name)


class AnswerForm(forms.Form):
    """What all answers share: the inquiry, its own ids on a page of several forms, a text that is there already."""

    template = ""
    text = forms.CharField(label="Text", max_length=2000, widget=forms.Textarea(attrs={"rows": 7}))

    def __init__(self, inquiry: Inquiry, data=None):
        self.inquiry = inquiry
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}_%s", initial=self.first_words(inquiry))

    def first_words(self, inquiry: Inquiry) -> dict:
        return {"text": filled_in(self.template, inquiry)}


class InvitationForm(AnswerForm):
    template = INVITATION
    day = forms.DateField(label="Tag", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label="Uhrzeit", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    where = forms.CharField(label="Wo", max_length=200)

    def first_words(self, inquiry: Inquiry) -> dict:
        company = inquiry.posting.company
        address = ", ".join(filter(None, [company.street, f"{company.postal_code} {company.municipality}".strip()]))
        return super().first_words(inquiry) | {"where": inquiry.meets_where or address, "time": time(9)}

    def clean_day(self):
        day, today = self.cleaned_data["day"], timezone.localdate()
        if not today <= day <= today + FURTHEST:
            raise ValidationError("Bitte nennen Sie einen Tag, der noch kommt, höchstens ein Jahr voraus.")
        return day

    def clean_time(self):
        """Three o'clock at night is three in the afternoon, mistyped."""
        hour = self.cleaned_data["time"]
        if EARLIEST <= hour <= LATEST:
            return hour
        asked = f"Meinen Sie {hour.hour + 12}:{hour:%M} Uhr? " if hour < EARLIEST else ""
        raise ValidationError(f"{asked}Bitte nennen Sie eine Uhrzeit zwischen 6 und 20 Uhr.")

    @property
    def meets_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))


class QuestionForm(AnswerForm):
    template = QUESTION

    def clean_text(self):
        text = self.cleaned_data["text"]
        if text.strip().replace("\r\n", "\n") == filled_in(QUESTION, self.inquiry).strip():
            raise ValidationError("Bitte schreiben Sie noch Ihre Frage oder Antwort in den Text.")
        return text


class DeclineForm(forms.Form):
    """A reason from the list; its kind text is sent unless own words stand in the field."""

    reason = forms.ChoiceField(label="Grund", choices=Inquiry.Reason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Eigene Worte",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Leer: Wir schreiben einen freundlichen Text, der zum Grund passt.",
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, auto_id="decline_%s", **kwargs)

    def words_for(self, inquiry: Inquiry) -> str:
        return self.cleaned_data["text"].strip() or filled_in(DECLINES[self.cleaned_data["reason"]], inquiry)
