"""Who offers something, what about, who may act for them, and whom to ask there."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from offers.words import due_after
from portal import fulltext
from portal.models import Municipality
from portal.slugs import free_slug
from portal.vocabulary import Status


class Topic(models.Model):
    key = models.SlugField("Schlüssel", unique=True)
    name = models.CharField("Name", max_length=60)

    class Meta:
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        ordering = ["name"]

    def __str__(self):
        return self.name


class OrganisationQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_verified=True)

    def of(self, user):
        """Those a user may act for; staff act for all."""
        if not user.is_active:
            return self.none()
        return self.all() if user.is_staff else self.filter(memberships__user=user, memberships__is_approved=True)

    def helping_with(self, topic: str):
        """Those who say they help with a topic or have a public offer about it."""
        about = Topic.objects.filter(key=topic)
        said = self.model.topics.through.objects.filter(organisation=OuterRef("pk"), topic__in=about)
        return self.filter(Exists(said) | Exists(_public_offers().filter(topic__in=about)))

    def helping(self, **offered):
        """Those with a public offer like this (stage=..., for_youth=...)."""
        return self.filter(Exists(_public_offers().filter(**offered)))

    def reaching(self, municipalities):
        """Those who sit or work there, or work in the whole region."""
        works = self.model.area.through.objects.filter(organisation=OuterRef("pk"))
        there = Q(municipality__in=municipalities) | Exists(works.filter(municipality__in=municipalities))
        return self.filter(there | Q(serves_region=True))

    def for_list(self):
        """With `number` of public offers, and what the cards show."""
        public = Count("offers", filter=Q(offers__status=Status.PUBLISHED, offers__published_at__lte=timezone.now()))
        return self.select_related("municipality").prefetch_related("topics").annotate(number=public)


def _public_offers():
    offers = Organisation._meta.get_field("offers").related_model.objects
    return offers.published().filter(organisation=OuterRef("pk"))


class Organisation(fulltext.Searchable, models.Model):
    """Who offers something: a school for adults, a chamber, a club, an office."""

    search_kind = "organisation"

    name = models.CharField("Name", max_length=160)
    slug = models.SlugField("Adresse", max_length=180, unique=True, editable=False)
    kind = models.CharField("Art", max_length=60, blank=True, help_text="Zum Beispiel Verein, Volkshochschule, Beratungsstelle.")
    about = models.TextField("Wobei wir helfen", max_length=1500, blank=True, help_text="Zwei, drei Sätze, so wie Sie es am Telefon sagen.")
    topics = models.ManyToManyField(Topic, blank=True, related_name="organisations", verbose_name="Themen")
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postal_code = models.CharField("Postleitzahl", max_length=5, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name="Gemeinde"
    )
    serves_region = models.BooleanField("für die ganze Region da", default=True)
    area = models.ManyToManyField(
        Municipality,
        blank=True,
        related_name="+",
        verbose_name="Gebiet",
        help_text="Nur nötig, wenn Sie nicht für die ganze Region da sind.",
    )
    website = models.URLField("Internetseite", blank=True)
    email = models.EmailField("E-Mail", blank=True, help_text="Steht auf der Seite.")
    phone = models.CharField("Telefon", max_length=40, blank=True)
    care_email = models.EmailField(
        "E-Mail für Rückfragen zu Einträgen",
        blank=True,
        help_text="Hierhin schreibt das Portal, wenn Angaben zu bestätigen sind. Steht nirgends.",
    )
    is_verified = models.BooleanField("geprüft", default=True, help_text="Ungeprüfte Träger sieht die Öffentlichkeit nicht.")
    is_trusted = models.BooleanField(
        "darf ohne erneute Prüfung ändern", default=False, help_text="Änderungen an öffentlichen Angeboten bleiben dann öffentlich."
    )
    changed_at = models.DateTimeField("geändert", auto_now=True)
    is_demo = models.BooleanField("erfunden (Vorführdaten)", default=False)

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen")

    class Meta:
        verbose_name = "Träger"
        verbose_name_plural = "Träger"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, **kwargs):
        self.slug = self.slug or free_slug(Organisation, self.name)
        super().save(**kwargs)
        fulltext.index([self])

    def get_absolute_url(self):
        return reverse("organisation", args=[self.slug])

    def search_title(self) -> str:
        return self.name

    def search_body(self) -> str:
        return f"{self.kind} {self.municipality or ''} {self.about}"

    def search_published(self) -> bool:
        return self.is_verified

    def search_sort_key(self) -> int:
        return self.pk


class OrganisationMembership(models.Model):
    """Who may act for an organisation, once staff have agreed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships", verbose_name="Träger")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="organisation_memberships", verbose_name="Konto")
    is_approved = models.BooleanField("freigegeben", default=True)

    class Meta:
        verbose_name = "Zugang zum Träger"
        verbose_name_plural = "Zugänge zum Träger"
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="member_once_per_organisation")]

    def __str__(self):
        return f"{self.user} für {self.organisation}"


WARNED_DAYS = (30, 7)


class ContactPersonQuerySet(models.QuerySet):
    def near_keeping(self, today):
        """Their day is a month or a week away."""
        return self.filter(delete_on__in=[today + timedelta(days=days) for days in WARNED_DAYS]).select_related("organisation")

    def past_keeping(self, today):
        return self.filter(delete_on__lte=today)


def contact_kept_until():
    return due_after(timezone.localdate(), settings.CONTACT_KEPT_MONTHS)


class ContactPerson(models.Model):
    """Somebody to ask, in her working role; forgotten unless the organisation confirms her from time to time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="people", verbose_name="Träger")
    name = models.CharField("Name", max_length=120)
    role = models.CharField("Aufgabe", max_length=120, blank=True, help_text="Zum Beispiel: Ausbildungslotsin.")
    helps_with = models.CharField(
        "Hilft bei", max_length=200, blank=True, help_text="In einem Satz: Bei welchen Fragen ist sie oder er richtig?"
    )
    where = models.CharField("Wo", max_length=120, blank=True, help_text="Gemeinden oder Schulen, wenn es nicht die ganze Region ist.")
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    delete_on = models.DateField("wird gelöscht am", default=contact_kept_until, editable=False)

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "Ansprechperson"
        verbose_name_plural = "Ansprechpersonen"
        ordering = ["name"]
        indexes = [models.Index(fields=["delete_on"], name="contact_to_forget")]

    def __str__(self):
        return f"{self.name}, {self.role}" if self.role else self.name

    def save(self, **kwargs):
        """Whoever saves it says that it still holds."""
        self.delete_on = contact_kept_until()
        super().save(**kwargs)
