"""Leaflets and worksheets of an offer: a file kept here, or an address elsewhere."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

MOST_BYTES = 5 * 1024 * 1024
FOLDER = "unterlagen"


def new_name(document, file_name: str) -> str:
    """A name that tells nothing and that nobody guesses."""
    return f"{FOLDER}/{uuid4().hex}.pdf"


def is_pdf(file) -> None:
    """Believed by its content only."""
    if file.size > MOST_BYTES:
        raise ValidationError("Die Datei ist zu groß. Erlaubt sind 5 MB.")
    file.seek(0)
    if not file.read(5) == b"%PDF-":
        raise ValidationError("Das ist keine PDF-Datei. Bitte speichern Sie die Unterlage als PDF.")
    file.seek(0)


class OfferDocument(models.Model):
    offer = models.ForeignKey("offers.Offer", models.CASCADE, related_name="documents", verbose_name="Angebot")
    title = models.CharField("Titel", max_length=120)
    file = models.FileField("Datei", upload_to=new_name, blank=True, validators=[is_pdf], help_text="PDF, höchstens 5 MB.")
    url = models.URLField("oder Adresse", blank=True, help_text="Wenn die Unterlage schon im Netz liegt.")

    class Meta:
        verbose_name = "Unterlage"
        verbose_name_plural = "Unterlagen"
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") ^ Q(url=""),
                name="offer_document_is_a_file_or_an_address",
                violation_error_message="Bitte geben Sie eine Datei oder eine Adresse an, nicht beides.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def address(self) -> str:
        return reverse("offer_document", args=[self.pk]) if self.file else self.url
