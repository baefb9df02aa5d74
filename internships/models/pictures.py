"""What a place looks like."""

from uuid import uuid4

from django.db import models

from internships.models.postings import Posting

MOST_PICTURES = 3


def new_name(instance, filename) -> str:
    """A name that tells nothing and that nobody guesses."""
    return f"bilder/{uuid4().hex}.webp"


class PostingPicture(models.Model):
    """A picture of a place, already checked and made small (portal/pictures.py); its file goes at night once nobody points at it."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="pictures", verbose_name="Platz")
    image = models.ImageField("Bild", upload_to=new_name, width_field="width", height_field="height")
    alt = models.CharField("Was ist zu sehen?", max_length=160, help_text="Ein Satz für alle, die das Bild nicht sehen können.")
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"
        ordering = ["pk"]

    def __str__(self):
        return self.alt
