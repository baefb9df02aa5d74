"""Knowing that two inquiries come from the same pupil, without knowing the pupil: salted hashes of number and address."""

import re

from django.utils.crypto import salted_hmac

COUNTRY = "49"
LENGTH = 32


def phone_key(phone: str) -> str:
    """'0541 12-34', '+49 541 1234' and '0049 (541) 1234' have the same key."""
    typed = re.sub(r"\(0\)", "", phone).strip()
    digits = re.sub(r"\D", "", typed)
    if typed.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
    elif digits.startswith("0"):
        digits = COUNTRY + digits[1:]
    return _key("phone", digits)


def email_key(email: str) -> str:
    """Without what follows a plus before the @: mia+1@example.org is mia@example.org."""
    name, _, domain = email.strip().lower().partition("@")
    return _key("email", f"{name.partition('+')[0]}@{domain}" if domain else "")


def _key(kind: str, text: str) -> str:
    return salted_hmac(f"internships.pupils.{kind}", text, algorithm="sha256").hexdigest()[:LENGTH] if text else ""
