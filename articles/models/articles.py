"""News, guides and the fixed pages."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.models.pictures import Picture
from articles.models.texts import LanguageText, Spoken, SpokenQuerySet
from occupations.models import Occupation
from offers.models import Offer
from portal import fulltext
from portal.models import Publishable, PublishableQuerySet
from portal.slugs import free_slug
from portal.vocabulary import Audience, Status


class ArticleQuerySet(SpokenQuerySet, PublishableQuerySet):
    def magazine(self):
        return self.published().in_magazine()

    def in_magazine(self):
        return self.exclude(kind=Article.Kind.PAGE).order_by("-published_at", "-pk")

    def for_list(self):
        """With all that a card shows: no long text, the picture, the title in the language of the page."""
        return self.defer("text").select_related("picture").in_language()


class Article(Spoken, Publishable, fulltext.Searchable):
    """News, a guide or a fixed page. Places are not named but found: those that are free now in its occupations."""

    search_kind = "article"
    spoken = ("title", "teaser", "text")

    class Kind(models.TextChoices):
        NEWS = "news", _("Aktuelles")
        GUIDE = "guide", _("Ratgeber")
        PAGE = "page", _("feste Seite")

    kind = models.CharField("Art", max_length=6, choices=Kind, default=Kind.NEWS)
    title = models.CharField("Titel", max_length=140)
    slug = models.SlugField("Adresse", max_length=160, unique=True, blank=True)
    teaser = models.CharField("Vorspann", max_length=280, blank=True)
    text = models.TextField(
        "Text", help_text="Markdown: Überschriften mit ##, Listen mit -, Verweise als [Wort](Adresse), Bilder als ![](bild:Nummer)."
    )
    audience = models.CharField("Für", max_length=12, choices=Audience, blank=True)
    author = models.CharField("Autorin oder Autor", max_length=120, blank=True)
    picture = models.ForeignKey(Picture, models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name="Bild")
    occupations = models.ManyToManyField(
        Occupation,
        blank=True,
        related_name="articles",
        verbose_name="Berufe dazu",
        help_text="Unter dem Artikel stehen diese Berufe und Plätze, die gerade darin frei sind.",
    )
    offers = models.ManyToManyField(Offer, blank=True, related_name="articles", verbose_name="Angebote dazu")

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen")

    class Meta:
        verbose_name = "Artikel"
        verbose_name_plural = "Artikel"
        ordering = ["-published_at", "title"]
        indexes = [models.Index(fields=["status", "kind", "-published_at"], name="article_newest")]

    def __str__(self):
        return self.title

    @transaction.atomic
    def save(self, **kwargs):
        self.slug = self.slug or free_slug(Article, self.title)
        super().save(**kwargs)
        fulltext.index([self])

    def get_absolute_url(self):
        return reverse("page", args=[self.slug]) if self.kind == self.Kind.PAGE else reverse("article", args=[self.slug])

    def search_title(self) -> str:
        return self.title

    def search_body(self) -> str:
        return f"{self.teaser} {self.author} {self.text}"

    @property
    def reading_minutes(self) -> int:
        """At 180 words a minute, the pace of a reader at school."""
        return max(1, round(len(self.here("text").split()) / 180))

    @property
    def waits_until(self):
        """When a planned article goes out; None for all others."""
        return self.published_at if self.status == Status.PUBLISHED and not self.is_public else None


class ArticleText(LanguageText):
    """An article in another language."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="texts", verbose_name="Artikel")
    title = models.CharField("Titel", max_length=140)
    teaser = models.CharField("Vorspann", max_length=280, blank=True)
    text = models.TextField("Text")

    class Meta:
        verbose_name = "Übersetzung"
        verbose_name_plural = "Übersetzungen"
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="article_text_once_per_language")]
