"""Addresses as Germans write them: Bäcker/in -> baecker-in."""

from django.db import models
from django.utils.text import slugify

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "/": "-"})


def german_slug(text: str, length: int = 80) -> str:
    return slugify(text.translate(UMLAUTS))[:length].strip("-")


def free_slug(model: type[models.Model], text: str) -> str:
    """A slug that no row of the model has yet: baeckerei-mueller, baeckerei-mueller-2, ..."""
    base = german_slug(text, 150) or "eintrag"
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
