"""What comes in from firms' own systems: deliveries with their receipts, remembered headings, keys to the interface."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from internships.models.companies import Company
from internships.models.people import Role

TOKEN_START = "bp_"  # so that a scanner of leaked secrets can tell whose this is
WAITS_DAYS = 1


def receipt_kept_until():
    return timezone.localdate() + timedelta(days=settings.DELIVERY_KEPT_DAYS)


class DeliveryQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(company__in=Company.objects.of(user))

    def waiting(self):
        """Uploaded, but nobody has said yet which column means what."""
        return self.filter(finished=None)

    def past_keeping(self, today):
        """Old receipts, and files that were never taken over."""
        return self.filter(Q(delete_on__lte=today) | Q(finished=None, received__date__lt=today - timedelta(days=WAITS_DAYS)))


class Delivery(models.Model):
    """Places that came in together, and the receipt: what became of them, and why some were refused."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel (XLSX)"
        XML = "xml", "HR-BA-XML"
        JSON = "json", "JSON"

    company = models.ForeignKey(Company, models.CASCADE, related_name="deliveries", verbose_name="Betrieb")
    format = models.CharField("Format", max_length=4, choices=Format)
    name = models.CharField("Datei", max_length=120, blank=True)
    digest = models.CharField("Prüfsumme (SHA-256)", max_length=64)
    is_full = models.BooleanField("vollständige Lieferung", default=False)
    content = models.BinaryField("Inhalt, bis er übernommen ist", blank=True, default=b"")
    received = models.DateTimeField("eingegangen", default=timezone.now)
    finished = models.DateTimeField("übernommen", null=True, blank=True)
    created = models.PositiveIntegerField("neu", default=0)
    changed = models.PositiveIntegerField("geändert", default=0)
    unchanged = models.PositiveIntegerField("unverändert", default=0)
    closed = models.PositiveIntegerField("geschlossen", default=0)
    rejected = models.PositiveIntegerField("abgewiesen", default=0)
    problems = models.JSONField("Gründe", default=list, blank=True)
    delete_on = models.DateField("wird gelöscht am", default=receipt_kept_until)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "Lieferung von Plätzen"
        verbose_name_plural = "Lieferungen von Plätzen"
        ordering = ["-received", "-pk"]
        indexes = [
            models.Index(fields=["company", "-received"], name="delivery_of_company"),
            models.Index(fields=["delete_on"], name="delivery_to_forget"),
        ]

    def __str__(self):
        return f"{self.get_format_display()} vom {timezone.localtime(self.received):%d.%m.%Y %H:%M}"

    @property
    def taken(self) -> int:
        return self.created + self.changed + self.unchanged


class ColumnMemory(models.Model):
    """What a firm's own headings mean: asked once, then known. `columns` maps a heading to one of our fields, or to nothing."""

    company = models.OneToOneField(Company, models.CASCADE, related_name="column_memory", verbose_name="Betrieb")
    columns = models.JSONField("Spalten", default=dict)

    class Meta:
        verbose_name = "gemerkte Spalten"
        verbose_name_plural = "gemerkte Spalten"

    def __str__(self):
        return f"Spalten von {self.company}"


class ApiTokenQuerySet(models.QuerySet):
    def valid(self):
        """Neither old nor revoked, and made by somebody who still is an owner of the firm: who leaves takes her keys out of use."""
        is_owner = Q(created_by__is_active=True, created_by__memberships__company=F("company"), created_by__memberships__role=Role.OWNER)
        return self.filter(is_owner, revoked=None, expires_on__gte=timezone.localdate())

    def opened_by(self, secret: str):
        return self.valid().filter(digest=digest_of(secret)).select_related("company__municipality").first()


class ApiToken(models.Model):
    """A firm's key to /api/v1/. Only a digest is kept; the secret itself is shown once, when it is made."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="api_tokens", verbose_name="Betrieb")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="angelegt von")
    name = models.CharField("Wofür", max_length=60, help_text="Zum Beispiel der Name Ihrer Bewerbungssoftware.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField("beginnt mit", max_length=12, editable=False)
    created = models.DateTimeField("angelegt", default=timezone.now)
    expires_on = models.DateField("gilt bis")
    last_used = models.DateField("zuletzt benutzt", null=True, editable=False)
    revoked = models.DateTimeField("gesperrt", null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "API-Schlüssel"
        verbose_name_plural = "API-Schlüssel"
        ordering = ["-created", "-pk"]

    def __str__(self):
        return f"{self.name} ({self.company})"

    @classmethod
    def make(cls, **fields) -> tuple["ApiToken", str]:
        """A new token and its secret, which nobody can read again."""
        secret = TOKEN_START + secrets.token_urlsafe(32)
        return cls.objects.create(digest=digest_of(secret), hint=secret[:8], **fields), secret

    @property
    def is_valid(self) -> bool:
        return self.revoked is None and self.expires_on >= timezone.localdate()

    def revoke(self) -> None:
        ApiToken.objects.filter(pk=self.pk, revoked=None).update(revoked=timezone.now())

    def note_use(self) -> None:
        """One write a day says enough."""
        today = timezone.localdate()
        if self.last_used != today:
            ApiToken.objects.filter(pk=self.pk).update(last_used=today)


def digest_of(secret: str) -> str:
    """The secret has 256 random bits: a plain digest cannot be guessed back, and finding it takes one indexed look-up."""
    return hashlib.sha256(secret.encode()).hexdigest()
