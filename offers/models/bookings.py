"""Schools and firms that book seats of an event."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CONFIRM_WITHIN = timedelta(hours=48)


class BookingQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(status=Booking.Status.CONFIRMED)

    def waiting(self):
        """Who moves up first comes first."""
        return self.filter(status=Booking.Status.WAITING).order_by("confirmed_at", "pk")

    def live(self):
        return self.filter(status__in=[Booking.Status.CONFIRMED, Booking.Status.WAITING])

    def asked_today(self, email: str) -> int:
        """How many mails our form has sent to a mailbox since yesterday at this time."""
        return self.filter(email__iexact=email, created__gt=timezone.now() - timedelta(days=1)).count()

    def past_keeping(self, now):
        """Of events long over, never confirmed in time, or called off: nobody needs the persons in them any more."""
        last = now - timedelta(days=settings.BOOKING_KEPT_DAYS)
        over = Q(event__ends__lt=last) | Q(event__ends=None, event__starts__lt=last)
        unconfirmed = Q(status=Booking.Status.ASKED, created__lt=now - CONFIRM_WITHIN)
        return self.filter(over | unconfirmed | Q(status=Booking.Status.CALLED_OFF))


class Booking(models.Model):
    """Seats of an event for a school or a firm: who answers for them, and nothing about the pupils who come."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("Schule")
        FIRM = "firm", _("Betrieb")

    class Status(models.TextChoices):
        ASKED = "asked", "noch nicht bestätigt"
        CONFIRMED = "confirmed", "angemeldet"
        WAITING = "waiting", "auf der Warteliste"
        CALLED_OFF = "called_off", "abgesagt"

    event = models.ForeignKey("offers.Event", models.PROTECT, related_name="bookings", verbose_name="Termin")
    kind = models.CharField("Wer meldet an?", max_length=10, choices=Kind, default=Kind.SCHOOL)
    organisation = models.CharField("Name der Schule oder des Betriebs", max_length=160)
    contact_name = models.CharField("Ansprechperson", max_length=120)
    email = models.EmailField("E-Mail-Adresse")
    seats = models.PositiveSmallIntegerField("Plätze", validators=[MinValueValidator(1)])
    class_level = models.CharField("Klasse", max_length=40, blank=True)
    remark = models.TextField("Anmerkung", max_length=500, blank=True)
    status = models.CharField("Stand", max_length=12, choices=Status, default=Status.ASKED)
    created = models.DateTimeField("eingegangen", default=timezone.now)
    confirmed_at = models.DateTimeField("bestätigt", null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = "Anmeldung"
        verbose_name_plural = "Anmeldungen"
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["event", "status", "seats"], name="booking_seats_of_event")]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="booking_has_seats", violation_error_message="Mindestens ein Platz.")
        ]

    def __str__(self):
        return f"{self.organisation}: {self.seats}"

    @property
    def is_late(self) -> bool:
        """Asked for longer ago than the link in the mail is good."""
        return self.status == self.Status.ASKED and self.created < timezone.now() - CONFIRM_WITHIN
