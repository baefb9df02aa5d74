"""What visitors find wrong with a place."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from internships.models.postings import Posting


def kept_until():
    return timezone.localdate() + timedelta(days=settings.REPORT_KEPT_DAYS)


class ReportQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")

    def past_keeping(self, today):
        return self.filter(delete_on__lte=today)


class Report(models.Model):
    """Somebody says that a place is not right; nobody asks who. The free text is gone after `delete_on`."""

    class Reason(models.TextChoices):
        GONE = "gone", _("Den Platz gibt es nicht mehr")
        WRONG = "wrong", _("Die Angaben stimmen nicht")
        UNFAIR = "unfair", _("Hier wird jemand ausgeschlossen oder beleidigt")
        DANGER = "danger", _("Das klingt gefährlich oder verboten")
        FAKE = "fake", _("Das ist Werbung oder Betrug")

    class Outcome(models.TextChoices):
        DISMISSED = "dismissed", "nichts zu tun"
        PAUSED = "paused", "Platz pausiert"
        WRITTEN = "written", "Betrieb angeschrieben"

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="reports", verbose_name="Platz")
    reason = models.CharField("Grund", max_length=10, choices=Reason)
    note = models.TextField("Hinweis", max_length=500, blank=True)
    outcome = models.CharField("Ergebnis", max_length=10, choices=Outcome, blank=True)
    created = models.DateTimeField("gemeldet", default=timezone.now)
    delete_on = models.DateField("wird gelöscht am", default=kept_until)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "Meldung"
        verbose_name_plural = "Meldungen"
        ordering = ["created", "pk"]
        indexes = [
            models.Index(fields=["outcome", "created"], name="report_waiting"),
            models.Index(fields=["delete_on"], name="report_to_forget"),
        ]

    def __str__(self):
        return f"„{self.posting}“: {self.get_reason_display()}"
