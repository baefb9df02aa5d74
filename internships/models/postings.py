"""The places that companies offer."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from internships.counting import PostingCount, Tally
from internships.models.companies import AnswerTier, Company
from occupations.models import Occupation
from portal import fulltext
from portal.models import Municipality
from portal.slugs import german_slug
from portal.vocabulary import Certificate

LIST_COLUMNS = ["kind", "title", "certificate", "starts_on", "starts_until", "monthly_pay", "published_at"]
INDEX_COLUMNS = ["kind", "title", "description", "status", "published_at", "company__name", "occupation__name", "municipality__name"]
LIST_COLUMNS += ["company__name", "company__slug", "company__is_demo", "municipality__name", "answer_tier"]
LIST_COLUMNS += ["company__answers_due", "company__answers_given", "company__answer_median"]


class PostingQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Posting.Status.PUBLIC)

    def waiting(self):
        return self.filter(status=Posting.Status.SUBMITTED)

    def of(self, user):
        return self.filter(company__in=Company.objects.of(user))

    def open_to(self, certificate: int):
        return self.filter(certificate__lte=certificate)

    def possible_in(self, first_day, last_day):
        """Places that can start between two days; an open start fits always."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=last_day, starts_until__gte=first_day))

    def overdue(self, today):
        """Public places whose last possible start has passed."""
        return self.published().filter(starts_until__lt=today)

    def tally(self) -> Tally:
        """How many rows there are by municipality and kind, in one query."""
        rows = self.order_by().values_list("municipality", "kind").annotate(places=models.Count("*"))
        return {(municipality, kind): places for municipality, kind, places in rows}

    def recount(self, municipalities=None) -> None:
        PostingCount.objects.recount(self.published(), municipalities)

    def delete(self):
        ids, municipalities = zip(*self.values_list("pk", "municipality_id"), strict=True) if self.exists() else ((), ())
        deleted = super().delete()
        fulltext.forget(Posting.search_kind, ids)
        Posting.objects.recount(set(municipalities))
        return deleted

    def for_index(self):
        """With all that the search index reads, and no more."""
        return self.select_related("company", "occupation", "municipality").only(*INDEX_COLUMNS)

    def for_list(self):
        """With all that a line of a list shows, in one query."""
        return self.select_related("company", "municipality").only(*LIST_COLUMNS)


class Posting(fulltext.Searchable, models.Model):
    """A place: a chance to try or to learn an occupation in a company."""

    search_kind = "posting"

    class Kind(models.TextChoices):
        SCHOOL_INTERNSHIP = "schulpraktikum", _("Schulpraktikum")
        HOLIDAY_INTERNSHIP = "ferienpraktikum", _("Ferienpraktikum")
        TASTER_DAY = "schnuppertag", _("Schnuppertag")
        APPRENTICESHIP = "ausbildung", _("Ausbildung")
        DUAL_STUDY = "duales-studium", _("Duales Studium")
        ENTRY_QUALIFICATION = "einstiegsqualifizierung", _("Einstiegsqualifizierung")
        VOLUNTARY_YEAR = "freiwilligenjahr", _("Freiwilliges Jahr")

    class Status(models.TextChoices):
        DRAFT = "draft", "Entwurf"
        SUBMITTED = "submitted", "wartet auf Freigabe"
        PUBLIC = "public", "öffentlich"
        PAUSED = "paused", "pausiert"
        FILLED = "filled", "besetzt"
        REJECTED = "rejected", "zurückgegeben"
        EXPIRED = "expired", "abgelaufen"

    company = models.ForeignKey(Company, models.CASCADE, related_name="postings", verbose_name="Betrieb")
    kind = models.CharField("Art", max_length=24, choices=Kind)
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="postings", verbose_name="Beruf")
    title = models.CharField(
        "Überschrift", max_length=120, blank=True, help_text="Leer: Art und Beruf, zum Beispiel „Schulpraktikum Tischler/in“."
    )
    description = models.TextField(
        "Was dich erwartet", max_length=1500, help_text="Was machen junge Leute bei euch konkret? Kurze Sätze, mit „du“."
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="postings", verbose_name="Gemeinde")
    starts_on = models.DateField("Start frühestens", null=True, blank=True, help_text="Leer: jederzeit nach Absprache.")
    starts_until = models.DateField(
        "Start spätestens", null=True, blank=True, help_text="Nach diesem Tag verschwindet der Platz von selbst."
    )
    duration = models.CharField("Dauer", max_length=60, blank=True, help_text="Zum Beispiel „2 Wochen“ oder „3 Jahre“.")
    working_hours = models.CharField("Arbeitszeit", max_length=80, blank=True, help_text="Zum Beispiel „Mo–Fr 7:30 bis 15 Uhr“.")
    certificate = models.PositiveSmallIntegerField("Schulabschluss", choices=Certificate, default=Certificate.NONE)
    minimum_age = models.PositiveSmallIntegerField(
        "Mindestalter",
        null=True,
        blank=True,
        validators=[MinValueValidator(12), MaxValueValidator(27)],
        help_text="Leer: kein Mindestalter.",
    )
    seats = models.PositiveSmallIntegerField("Plätze", default=1, validators=[MinValueValidator(1), MaxValueValidator(200)])
    monthly_pay = models.PositiveSmallIntegerField(
        "Geld im Monat (€, 1. Jahr)", null=True, blank=True, validators=[MaxValueValidator(5000)]
    )
    contact_name = models.CharField("Ansprechperson", max_length=120, blank=True)
    contact_phone = models.CharField("Telefon der Ansprechperson", max_length=40, blank=True)
    status = models.CharField("Stand", max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    rejection_reason = models.TextField("Grund der Rückgabe", blank=True, editable=False)
    answer_tier = models.PositiveSmallIntegerField("Rang nach Antworten", choices=AnswerTier, default=AnswerTier.USUAL, editable=False)
    published_at = models.DateTimeField("öffentlich seit", null=True, editable=False)
    changed_at = models.DateTimeField("geändert", auto_now=True)

    objects = PostingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen", excluded_fields=["answer_tier"])

    class Meta:
        verbose_name = "Platz"
        verbose_name_plural = "Plätze"
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="posting_newest"),
            models.Index(fields=["status", "kind", "-published_at", "-id"], name="posting_newest_of_kind"),
            models.Index(fields=["status", "municipality", "-answer_tier", "-published_at", "-id"], name="posting_newest_nearby"),
            models.Index(
                fields=["status", "municipality", "kind", "-answer_tier", "-published_at", "-id"], name="posting_newest_nearby_kind"
            ),
            models.Index(fields=["status", "occupation", "municipality", "kind"], name="posting_of_occupation"),
            models.Index(fields=["company", "status", "-published_at", "-id"], name="posting_of_company"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(starts_until=None) | Q(starts_until__gte=F("starts_on")),
                name="posting_starts_before_it_ends",
                violation_error_message="„Start spätestens“ liegt vor „Start frühestens“.",
            ),
        ]

    def __str__(self):
        return self.title

    @transaction.atomic
    def save(self, **kwargs):
        self.title = self.title or f"{self.get_kind_display()} {self.occupation}"[:120]
        if self.starts_on and not self.starts_until:
            self.starts_until = self.starts_on
        if self._state.adding:
            self.answer_tier = self.company.answer_tier
        before = Posting.objects.filter(pk=self.pk).values_list("municipality_id", flat=True)
        touched = {self.municipality_id, *before}
        super().save(**kwargs)
        fulltext.index([self])
        Posting.objects.recount(touched)

    def get_absolute_url(self):
        return reverse("posting", args=[self.pk, self.slug])

    def search_title(self) -> str:
        return f"{self.title} {self.occupation}"

    def search_body(self) -> str:
        return f"{self.company} {self.municipality} {self.get_kind_display()} {self.description}"

    def search_published(self) -> bool:
        return self.is_public

    def search_sort_key(self) -> int:
        return int(self.published_at.timestamp()) if self.published_at else 0

    @property
    def slug(self) -> str:
        return german_slug(self.title, 60) or "platz"

    @property
    def kind_name(self) -> str:
        """Django's get_kind_display() builds a dictionary at every call; a list shows twenty."""
        return KIND_NAMES[self.kind]

    @property
    def certificate_name(self) -> str:
        return CERTIFICATE_NAMES[self.certificate]

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLIC

    @property
    def can_start_any_time(self) -> bool:
        return self.starts_on is None


KIND_NAMES = dict(Posting.Kind.choices)
CERTIFICATE_NAMES = dict(Certificate.choices)
