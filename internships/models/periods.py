"""When a school's classes are out in firms."""

from datetime import timedelta
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from internships.models.postings import Posting
from internships.models.weeks import mondays_between
from portal.models import School

CLASSES = range(7, 14)
LONGEST_DAYS = 56
SATURDAY = 6
SEARCH_KM = 25
PLAIN = RegexValidator(r"^[\w ,;/()+.–-]+\Z", "Bitte nur Klassen, zum Beispiel „9a, 9b“.")


class InternshipPeriodQuerySet(models.QuerySet):
    def upcoming(self, today=None):
        """Those that are not over."""
        return self.filter(last_day__gte=today or timezone.localdate())

    def of_school(self, school):
        return self.filter(school=school)

    def between(self, first_day, last_day):
        """Those with at least one day from the first to the last."""
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)

    def in_week(self, monday):
        return self.between(monday, monday + timedelta(days=4))

    def in_municipalities(self, municipalities):
        return self.filter(school__municipality__in=municipalities)

    def for_list(self):
        """With school and municipality, the earliest first."""
        return self.select_related("school__municipality").order_by("first_day", "school__name", "school_class", "pk")


class InternshipPeriod(models.Model):
    """Some days on which a year, or some of its classes, is in firms. Says how many pupils, never who."""

    class Kind(models.TextChoices):
        INTERNSHIP = "betriebspraktikum", _("Betriebspraktikum")
        TASTER_DAYS = "schnuppertage", _("Schnuppertage")
        FUTURE_DAY = "zukunftstag", _("Zukunftstag")

    school = models.ForeignKey(School, models.CASCADE, related_name="periods", verbose_name="Schule")
    kind = models.CharField("Art", max_length=20, choices=Kind, default=Kind.INTERNSHIP)
    school_class = models.PositiveSmallIntegerField("Jahrgang", choices=[(number, f"Klasse {number}") for number in CLASSES])
    classes = models.CharField(
        "Nur diese Klassen", max_length=40, blank=True, validators=[PLAIN], help_text="Zum Beispiel „9a, 9b“. Leer: der ganze Jahrgang."
    )
    first_day = models.DateField("Erster Tag")
    last_day = models.DateField("Letzter Tag")
    pupils = models.PositiveSmallIntegerField(
        "Wie viele Jugendliche", validators=[MinValueValidator(1), MaxValueValidator(400)], help_text="Geschätzt genügt."
    )
    changed_at = models.DateTimeField("geändert", auto_now=True)

    objects = InternshipPeriodQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen")

    class Meta:
        verbose_name = "Praktikumszeit"
        verbose_name_plural = "Praktikumszeiten der Schulen"
        ordering = ["first_day", "pk"]
        indexes = [models.Index(fields=["last_day", "first_day"], name="period_by_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="period_starts_before_it_ends",
                violation_error_message="Der letzte Tag liegt vor dem ersten.",
            ),
            models.UniqueConstraint(
                fields=["school", "school_class", "classes", "first_day"],
                name="period_once_per_class",
                violation_error_message="Für diese Klasse steht schon eine Zeit da, die am selben Tag beginnt.",
            ),
        ]

    def __str__(self):
        return f"{self.school}, {self.class_words}, ab {self.first_day:%d.%m.%Y}"

    def clean(self):
        super().clean()
        if self.first_day and self.first_day.isoweekday() >= SATURDAY:
            raise ValidationError({"first_day": "Das ist ein Wochenende. Wann ist der erste Tag im Betrieb?"})
        if self.first_day and self.last_day and (self.last_day - self.first_day).days > LONGEST_DAYS:
            raise ValidationError({"last_day": "Das sind mehr als acht Wochen. Stimmt das Datum?"})

    @property
    def class_words(self) -> str:
        """'Klasse 9', 'Klasse 9 (9a, 9b)'."""
        words = gettext("Klasse {}").format(self.school_class)
        return f"{words} ({self.classes})" if self.classes else words

    @property
    def mondays(self) -> list:
        """The Mondays of its weeks."""
        return mondays_between(self.first_day, self.last_day)

    @property
    def places_address(self) -> str:
        """The list of places that fit: free in all its weeks, open to the class, the school's surroundings first."""
        asked = {"zeit": self.pk, "wer": f"klasse-{min(self.school_class, 11)}", "art": KINDS[self.kind]}
        return f"{reverse('postings')}?{urlencode(asked | {'ort': self.school.municipality.name, 'umkreis': SEARCH_KM}, doseq=True)}"


KINDS = {
    InternshipPeriod.Kind.INTERNSHIP: [Posting.Kind.SCHOOL_INTERNSHIP.value],
    InternshipPeriod.Kind.TASTER_DAYS: [Posting.Kind.SCHOOL_INTERNSHIP.value, Posting.Kind.TASTER_DAY.value],
    InternshipPeriod.Kind.FUTURE_DAY: [Posting.Kind.SCHOOL_INTERNSHIP.value, Posting.Kind.TASTER_DAY.value],
}
"""Which places serve which kind of period: nobody spends two weeks on a taster day."""
