"""Pictures for articles: kept in fixed sizes only, with words for those who do not see them."""

from django.db import models
from django.urls import reverse

from articles.pictures import WIDTHS, name_of


class Picture(models.Model):
    """What remains of an upload (articles/pictures.py): its sizes lie in the default storage under `key`, made of their content."""

    key = models.SlugField("Schlüssel", max_length=20, unique=True, editable=False)
    width = models.PositiveSmallIntegerField("Breite", editable=False)
    height = models.PositiveSmallIntegerField("Höhe", editable=False)
    alt = models.CharField(
        "Was ist zu sehen?",
        max_length=200,
        help_text="Ein Satz für alle, die das Bild nicht sehen. Nicht „Bild von …“, sondern was darauf geschieht.",
    )
    caption = models.CharField("Bildunterschrift", max_length=200, blank=True)
    credit = models.CharField("Foto", max_length=120, blank=True, help_text="Wer es gemacht hat, und unter welcher Lizenz.")
    uploaded_at = models.DateTimeField("hochgeladen", auto_now_add=True)

    class Meta:
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.alt[:80]

    @property
    def widths(self) -> list[int]:
        """The sizes there are: never larger than what was uploaded."""
        return [width for width in WIDTHS if width < self.width] + [min(self.width, WIDTHS[-1])]

    @property
    def files(self) -> list[str]:
        return [name_of(self.key, width) for width in self.widths]

    def address(self, width: int) -> str:
        return reverse("article_picture", args=[self.key, width])

    @property
    def src(self) -> str:
        return self.address(self.widths[0])

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self.address(width)} {width}w" for width in self.widths)
