"""What is offered from Kita to working life."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from offers import completeness
from offers.models.events import Event
from offers.models.organisations import ContactPerson, Organisation, Topic
from offers.words import (
    ACCESS,
    LANGUAGES,
    STAGE_OF_AGES,
    STAGE_OF_CLASSES,
    Coverage,
    Registration,
    Rhythm,
    due_after,
    field_pairs,
    span_words,
    stages_with,
)
from portal import fulltext
from portal.keys import KeysField, holds
from portal.models import Municipality, Publishable, PublishableQuerySet
from portal.slugs import free_slug
from portal.vocabulary import Audience, Stage

FREE = "kostenlos"


class OfferQuerySet(PublishableQuerySet):
    def for_audience(self, audience: str):
        return self.filter(**{f"for_{AUDIENCE_COLUMNS[audience]}": True})

    def for_class(self, number: int):
        """Offers for this class; those that name none count by their stage."""
        stages = stages_with(number, STAGE_OF_CLASSES)
        return self.filter(_spans("class", number) | Q(class_from=None, class_to=None, stage__in=stages))

    def for_age(self, years: int):
        return self.filter(_spans("age", years) | Q(age_from=None, age_to=None, stage__in=stages_with(years, STAGE_OF_AGES)))

    def reaching(self, municipalities):
        """Offers there, offers that come there, and offers of the whole region without a place of their own."""
        comes = Offer.reaches.through.objects.filter(municipality__in=municipalities, offer__coverage=Coverage.SEVERAL)
        everywhere = Q(municipality=None, coverage=Coverage.COUNTY)
        return self.filter(Q(municipality__in=municipalities) | Q(pk__in=comes.values("offer")) | everywhere)

    def of_fields(self, keys):
        """Offers of any of these fields of work."""
        wanted = [holds("fields", key) for key in keys]
        return self.filter(reduce(or_, wanted)) if wanted else self.none()

    def speaking(self, language: str):
        return self.filter(holds("languages", language))

    def accessible(self, way: str):
        return self.filter(holds("access", way))

    def waiting(self):
        """What staff have to look at."""
        return self.filter(status__in=[Offer.Status.SUGGESTED, Offer.Status.REVIEW])

    def overdue(self, today):
        return self.filter(status=Offer.Status.PUBLISHED, due_on__lt=today)

    def editable_by(self, user):
        return self.filter(organisation__in=Organisation.objects.of(user))

    def for_list(self):
        return self.select_related("organisation", "municipality", "topic").prefetch_related(
            models.Prefetch("events", queryset=Event.objects.upcoming(), to_attr="next_events")
        )


AUDIENCE_COLUMNS = {Audience.YOUTH: "youth", Audience.PARENTS: "parents", Audience.SCHOOLS: "schools", Audience.FIRMS: "firms"}


def _spans(name: str, value: int) -> Q:
    stated = ~Q(**{f"{name}_from": None, f"{name}_to": None})
    begins = Q(**{f"{name}_from": None}) | Q(**{f"{name}_from__lte": value})
    ends = Q(**{f"{name}_to": None}) | Q(**{f"{name}_to__gte": value})
    return stated & begins & ends


class Offer(Publishable, fulltext.Searchable):
    """A measure, course, counselling or fair; its dates are events."""

    search_kind = "offer"

    class Status(models.TextChoices):
        """The portal's status words and one before them: somebody proposed it."""

        SUGGESTED = "suggested", "Vorschlag"
        DRAFT = "draft", "Entwurf"
        REVIEW = "review", "in Prüfung"
        PUBLISHED = "published", "öffentlich"
        ARCHIVED = "archived", "archiviert"

    class Format(models.TextChoices):
        COUNSELLING = "beratung", _("Beratung")
        FAIR = "messe", _("Messe")
        WORKSHOP = "workshop", _("Workshop")
        PROJECT = "projekt", _("Projekt")
        COURSE = "kurs", _("Kurs")
        VISIT = "besuch", _("Besuch")
        MENTORING = "mentoring", _("Begleitung")

    status = models.CharField("Stand", max_length=10, choices=Status, default=Status.DRAFT)
    title = models.CharField("Titel", max_length=140)
    slug = models.SlugField("Adresse", max_length=160, unique=True, editable=False)
    summary = models.CharField("In einem Satz", max_length=280)
    description = models.TextField(
        "Beschreibung", blank=True, help_text="Was passiert, was haben die Leute davon? Absätze und Listen in Markdown."
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offers", verbose_name="Träger")
    partners = models.ManyToManyField(Organisation, blank=True, related_name="partnered_offers", verbose_name="Partner")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="offers", verbose_name="Thema")
    fields = KeysField(
        "Berufsfelder", keys=field_pairs, help_text="Nur wenn es um bestimmte Felder geht; dann steht das Angebot auch bei deren Berufen."
    )
    format = models.CharField("Form", max_length=12, choices=Format)
    stage = models.CharField("Lebensphase", max_length=14, choices=Stage)
    for_youth = models.BooleanField("für Jugendliche", default=False)
    for_parents = models.BooleanField("für Eltern", default=False)
    for_schools = models.BooleanField("für Schulen", default=False)
    for_firms = models.BooleanField("für Betriebe", default=False)
    age_from = models.PositiveSmallIntegerField("Alter von", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("Alter bis", null=True, blank=True)
    class_from = models.PositiveSmallIntegerField("Klasse von", null=True, blank=True)
    class_to = models.PositiveSmallIntegerField("Klasse bis", null=True, blank=True)
    languages = KeysField("Sprachen", keys=LANGUAGES, help_text="In welchen Sprachen wird gesprochen oder übersetzt?")

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name="Ort",
        help_text="Wo es stattfindet. Leer: an wechselnden Orten oder online.",
    )
    venue = models.CharField("Anschrift", max_length=160, blank=True, help_text="Haus, Straße, Raum.")
    is_online = models.BooleanField("online", default=False)
    coverage = models.CharField("Für Leute aus", max_length=10, choices=Coverage, default=Coverage.COUNTY)
    reaches = models.ManyToManyField(
        Municipality, blank=True, related_name="reached_by", verbose_name="Gemeinden", help_text="Bei „mehrere Gemeinden“: welche?"
    )
    access = KeysField("Barrierefreiheit", keys=ACCESS)
    access_note = models.CharField("Mehr zur Barrierefreiheit", max_length=200, blank=True)

    is_free = models.BooleanField("kostenlos", default=True)
    cost = models.CharField("Kosten", max_length=80, default=FREE)
    funding = models.CharField(
        "Förderung und Ermäßigung", max_length=160, blank=True, help_text="Zum Beispiel: mit Bildungspaket kostenlos."
    )

    registration = models.CharField("Anmeldung", max_length=10, choices=Registration, blank=True)
    registration_url = models.URLField("Anmeldung im Netz", blank=True)
    contact = models.ForeignKey(ContactPerson, models.SET_NULL, null=True, blank=True, related_name="offers", verbose_name="Ansprechperson")
    contact_email = models.EmailField("E-Mail für Fragen", blank=True)
    contact_phone = models.CharField("Telefon für Fragen", max_length=40, blank=True)

    duration = models.CharField("Dauer", max_length=80, blank=True, help_text="Zum Beispiel: 2 Schultage, je 5 Stunden.")
    class_size = models.CharField("Gruppengröße", max_length=80, blank=True, help_text="Zum Beispiel: bis 28, in zwei Gruppen.")
    preparation = models.TextField("Vorbereitung im Unterricht", max_length=800, blank=True)
    follow_up = models.TextField("Nachbereitung im Unterricht", max_length=800, blank=True)
    curriculum = models.CharField("Bezug zum Lehrplan", max_length=200, blank=True)
    school_cost = models.CharField("Kosten für die Schule", max_length=120, blank=True)

    update_months = models.PositiveSmallIntegerField("Angaben prüfen", choices=Rhythm, default=Rhythm.HALF_YEARLY)
    confirmed_on = models.DateField("zuletzt bestätigt", null=True, blank=True, editable=False)
    due_on = models.DateField("zu bestätigen bis", null=True, blank=True, editable=False)
    reminded_on = models.DateField("zuletzt erinnert", null=True, blank=True, editable=False)
    return_reason = models.TextField("Grund der Rückgabe", blank=True, editable=False)
    completeness = models.PositiveSmallIntegerField("vollständig (%)", default=0, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="vorgeschlagen von"
    )

    objects = OfferQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="Änderung",
        verbose_name_plural="Änderungen",
        excluded_fields=["completeness", "proposed_by"],
        m2m_fields=[partners, reaches],
    )

    class Meta:
        verbose_name = "Angebot"
        verbose_name_plural = "Angebote"
        ordering = ["title"]
        indexes = [
            models.Index(fields=["status", "stage", "title"], name="offer_by_stage"),
            models.Index(fields=["status", "due_on"], name="offer_by_due_day"),
            models.Index(fields=["status", "municipality", "stage"], name="offer_in_landscape"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(class_from=None) | Q(class_to=None) | Q(class_to__gte=F("class_from")),
                name="offer_classes_in_order",
                violation_error_message="Die letzte Klasse liegt vor der ersten.",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="offer_ages_in_order",
                violation_error_message="Das höchste Alter liegt unter dem niedrigsten.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """What two columns have to say together."""
        if self.coverage == Coverage.TOWN and self.municipality_id is None:
            raise ValidationError({"municipality": "Für welche Gemeinde? Bitte wählen Sie den Ort."})
        way = {Registration.LINK: "registration_url", Registration.MAIL: "contact_email", Registration.PHONE: "contact_phone"}
        column = way.get(self.registration)
        if column and not getattr(self, column):
            raise ValidationError({column: f"Anmeldung {self.get_registration_display()}: Diese Angabe fehlt dazu."})
        if self.is_free and self.cost == "":
            self.cost = FREE

    @property
    def costs_nothing(self) -> bool:
        """And has nothing to say about it that an editor wrote."""
        return self.is_free and self.cost == FREE

    @transaction.atomic
    def save(self, **kwargs):
        self.slug = self.slug or free_slug(Offer, self.title)
        self.keep_in_step()
        super().save(**kwargs)
        fulltext.index([self])

    def keep_in_step(self) -> None:
        """What follows from other columns: the score, and the day by which a published offer is to be confirmed."""
        self.completeness = completeness.of(self).score
        if self.status == Offer.Status.PUBLISHED and self.confirmed_on is None:
            self.confirmed_on = timezone.localdate()
        self.due_on = due_after(self.confirmed_on, self.update_months) if self.confirmed_on else None

    def get_absolute_url(self):
        return reverse("offer", args=[self.slug])

    def search_title(self) -> str:
        return self.title

    def search_body(self) -> str:
        return f"{self.summary} {self.topic} {self.organisation} {self.where} {self.description} {self.curriculum}"

    @property
    def audiences(self) -> list[Audience]:
        return [audience for audience, column in AUDIENCE_COLUMNS.items() if getattr(self, f"for_{column}")]

    @property
    def where(self) -> str:
        """Where somebody has to go."""
        if self.municipality_id is None and self.is_online:
            return gettext("online")
        place = str(self.municipality or self.get_coverage_display())
        return gettext("%(place)s und online") % {"place": place} if self.is_online else place

    @property
    def classes(self) -> str:
        return span_words(self.class_from, self.class_to)

    @property
    def ages(self) -> str:
        return span_words(self.age_from, self.age_to)

    @property
    def language_names(self) -> list[str]:
        return Offer._meta.get_field("languages").names(self.languages)

    @property
    def access_names(self) -> list[str]:
        return Offer._meta.get_field("access").names(self.access)

    @property
    def is_overdue(self) -> bool:
        return bool(self.due_on and self.due_on < timezone.localdate())

    @property
    def takes_registration_online(self) -> bool:
        return self.registration in ("", Registration.LINK, Registration.BOOKING)

    @property
    def is_measure(self) -> bool:
        """Whether it says what a teacher has to know."""
        return self.for_schools and any(
            [self.duration, self.class_size, self.preparation, self.follow_up, self.curriculum, self.school_cost]
        )

    @property
    def care_address(self) -> str:
        """Where the portal asks whether an entry still holds."""
        return self.organisation.care_email or self.contact_email or self.organisation.email
