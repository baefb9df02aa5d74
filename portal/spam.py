"""Keeps programs out of forms that anybody may send, without a riddle and without asking anybody else.

A trap that people do not see must stay empty, and nobody fills in a form within three seconds: the moment it was shown stands
in it, signed. Links are what spam is sent for; a form's own `clean_...` refuses them with `without_links`, and words in place of a
telephone number with `phone_number`.
"""

import re
import time

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SIGNER = signing.Signer(salt="portal.form")
LONGEST_SECONDS = 48 * 3600
FEWEST_DIGITS = 5
LINK = re.compile(r"https?:|www\.|\[url", re.IGNORECASE)
AGAIN = _("Das ging sehr schnell. Bitte sende es noch einmal ab.")


class GuardedForm(forms.Form):
    """A form with the trap and the signed moment; templates show both with components/guard.html."""

    website = forms.CharField(required=False, label=_("Dieses Feld bitte leer lassen"))
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Dieses Feld muss leer bleiben."))
        return ""

    def clean(self):
        cleaned = super().clean()
        seconds = seconds_since(self.data.get("shown", ""))
        if seconds is None or seconds < settings.SHORTEST_WRITING_SECONDS:
            self.add_error(None, AGAIN)
        return cleaned

    def moment(self) -> str:
        """For the hidden field: the first moment stays through corrections, a missing or stale one is renewed."""
        shown = (self.data if self.is_bound else self.initial).get("shown", "")
        return shown if seconds_since(shown) is not None else SIGNER.sign(str(int(time.time())))


def seconds_since(shown: str) -> float | None:
    """How long ago a form was shown; None for a forged moment or one older than two days."""
    try:
        seconds = time.time() - int(SIGNER.unsign(shown))
    except signing.BadSignature:
        return None
    return seconds if seconds <= LONGEST_SECONDS else None


def without_links(text: str) -> str:
    if LINK.search(text):
        raise ValidationError(_("Bitte schreib ohne Links. Adressen kannst du später austauschen."))
    return text


def phone_number(text: str) -> str:
    """Brackets, slashes and words beside it are welcome; what holds fewer than five digits can call nobody."""
    if text and sum(letter.isdigit() for letter in text) < FEWEST_DIGITS:
        raise ValidationError(_("Das sieht nicht nach einer Telefonnummer aus."))
    return text
