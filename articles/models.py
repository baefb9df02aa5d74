"""What editors write: news, guides and the fixed pages."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal import fulltext
from portal.models import Publishable, PublishableQuerySet
from portal.slugs import free_slug
from portal.vocabulary import Audience


class ArticleQuerySet(PublishableQuerySet):
    def magazine(self):
        return self.published().exclude(kind=Article.Kind.PAGE).order_by("-published_at")


class Article(fulltext.Searchable, Publishable):
    search_kind = "article"

    class Kind(models.TextChoices):
        NEWS = "news", _("Aktuelles")
        GUIDE = "guide", _("Ratgeber")
        PAGE = "page", _("feste Seite")

    kind = models.CharField("Art", max_length=6, choices=Kind, default=Kind.NEWS)
    title = models.CharField("Titel", max_length=140)
    slug = models.SlugField("Adresse", max_length=160, unique=True, blank=True)
    teaser = models.CharField("Vorspann", max_length=280, blank=True)
    text = models.TextField("Text", help_text="Markdown: Überschriften mit ##, Listen mit -, Verweise als [Wort](Adresse).")
    audience = models.CharField("Für", max_length=12, choices=Audience, blank=True)

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
        return f"{self.teaser} {self.text}"
