"""Editors' texts in other languages: one row per language, German where there is none."""

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext

from portal import languages

OTHERS = [(language.code, language.name) for language in languages.LANGUAGES if not language.is_german]


class LanguageText(models.Model):
    """A text in one of the other languages; the German one stands in the row it belongs to."""

    language = models.CharField("Sprache", max_length=12, choices=OTHERS)

    class Meta:
        abstract = True

    def __str__(self):
        return self.get_language_display()


class SpokenQuerySet(models.QuerySet):
    def in_language(self):
        """With the texts of the page's language; German costs no query."""
        language = languages.current()
        texts = self.model._meta.get_field("texts").related_model.objects.filter(language=language.code)
        return self if language.is_german else self.prefetch_related(Prefetch("texts", texts))


class Spoken(models.Model):
    """A row with `texts` in other languages; `spoken` lists the columns that they translate."""

    spoken: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @property
    def text_here(self) -> LanguageText | None:
        """Its text in the language of the page; rows of lists come with `texts` prefetched."""
        code = languages.current().code
        return None if code == languages.GERMAN.code else next((text for text in self.texts.all() if text.language == code), None)

    @property
    def is_only_german(self) -> bool:
        """Whether this page shows German where another language was asked for."""
        return not languages.current().is_german and self.text_here is None

    @property
    def is_spoken(self) -> bool:
        return not self.is_only_german

    @property
    def heard(self) -> str:
        """Its name in the language of the page."""
        return self.here(self.spoken[0])

    def here(self, column: str) -> str:
        """A column in the language of the page: as editors translated it, else as it is."""
        text = self.text_here
        return (getattr(text, column) if text else "") or getattr(self, column)


class Seeded(Spoken):
    """A row first written by the portal itself: as long as nobody changes its German, the catalogues translate it."""

    class Meta:
        abstract = True

    def here(self, column: str) -> str:
        found = super().here(column)
        return gettext(found) if found and found == getattr(self, column) else found

    @property
    def is_only_german(self) -> bool:
        """Told by the name; in easy German by all columns, because a name like «Klasse 8» stays the same there."""
        columns = self.spoken if languages.current().is_easy else self.spoken[:1]
        own = [text for column in columns if (text := getattr(self, column))]
        return super().is_only_german and bool(own) and all(gettext(text) == text for text in own)
