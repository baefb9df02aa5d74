"""When offers take place: single dates, and series that dates are made from."""

from datetime import date, datetime, time, timedelta

from dateutil import rrule
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from offers.models.bookings import Booking
from portal.slugs import german_slug
from portal.vocabulary import Status

LONGEST = timedelta(days=31)
FURTHEST = timedelta(days=2 * 366)


class EventQuerySet(models.QuerySet):
    def upcoming(self):
        return self.filter(starts__gte=timezone.now()).order_by("starts", "pk")

    def published(self):
        return self.filter(offer__status=Status.PUBLISHED, offer__published_at__lte=timezone.now())

    def between(self, start: datetime, stop: datetime):
        """What takes place, at least partly, from `start` until before `stop`; no event is longer than LONGEST, so an index serves."""
        running = Q(starts__gte=start - LONGEST, ends__gt=start)
        return self.filter(Q(starts__gte=start) | running, starts__lt=stop).order_by("starts", "pk")

    def with_taken(self):
        """`taken`: seats of the confirmed bookings."""
        confirmed = Booking.objects.confirmed().filter(event=OuterRef("pk")).order_by().values("event")
        return self.annotate(taken=Coalesce(Subquery(confirmed.annotate(sum=Sum("seats")).values("sum")), 0))

    def with_room(self):
        """Neither cancelled nor full."""
        return self.with_taken().filter(Q(seats=None) | Q(taken__lt=models.F("seats")), is_cancelled=False, is_full=False)

    def for_list(self):
        return self.select_related("offer__organisation", "offer__municipality", "offer__topic").with_taken()


class Event(models.Model):
    """One date of an offer. With `seats`, schools and firms book them here (offers/booking.py)."""

    offer = models.ForeignKey("offers.Offer", models.CASCADE, related_name="events", verbose_name="Angebot")
    starts = models.DateTimeField("Beginn", db_index=True)
    ends = models.DateTimeField("Ende", null=True, blank=True)
    place = models.CharField("Ort", max_length=160, blank=True, help_text="Raum und Adresse, wenn sie vom Angebot abweichen.")
    note = models.CharField("Hinweis", max_length=200, blank=True, help_text="Steht beim Termin. Zum Beispiel, warum er ausfällt.")
    is_cancelled = models.BooleanField("fällt aus", default=False)
    is_full = models.BooleanField("ausgebucht", default=False, help_text="Nur nötig, wenn Sie Anmeldungen anderswo annehmen.")
    seats = models.PositiveSmallIntegerField(
        "Plätze für Schulen und Betriebe",
        null=True,
        blank=True,
        help_text="Mit einer Zahl können Schulen und Betriebe hier Plätze buchen. Leer: keine Buchung über das Portal.",
    )
    booking_until = models.DateTimeField("Anmeldung bis", null=True, blank=True, help_text="Leer: bis zum Beginn.")
    series = models.ForeignKey(
        "offers.EventSeries", models.SET_NULL, null=True, blank=True, editable=False, related_name="events", verbose_name="Serie"
    )
    series_day = models.DateField("Tag in der Serie", null=True, editable=False)
    is_own = models.BooleanField("einzeln geändert", default=False, editable=False)
    sequence = models.PositiveIntegerField("Fassung", default=0, editable=False)
    changed_at = models.DateTimeField("geändert", auto_now=True)

    objects = EventQuerySet.as_manager()

    IN_CALENDARS = ("starts", "ends", "place", "note", "is_cancelled")

    class Meta:
        verbose_name = "Termin"
        verbose_name_plural = "Termine"
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="event_starts_before_it_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.UniqueConstraint(fields=["series", "series_day"], name="event_once_per_day_of_series"),
        ]

    def __str__(self):
        return f"{self.offer} am {timezone.localtime(self.starts):%d.%m.%Y}"

    def save(self, **kwargs):
        """Counts the version that calendars compare: it rises when they would show something else."""
        before = Event.objects.filter(pk=self.pk).values_list(*self.IN_CALENDARS).first() if self.pk else None
        if before and before != tuple(getattr(self, name) for name in self.IN_CALENDARS):
            self.sequence += 1
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("event", args=[self.pk, self.slug])

    def clean(self):
        if self.starts and self.ends and self.ends - self.starts > LONGEST:
            raise ValidationError({"ends": "Ein Termin dauert höchstens 31 Tage. Nehmen Sie für Längeres mehrere Termine oder eine Serie."})
        if self.starts and self.booking_until and self.booking_until > self.starts:
            raise ValidationError({"booking_until": "Die Anmeldung endet spätestens mit dem Beginn."})

    @property
    def slug(self) -> str:
        return german_slug(self.offer.title) or "termin"

    @property
    def where(self) -> str:
        """'Aula, Musterstadt', 'Musterstadt', 'online'."""
        town = self.offer.where
        if not self.place:
            return town
        return f"{self.place}, {town}" if self.offer.municipality and town not in self.place else self.place

    @property
    def days(self) -> list[date]:
        """The days it takes place on, as the clock on the wall counts them."""
        last_moment = max(self.starts, (self.ends or self.starts) - timedelta(microseconds=1))  # midnight ends a day, it begins none
        first, last = timezone.localdate(self.starts), timezone.localdate(last_moment)
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    @property
    def is_over(self) -> bool:
        return (self.ends or self.starts) < timezone.now()

    @property
    def books_until(self) -> datetime:
        return self.booking_until or self.starts

    @property
    def takes_bookings(self) -> bool:
        return self.seats is not None and not self.is_cancelled and not self.is_full and timezone.now() < self.books_until

    @property
    def free(self) -> int | None:
        """Seats left; None where nobody counts. Needs `with_taken`."""
        return None if self.seats is None else max(0, self.seats - self.taken)

    @property
    def is_booked_out(self) -> bool:
        return self.is_full or self.free == 0


def days_in(text: str) -> list[date]:
    """'24.12.2026' in each line -> dates; ValidationError names the line that is none."""
    days = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        try:
            days.append(datetime.strptime(line, "%d.%m.%Y").date())
        except ValueError as error:
            raise ValidationError(f"Zeile {number}: „{line}“ ist kein Datum. Bitte so schreiben: 24.12.2026.") from error
    return days


class EventSeries(models.Model):
    """A rule that dates are made from (offers/calendar_series.py); each date stays a row of its own."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", "jede Woche"
        FORTNIGHTLY = "fortnightly", "alle zwei Wochen"
        MONTHLY = "monthly", "jeden Monat am gleichen Wochentag (zum Beispiel am 2. Dienstag)"

    offer = models.ForeignKey("offers.Offer", models.CASCADE, related_name="series", verbose_name="Angebot")
    rhythm = models.CharField("Rhythmus", max_length=12, choices=Rhythm, default=Rhythm.WEEKLY)
    first_day = models.DateField("erster Tag")
    last_day = models.DateField("letzter Tag", help_text="Höchstens zwei Jahre nach dem ersten.")
    begins = models.TimeField("Beginn")
    ends = models.TimeField("Ende", null=True, blank=True)
    exceptions = models.TextField(
        "Ausnahmen", blank=True, help_text="Tage, an denen nichts ist: ein Datum je Zeile, zum Beispiel 24.12.2026."
    )
    place = models.CharField("Ort", max_length=160, blank=True, help_text="Raum und Adresse, wenn sie vom Angebot abweichen.")
    seats = models.PositiveSmallIntegerField(
        "Plätze je Termin", null=True, blank=True, help_text="Mit einer Zahl können Schulen und Betriebe hier Plätze buchen."
    )

    class Meta:
        verbose_name = "Terminserie"
        verbose_name_plural = "Terminserien"
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")),
                name="series_begins_before_it_ends",
                violation_error_message="Der letzte Tag liegt vor dem ersten.",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=models.F("begins")),
                name="series_day_begins_before_it_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ]

    def __str__(self):
        return f"{self.offer}, {self.get_rhythm_display().split(' (')[0]} ab {self.first_day:%d.%m.%Y}"

    def clean(self):
        if self.first_day and self.last_day and self.last_day - self.first_day > FURTHEST:
            raise ValidationError({"last_day": "Der letzte Tag liegt mehr als zwei Jahre nach dem ersten."})
        try:
            days_in(self.exceptions)
        except ValidationError as error:
            raise ValidationError({"exceptions": error}) from error

    @property
    def left_out(self) -> set[date]:
        return set(days_in(self.exceptions))

    @property
    def days(self) -> list[date]:
        moments = rrule.rrule(
            dtstart=datetime.combine(self.first_day, time()), until=datetime.combine(self.last_day, time()), **self._rule()
        )
        return [moment.date() for moment in moments if moment.date() not in self.left_out]

    def _rule(self) -> dict:
        if self.rhythm != self.Rhythm.MONTHLY:
            return {"freq": rrule.WEEKLY, "interval": 2 if self.rhythm == self.Rhythm.FORTNIGHTLY else 1}
        week = (self.first_day.day - 1) // 7 + 1  # the fifth Tuesday is the last one: not every month has five
        return {"freq": rrule.MONTHLY, "byweekday": rrule.weekday(self.first_day.weekday())(-1 if week == 5 else week)}
