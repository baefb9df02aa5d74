"""The places that companies offer."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from internships import admission
from internships.admission import Pupil
from internships.counting import PostingCount, Tally
from internships.models.companies import AnswerTier, Company, CompanySite
from internships.models.weeks import PostingWeek, mondays_between
from occupations.models import Occupation
from portal import fulltext
from portal.models import Municipality
from portal.slugs import german_slug
from portal.vocabulary import Certificate

REFERENCE = r"^[\w.:/+ -]+\Z"
LIST_COLUMNS = ["kind", "title", "certificate", "starts_on", "starts_until", "monthly_pay", "published_at", "from_class", "from_age"]
INDEX_COLUMNS = ["kind", "title", "description", "status", "published_at", "company__name", "occupation__name", "municipality__name"]
LIST_COLUMNS += ["no_cover_letter", "phone_welcome", "company__name", "company__slug", "company__is_demo", "municipality__name"]
PROVISIONS = ["lends_shoes", "lends_workwear", "gives_lunch", "pays_travel", "has_lodging"]
LAW_COLUMNS = {"kind", "occupation", "duration", "day_starts", "day_ends", "friday_ends", "break_minutes", "weekdays", "in_shifts"}
LAW_COLUMNS |= {"minimum_age", "minimum_class"}
LIST_COLUMNS += ["answer_tier", "company__answers_due", "company__answers_given", "company__answer_median"]


class PostingQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Posting.Status.PUBLIC)

    def waiting(self):
        return self.filter(status=Posting.Status.SUBMITTED)

    def of(self, user):
        return self.filter(company__in=Company.objects.of(user))

    def open_to_inquiries(self):
        return self.published().filter(takes_inquiries=True)

    def open_to(self, certificate: int):
        return self.filter(certificate__lte=certificate)

    def possible_in(self, first_day, last_day):
        """Places that can start between two days; an open start fits always."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=last_day, starts_until__gte=first_day))

    def open_to_pupil(self, pupil: Pupil):
        return self.filter(from_class__lte=pupil.school_class, from_age__lte=pupil.age)

    def free_in_week(self, monday):
        """Short stays with a free week then; where a firm names no weeks, its first and last start decide."""
        weeks = PostingWeek.objects.filter(posting=models.OuterRef("pk"))
        named = models.Exists(weeks.filter(monday=monday, capacity__gt=0))
        open_then = Q(starts_on=None) | Q(starts_on__lte=monday + timedelta(days=4), starts_until__gte=monday)
        return self.filter(named | (~models.Exists(weeks) & open_then), kind__in=Posting.SHORT_STAYS)

    def free_throughout(self, first_day, last_day):
        """Short stays from one day to another: room in each of the weeks, or where a firm names no weeks a start on the first day."""
        weeks = PostingWeek.objects.filter(posting=models.OuterRef("pk"))
        can_start = Q(starts_on=None) | Q(starts_on__lte=first_day, starts_until__gte=first_day)
        each_week = Q()
        for monday in mondays_between(first_day, last_day):
            each_week &= Q(models.Exists(weeks.filter(monday=monday, capacity__gt=0)))
        return self.filter(each_week | (~models.Exists(weeks) & can_start), kind__in=Posting.SHORT_STAYS)

    def to_confirm(self, today):
        """Public places that the firm has to confirm within a week, or should have."""
        return self.published().filter(confirmed_on__lte=today - timedelta(days=settings.POSTING_CONFIRMED_DAYS - 7))

    def similar_to(self, posting):
        """Public places of the same occupation, or of its fields."""
        fields = posting.occupation.fields.values("pk")
        alike = Q(occupation=posting.occupation) | Q(occupation__fields__in=fields)
        return self.published().filter(alike).exclude(pk=posting.pk).distinct()

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

    def for_similar(self):
        """For a list, newest first, with the occupation's key to compare."""
        return self.for_list().only(*LIST_COLUMNS, "occupation_id").order_by("-published_at", "-pk")

    def for_list(self):
        """With all that a line of a list shows, in one query."""
        coming = PostingWeek.objects.filter(posting=models.OuterRef("pk"), monday__gt=timezone.localdate() - timedelta(days=5))
        return self.select_related("company", "municipality").only(*LIST_COLUMNS).annotate(names_weeks=models.Exists(coming))


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

    class Ended(models.TextChoices):
        STARTED = "started", "Der letzte Starttermin ist vorbei."
        UNCONFIRMED = "unconfirmed", "Niemand hat bestätigt, dass der Platz noch frei ist."

    SHORT_STAYS = [Kind.SCHOOL_INTERNSHIP, Kind.HOLIDAY_INTERNSHIP, Kind.TASTER_DAY]

    company = models.ForeignKey(Company, models.CASCADE, related_name="postings", verbose_name="Betrieb")
    kind = models.CharField("Art", max_length=24, choices=Kind)
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="postings", verbose_name="Beruf")
    title = models.CharField(
        "Überschrift", max_length=120, blank=True, help_text="Leer: Art und Beruf, zum Beispiel „Schulpraktikum Tischler/in“."
    )
    description = models.TextField(
        "Was dich erwartet", max_length=1500, help_text="Was tun junge Leute dort an einem Tag? Kurze Sätze, mit „du“."
    )
    site = models.ForeignKey(
        CompanySite,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name="Standort",
        help_text="Leer: am Hauptsitz. Mit Standort steht dessen Gemeinde beim Platz.",
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="postings", verbose_name="Gemeinde")
    starts_on = models.DateField("Start frühestens", null=True, blank=True, help_text="Leer: jederzeit nach Absprache.")
    starts_until = models.DateField(
        "Start spätestens", null=True, blank=True, help_text="Nach diesem Tag verschwindet der Platz von selbst."
    )
    duration = models.CharField("Dauer", max_length=60, blank=True, help_text="Zum Beispiel „2 Wochen“ oder „3 Jahre“.")
    day_starts = models.TimeField("Beginn", null=True, blank=True)
    day_ends = models.TimeField("Ende", null=True, blank=True)
    friday_ends = models.TimeField("Ende am Freitag", null=True, blank=True, help_text="Nur, wenn freitags früher Schluss ist.")
    break_minutes = models.PositiveSmallIntegerField(
        "Pausen in Minuten",
        null=True,
        blank=True,
        validators=[MaxValueValidator(180)],
        help_text="Alle zusammen. Leer: so viel, wie das Gesetz für Jugendliche verlangt.",
    )
    weekdays = models.CharField("Tage", max_length=7, default="12345", validators=[RegexValidator(r"^1?2?3?4?5?6?7?$")])
    in_shifts = models.BooleanField("Bei uns wird in Schichten gearbeitet", default=False)
    working_hours = models.CharField(
        "Noch etwas zur Arbeitszeit", max_length=80, blank=True, help_text="Zum Beispiel „Gleitzeit“ oder „mittwochs Berufsschule“."
    )
    certificate = models.PositiveSmallIntegerField("Schulabschluss", choices=Certificate, default=Certificate.NONE)
    minimum_age = models.PositiveSmallIntegerField(
        "Mindestalter",
        null=True,
        blank=True,
        validators=[MinValueValidator(12), MaxValueValidator(27)],
        help_text="Leer: so jung, wie das Gesetz erlaubt.",
    )
    minimum_class = models.PositiveSmallIntegerField(
        "Ab Klasse",
        null=True,
        blank=True,
        choices=[(number, f"ab Klasse {number}") for number in range(7, 13)],
        help_text="Leer: ab der Klasse, in der Schulen mit Praktika beginnen.",
    )
    from_class = models.PositiveSmallIntegerField(default=0, editable=False)
    from_age = models.PositiveSmallIntegerField(default=0, editable=False)
    seats = models.PositiveSmallIntegerField("Plätze", default=1, validators=[MinValueValidator(1), MaxValueValidator(200)])
    monthly_pay = models.PositiveSmallIntegerField(
        "Geld im Monat (€, 1. Jahr)", null=True, blank=True, validators=[MaxValueValidator(5000)]
    )
    contact_name = models.CharField("Ansprechperson", max_length=120, blank=True)
    contact_phone = models.CharField("Telefon der Ansprechperson", max_length=40, blank=True)
    takes_inquiries = models.BooleanField("mit einer kurzen Anfrage über das Portal", default=True)
    phone_welcome = models.BooleanField("am Telefon: Anrufen ist willkommen", default=False)
    contact_email = models.EmailField("per E-Mail an", blank=True, help_text="Diese Adresse steht auf der Seite. Leer: keine E-Mails.")
    application_url = models.URLField("auf der eigenen Internetseite", blank=True, help_text="Die Adresse Ihres Bewerbungsformulars.")
    no_cover_letter = models.BooleanField("Ein Anschreiben ist nicht nötig", default=False)
    lends_shoes = models.BooleanField("Sicherheitsschuhe", default=False)
    lends_workwear = models.BooleanField("Arbeitskleidung", default=False)
    gives_lunch = models.BooleanField("Mittagessen", default=False)
    pays_travel = models.BooleanField("Fahrgeld oder Ticket", default=False)
    has_lodging = models.BooleanField("Zimmer oder Unterkunft", default=False)
    reference = models.CharField(
        "Ihre Referenz",
        max_length=80,
        blank=True,
        validators=[RegexValidator(REFERENCE, "Erlaubt sind Buchstaben, Ziffern, Leerzeichen und . _ : / + -")],
        help_text="Nummer des Platzes in Ihrem eigenen System. Unter ihr findet die nächste Lieferung ihn wieder.",
    )
    status = models.CharField("Stand", max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    rejection_reason = models.TextField("Grund der Rückgabe", blank=True, editable=False)
    answer_tier = models.PositiveSmallIntegerField("Rang nach Antworten", choices=AnswerTier, default=AnswerTier.USUAL, editable=False)
    published_at = models.DateTimeField("öffentlich seit", null=True, editable=False)
    confirmed_on = models.DateField("zuletzt bestätigt", null=True, editable=False)
    reminders = models.PositiveSmallIntegerField("Erinnerungen seitdem", default=0, editable=False)
    ended_because = models.CharField("Grund des Ablaufs", max_length=12, choices=Ended, blank=True, editable=False)
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
            models.Index(fields=["status", "confirmed_on"], name="posting_to_confirm"),
            models.Index(fields=["company", "status", "-published_at", "-id"], name="posting_of_company"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(starts_until=None) | Q(starts_until__gte=F("starts_on")),
                name="posting_starts_before_it_ends",
                violation_error_message="„Start spätestens“ liegt vor „Start frühestens“.",
            ),
            models.CheckConstraint(
                condition=Q(day_starts=None) | Q(day_ends=None) | Q(day_ends__gt=F("day_starts")),
                name="posting_day_ends_after_it_starts",
                violation_error_message="Das Ende der Arbeitszeit liegt vor ihrem Beginn.",
            ),
            models.UniqueConstraint(fields=["company", "reference"], condition=~Q(reference=""), name="posting_reference_once_per_company"),
        ]

    def __str__(self):
        return self.title

    @transaction.atomic
    def save(self, **kwargs):
        self.fill_gaps()
        if self._state.adding:
            self.answer_tier = self.company.answer_tier
        if self.site_id and "update_fields" not in kwargs:
            self.municipality = self.site.municipality
        kwargs = self._with_admission(**kwargs)
        counted = set(Posting.objects.published().filter(pk=self.pk).values_list("municipality_id", flat=True))
        super().save(**kwargs)
        fulltext.index([self])
        if touched := counted | ({self.municipality_id} if self.is_public else set()):
            Posting.objects.recount(touched)

    def get_absolute_url(self):
        return reverse("posting", args=[self.pk, self.slug])

    def fill_gaps(self) -> None:
        """What follows from the rest when nobody wrote it: a title, and the only possible day as the last one."""
        self.title = self.title or f"{self.get_kind_display()} {self.occupation}"[:120]
        if self.starts_on and not self.starts_until:
            self.starts_until = self.starts_on

    def clean(self):
        """What the law forbids is said at once, wherever a place comes from: a form, a file or another program."""
        super().clean()
        found = admission.objections(self) if self.kind and self.occupation_id else []
        if self.company_id and not self.channels:
            found.append("Bitte nennen Sie mindestens einen Weg, sich zu melden.")
        if self.site_id and self.site.company_id != self.company_id:
            found.append("Dieser Standort gehört zu einem anderen Betrieb.")
        if found:
            raise ValidationError(found)

    def _with_admission(self, update_fields=None, **kwargs) -> dict:
        """Sets from when on the place fits, whenever a column changes that this depends on."""
        if update_fields is None or LAW_COLUMNS & set(update_fields):
            fit = admission.fit_of(self)
            self.from_class, self.from_age = fit.school_class, fit.age
            update_fields = update_fields and [*update_fields, "from_class", "from_age"]
        return kwargs | {"update_fields": update_fields}

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

    names_weeks = False
    """Whether it is free in weeks that the firm names; for_list() finds out for all rows at once."""

    @property
    def can_start_any_time(self) -> bool:
        return self.starts_on is None

    @property
    def days(self) -> list[int]:
        """Weekdays from 1 (Monday) to 7."""
        return [int(day) for day in self.weekdays]

    @property
    def address(self) -> tuple[str, str]:
        """Street and postal code of the work; the firm's own belong to its own municipality, a place elsewhere has only its town."""
        where = self.site or (self.company if self.company.municipality_id == self.municipality_id else None)
        return (where.street, where.postal_code) if where else ("", "")

    @property
    def phone(self) -> str:
        """The number to call, where calls are welcome."""
        return (self.contact_phone or self.company.phone) if self.phone_welcome else ""

    @property
    def channels(self) -> list[str]:
        """How somebody may get in touch, the easiest first."""
        ways = {"inquiry": self.takes_inquiries, "phone": self.phone, "email": self.contact_email, "website": self.application_url}
        return [way for way, is_open in ways.items() if is_open]

    @property
    def provisions(self) -> list[str]:
        return [name for name in PROVISIONS if getattr(self, name)]

    @property
    def is_short_stay(self) -> bool:
        return self.kind in self.SHORT_STAYS

    @property
    def coming_weeks(self) -> list:
        return [week for week in self.weeks.all() if week.friday >= timezone.localdate()]

    @property
    def confirm_until(self):
        """The day on which it leaves the list unless somebody confirms it."""
        return self.confirmed_on and self.confirmed_on + timedelta(days=settings.POSTING_CONFIRMED_DAYS)


KIND_NAMES = dict(Posting.Kind.choices)
CERTIFICATE_NAMES = dict(Certificate.choices)
