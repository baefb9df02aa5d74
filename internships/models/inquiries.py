"""What pupils ask companies."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from internships.models.postings import Posting


def kept_until():
    return timezone.localdate() + timedelta(days=settings.INQUIRY_KEPT_DAYS)


class InquiryQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(posting__in=Posting.objects.of(user))

    def past_keeping(self, today):
        return self.filter(delete_on__lte=today)


class Inquiry(models.Model):
    """A pupil's first contact: as little about a person as an answer needs, and gone after `delete_on`."""

    class Status(models.TextChoices):
        NEW = "new", "neu"
        READ = "read", "gelesen"
        ANSWERED = "answered", "beantwortet"

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="inquiries", verbose_name="Platz")
    name = models.CharField("Vorname oder Name", max_length=80)
    school_class = models.CharField("Klasse oder Alter", max_length=40, blank=True)
    message = models.TextField("Nachricht", max_length=1000)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    phone = models.CharField("Telefonnummer", max_length=40, blank=True)
    status = models.CharField("Stand", max_length=10, choices=Status, default=Status.NEW)
    created = models.DateTimeField("eingegangen", default=timezone.now)
    delete_on = models.DateField("wird gelöscht am", default=kept_until)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "Anfrage"
        verbose_name_plural = "Anfragen"
        ordering = ["-created"]
        indexes = [models.Index(fields=["delete_on"], name="inquiry_to_forget")]
        constraints = [
            models.CheckConstraint(
                condition=~(Q(email="") & Q(phone="")),
                name="inquiry_can_be_answered",
                violation_error_message="Bitte gib eine Telefonnummer oder eine E-Mail-Adresse an.",
            )
        ]

    def __str__(self):
        return f"{self.name} zu „{self.posting}“"
