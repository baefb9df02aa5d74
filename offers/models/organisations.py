"""Who offers something, and what about."""

from django.db import models

from portal.models import Municipality
from portal.slugs import free_slug


class Organisation(models.Model):
    """Who offers something: a school for adults, a chamber, a club, an office."""

    name = models.CharField("Name", max_length=160)
    slug = models.SlugField("Adresse", max_length=180, unique=True, editable=False)
    kind = models.CharField("Art", max_length=60, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name="Gemeinde"
    )
    website = models.URLField("Internetseite", blank=True)
    email = models.EmailField("E-Mail", blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    is_demo = models.BooleanField("erfunden (Vorführdaten)", default=False)

    class Meta:
        verbose_name = "Träger"
        verbose_name_plural = "Träger"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.slug = self.slug or free_slug(Organisation, self.name)
        super().save(**kwargs)


class Topic(models.Model):
    key = models.SlugField("Schlüssel", unique=True)
    name = models.CharField("Name", max_length=60)

    class Meta:
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        ordering = ["name"]

    def __str__(self):
        return self.name
