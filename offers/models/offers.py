"""What is offered from Kita to working life."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from offers.models.events import Event
from offers.models.organisations import Organisation, Topic
from portal import fulltext
from portal.models import Municipality, Publishable, PublishableQuerySet
from portal.slugs import free_slug
from portal.vocabulary import Audience, Stage


class OfferQuerySet(PublishableQuerySet):
    def for_audience(self, audience: str):
        return self.filter(**{f"for_{AUDIENCE_COLUMNS[audience]}": True})

    def reaching(self, municipalities):
        """Offers in these municipalities or without a place of their own (whole county, online)."""
        return self.filter(Q(municipality=None) | Q(municipality__in=municipalities))

    def for_list(self):
        return self.select_related("organisation", "municipality", "topic").prefetch_related(
            models.Prefetch("events", queryset=Event.objects.upcoming(), to_attr="next_events")
        )


AUDIENCE_COLUMNS = {Audience.YOUTH: "youth", Audience.PARENTS: "parents", Audience.SCHOOLS: "schools", Audience.FIRMS: "firms"}


class Offer(fulltext.Searchable, Publishable):
    """A measure, course, counselling or fair; its dates are events."""

    search_kind = "offer"

    class Format(models.TextChoices):
        COUNSELLING = "beratung", _("Beratung")
        FAIR = "messe", _("Messe")
        WORKSHOP = "workshop", _("Workshop")
        PROJECT = "projekt", _("Projekt")
        COURSE = "kurs", _("Kurs")
        VISIT = "besuch", _("Besuch")
        MENTORING = "mentoring", _("Begleitung")

    title = models.CharField("Titel", max_length=140)
    slug = models.SlugField("Adresse", max_length=160, unique=True, editable=False)
    summary = models.CharField("In einem Satz", max_length=280)
    description = models.TextField("Beschreibung", help_text="Absätze und Listen in Markdown.")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offers", verbose_name="Träger")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="offers", verbose_name="Thema")
    format = models.CharField("Form", max_length=12, choices=Format)
    stage = models.CharField("Lebensphase", max_length=14, choices=Stage)
    for_youth = models.BooleanField("für Jugendliche", default=False)
    for_parents = models.BooleanField("für Eltern", default=False)
    for_schools = models.BooleanField("für Schulen", default=False)
    for_firms = models.BooleanField("für Betriebe", default=False)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name="Gemeinde",
        help_text="Leer: ganze Region oder online.",
    )
    is_online = models.BooleanField("online", default=False)
    cost = models.CharField("Kosten", max_length=80, default="kostenlos")
    registration_url = models.URLField("Anmeldung im Netz", blank=True)
    contact_email = models.EmailField("E-Mail für Fragen", blank=True)
    contact_phone = models.CharField("Telefon für Fragen", max_length=40, blank=True)

    objects = OfferQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen")

    class Meta:
        verbose_name = "Angebot"
        verbose_name_plural = "Angebote"
        ordering = ["title"]
        indexes = [models.Index(fields=["status", "stage", "title"], name="offer_by_stage")]

    def __str__(self):
        return self.title

    @transaction.atomic
    def save(self, **kwargs):
        self.slug = self.slug or free_slug(Offer, self.title)
        super().save(**kwargs)
        fulltext.index([self])

    def get_absolute_url(self):
        return reverse("offer", args=[self.slug])

    def search_title(self) -> str:
        return self.title

    def search_body(self) -> str:
        return f"{self.summary} {self.topic} {self.organisation} {self.where} {self.description}"

    @property
    def audiences(self) -> list[Audience]:
        return [audience for audience, column in AUDIENCE_COLUMNS.items() if getattr(self, f"for_{column}")]

    @property
    def where(self) -> str:
        return gettext("online") if self.is_online else str(self.municipality or gettext("ganze Region"))
