"""Firms and where they work."""

from uuid import uuid4

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from simple_history.models import HistoricalRecords

from portal import fulltext
from portal.models import MailProblem, Municipality
from portal.slugs import free_slug

FIVE_DIGITS = RegexValidator(r"^\d{5}$", "Bitte fünf Ziffern, zum Beispiel 49074.")
SITE_TWICE = "Einen Standort mit diesem Namen gibt es schon."
ENOUGH_ANSWERS = 5  # inquiries that ended before anything is said about how a company answers
COUNTED = ["answers_due", "answers_given", "answer_median", "silent_in_a_row", "silent_since"]


class AnswerTier(models.IntegerChoices):
    """What a company's answers mean for the order of a list: within the same distance, higher comes first."""

    SILENT = 0, "antwortet selten"
    USUAL = 1, "wie die meisten"
    RELIABLE = 2, "antwortet zuverlässig"


def logo_name(instance, filename) -> str:
    """A name that tells nothing and that nobody guesses."""
    return f"bilder/{uuid4().hex}.webp"


class CompanyQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_verified=True)

    def silent(self):
        """Those whose places are paused because inquiries stayed without an answer."""
        return self.exclude(silent_since=None)

    def of(self, user):
        """The companies a user may act for."""
        return self.filter(memberships__user=user) if user.is_active else self.none()

    def owned_by(self, user):
        """The companies whose people a user decides about."""
        return self.filter(memberships__user=user, memberships__role="owner") if user.is_active else self.none()

    def waiting(self):
        """New ones that staff have not looked at yet."""
        return self.filter(is_verified=False)

    def with_bounced_mail(self):
        """Those whose address for inquiries refuses mails, `bounced_at` the last time."""
        problems = MailProblem.objects.current().filter(address=Lower(models.OuterRef("email")))
        return self.annotate(bounced_at=models.Subquery(problems.values("seen")[:1])).exclude(bounced_at=None)


class CompanySiteQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(company__in=Company.objects.of(user))


class Company(fulltext.Searchable, models.Model):
    """A firm or public employer that offers places."""

    search_kind = "company"

    name = models.CharField("Name", max_length=160)
    slug = models.SlugField("Adresse", max_length=180, unique=True, editable=False)
    industry = models.CharField("Branche", max_length=80, blank=True)
    about = models.TextField(
        "Über uns", max_length=1500, blank=True, help_text="Zwei, drei Sätze: Was macht ihr, und was ist gut daran, hier anzufangen?"
    )
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postal_code = models.CharField("Postleitzahl", max_length=5, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="companies", verbose_name="Gemeinde")
    website = models.URLField("Internetseite", blank=True)
    email = models.EmailField("E-Mail für Anfragen", help_text="Hierhin gehen neue Anfragen. Die Adresse steht nicht auf der Seite.")
    phone = models.CharField("Telefon", max_length=40, blank=True)
    logo = models.ImageField("Logo", upload_to=logo_name, blank=True, help_text="JPEG, PNG oder WebP.")
    answer_days = models.PositiveSmallIntegerField(
        "Wir antworten in höchstens",
        choices=[(3, "3 Tagen"), (7, "7 Tagen"), (14, "14 Tagen")],
        default=7,
        help_text="Steht bei jedem Platz. Ist die Frist um, bekommt die Person andere Plätze vorgeschlagen.",
    )
    answers_due = models.PositiveIntegerField("gezählte Anfragen", default=0, editable=False)
    answers_given = models.PositiveIntegerField("davon beantwortet", default=0, editable=False)
    answer_median = models.PositiveSmallIntegerField("antwortet meist nach (Tage)", null=True, editable=False)
    silent_in_a_row = models.PositiveSmallIntegerField("zuletzt ohne Antwort", default=0, editable=False)
    silent_since = models.DateTimeField("Plätze pausiert seit", null=True, editable=False)
    is_verified = models.BooleanField("geprüft", default=False)
    is_demo = models.BooleanField("erfunden (Vorführdaten)", default=False)
    created = models.DateTimeField("angelegt", default=timezone.now, editable=False)

    objects = CompanyQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen", excluded_fields=COUNTED)

    class Meta:
        verbose_name = "Betrieb"
        verbose_name_plural = "Betriebe"
        ordering = ["name"]
        indexes = [models.Index(fields=["is_verified", "municipality"], name="company_by_municipality")]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, **kwargs):
        self.slug = self.slug or free_slug(Company, self.name)
        super().save(**kwargs)
        fulltext.index([self])

    def get_absolute_url(self):
        return reverse("company", args=[self.slug])

    @property
    def is_measured(self) -> bool:
        return self.answers_due >= ENOUGH_ANSWERS

    @property
    def answer_tier(self) -> AnswerTier:
        """Reliable from four answers in five on, silent below one in two, usual until five inquiries have ended."""
        if not self.is_measured:
            return AnswerTier.USUAL
        if 5 * self.answers_given >= 4 * self.answers_due:
            return AnswerTier.RELIABLE
        return AnswerTier.SILENT if 2 * self.answers_given < self.answers_due else AnswerTier.USUAL

    @property
    def answer_words(self) -> str:
        """'antwortet meist in 3 Tagen': from five inquiries on, and only where most of them got an answer."""
        if not self.is_measured or self.answer_median is None or 2 * self.answers_given < self.answers_due:
            return ""
        if self.answer_median == 0:
            return gettext("antwortet meist am selben Tag")
        words = ngettext("antwortet meist am nächsten Tag", "antwortet meist in %(days)s Tagen", self.answer_median)
        return words % {"days": self.answer_median}

    def search_title(self) -> str:
        return self.name

    def search_body(self) -> str:
        return f"{self.industry} {self.municipality} {self.about}"

    def search_published(self) -> bool:
        return self.is_verified

    def search_sort_key(self) -> int:
        return self.pk


class CompanySite(models.Model):
    """A place where a company works, beside its main address."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="sites", verbose_name="Betrieb")
    name = models.CharField("Name", max_length=80, help_text="Zum Beispiel „Werk 2“ oder „Filiale am Markt“.")
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postal_code = models.CharField("Postleitzahl", max_length=5, blank=True, validators=[FIVE_DIGITS])
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="company_sites", verbose_name="Gemeinde")

    objects = CompanySiteQuerySet.as_manager()

    class Meta:
        verbose_name = "Standort"
        verbose_name_plural = "Standorte"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="site_once_per_company", violation_error_message=SITE_TWICE)
        ]

    def __str__(self):
        return f"{self.name}, {self.municipality}"
