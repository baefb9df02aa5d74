"""When offers take place."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.vocabulary import Status


class EventQuerySet(models.QuerySet):
    def upcoming(self):
        return self.filter(starts__gte=timezone.now()).order_by("starts")

    def published(self):
        return self.filter(offer__status=Status.PUBLISHED, offer__published_at__lte=timezone.now())


class Event(models.Model):
    """One date of an offer."""

    offer = models.ForeignKey("offers.Offer", models.CASCADE, related_name="events", verbose_name="Angebot")
    starts = models.DateTimeField("Beginn", db_index=True)
    ends = models.DateTimeField("Ende", null=True, blank=True)
    place = models.CharField("Ort", max_length=160, blank=True, help_text="Raum und Adresse, wenn sie vom Angebot abweichen.")
    is_cancelled = models.BooleanField("fällt aus", default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "Termin"
        verbose_name_plural = "Termine"
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="event_starts_before_it_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            )
        ]

    def __str__(self):
        return f"{self.offer} am {timezone.localtime(self.starts):%d.%m.%Y}"
