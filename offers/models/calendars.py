"""Calendars of providers from which an offer's dates come."""

from django.db import models

from offers.models.events import Event
from offers.models.offers import Offer


class CalendarFeed(models.Model):
    """An address that is read every night."""

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="feed", verbose_name="Angebot")
    url = models.URLField("Adresse des Kalenders", max_length=300)
    read_at = models.DateTimeField("zuletzt gelesen", null=True, editable=False)
    report = models.CharField("Ergebnis", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "Kalender eines Trägers"
        verbose_name_plural = "Kalender der Träger"

    def __str__(self):
        return f"{self.offer}: {self.url}"


class ImportedEvent(models.Model):
    """Which date came from which entry of a calendar, so that a second reading changes it and doubles nothing."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="origin", verbose_name="Termin")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="imported_events", verbose_name="Angebot")
    uid = models.CharField("UID", max_length=255)
    recurrence = models.CharField("Wiederholung", max_length=32, blank=True)

    class Meta:
        verbose_name = "Termin aus einem Kalender"
        verbose_name_plural = "Termine aus Kalendern"
        constraints = [models.UniqueConstraint(fields=["offer", "uid", "recurrence"], name="calendar_entry_once_per_offer")]

    def __str__(self):
        return f"{self.uid} {self.recurrence}".strip()
