"""What pupils ask companies, and what passes between the two until it is forgotten."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from internships.codes import grouped, new_code
from internships.keeping import last_day
from internships.models.postings import Posting


def answer_due():
    return timezone.localdate() + timedelta(days=settings.ANSWER_DAYS)


def kept_until():
    today = timezone.localdate()
    return last_day(today, answer_due(), settings.INQUIRY_KEPT_DAYS)


class InquiryQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(posting__in=Posting.objects.of(user))

    def of_code(self, code: str):
        """All of one pupil's page, newest first."""
        return self.filter(code=code)

    def of_pupil(self, phone_key: str, email_key: str):
        """What the same phone number or e-mail address has asked; two empty keys find nothing."""
        by_phone = Q(phone_key=phone_key) if phone_key else Q(pk=None)
        return self.filter(by_phone | Q(email_key=email_key)) if email_key else self.filter(by_phone)

    def open(self):
        """Something can still come of them."""
        return self.filter(status__in=OPEN)

    def waiting(self):
        """It is the company's turn."""
        return self.filter(status__in=WAITING)

    def overdue(self, today: date):
        """Waiting although the day the company promised has passed."""
        return self.waiting().filter(due_on__lt=today)

    def unanswered(self, since: date, today: date):
        """The promised day passed between the two days and the company never reacted."""
        silent = self.filter(answered_at=None, due_on__gte=since, due_on__lt=today)
        return silent.filter(status__in=[*WAITING, Inquiry.Status.LAPSED])

    def past_keeping(self, today: date):
        return self.filter(delete_on__lte=today)


class Inquiry(models.Model):
    """A pupil's first contact: as little about a person as an answer needs, and gone after `delete_on`.

    `code` opens the pupil's page; inquiries with the same code stand on one page. The two keys are salted hashes of phone number
    and e-mail address: they find a second inquiry of the same pupil and say nothing else.
    """

    class Status(models.TextChoices):
        NEW = "new", _("neu")
        READ = "read", _("gelesen")
        ANSWERED = "answered", _("beantwortet")
        INVITED = "invited", _("eingeladen")
        ACCEPTED = "accepted", _("zugesagt")
        DECLINED = "declined", _("abgesagt")
        WITHDRAWN = "withdrawn", _("zurückgezogen")
        LAPSED = "lapsed", _("ohne Antwort abgelaufen")

    class Reason(models.TextChoices):
        FILLED = "filled", _("Der Platz ist schon vergeben")
        TIME = "time", _("Der Zeitraum passt nicht")
        NOBODY = "nobody", _("Gerade kann sich niemand um Gäste kümmern")
        RULES = "rules", _("Alter oder Voraussetzungen passen nicht")
        OTHER = "other", _("Ein anderer Grund")

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="inquiries", verbose_name="Platz")
    name = models.CharField("Vorname oder Anfangsbuchstabe", max_length=80)
    school_class = models.CharField("Klasse oder Alter", max_length=40, blank=True)
    message = models.TextField("Nachricht", max_length=1000)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    phone = models.CharField("Telefonnummer", max_length=40, blank=True)
    contact_released = models.BooleanField("Betrieb darf anrufen oder schreiben", default=False)
    language = models.CharField("Sprache", max_length=10, default=settings.LANGUAGE_CODE, editable=False)
    code = models.CharField("Code", max_length=16, default=new_code, db_index=True, editable=False)
    phone_key = models.CharField(max_length=32, blank=True, editable=False)
    email_key = models.CharField(max_length=32, blank=True, editable=False)
    status = models.CharField("Stand", max_length=10, choices=Status, default=Status.NEW)
    reason = models.CharField("Grund der Absage", max_length=10, choices=Reason, blank=True)
    meets_at = models.DateTimeField("Termin", null=True, blank=True)
    meets_where = models.CharField("Treffpunkt", max_length=200, blank=True)
    created = models.DateTimeField("eingegangen", default=timezone.now)
    asked_on = models.DateField("wartet seit", default=timezone.localdate)
    due_on = models.DateField("Antwort bis", default=answer_due)
    reminders = models.PositiveSmallIntegerField("Erinnerungen", default=0)
    answered_at = models.DateTimeField("zuerst beantwortet", null=True, blank=True)
    weeks = models.ManyToManyField("internships.PostingWeek", related_name="inquiries", verbose_name="kommt in", editable=False)
    delete_on = models.DateField("wird gelöscht am", default=kept_until)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "Anfrage"
        verbose_name_plural = "Anfragen"
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["delete_on"], name="inquiry_to_forget"),
            models.Index(fields=["status", "due_on"], name="inquiry_waiting"),
            models.Index(fields=["phone_key", "created"], name="inquiry_by_phone"),
            models.Index(fields=["email_key", "created"], name="inquiry_by_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~(Q(email="") & Q(phone="")),
                name="inquiry_can_be_answered",
                violation_error_message="Bitte gib eine Telefonnummer oder eine E-Mail-Adresse an.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["posting", key],
                    condition=Q(status__in=["new", "read", "answered", "invited"]) & ~Q(**{key: ""}),
                    name=f"one_open_inquiry_per_posting_and_{key}",
                )
                for key in ("phone_key", "email_key")
            ),
        ]

    def __str__(self):
        return f"{self.name} zu „{self.posting}“"

    def get_absolute_url(self):
        return reverse("my_inquiries", args=[self.shown_code])

    @property
    def shown_code(self) -> str:
        return grouped(self.code)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING

    @property
    def days_left(self) -> int:
        """Until the company's answer is due; negative once the day has passed."""
        return (self.due_on - timezone.localdate()).days


class InquiryMessage(models.Model):
    """One more word between the two, relayed by the portal so that no address changes hands; gone with its inquiry."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="messages", verbose_name="Anfrage")
    by_company = models.BooleanField("vom Betrieb")
    text = models.TextField("Text", max_length=2000)
    created = models.DateTimeField("geschrieben", default=timezone.now)

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        ordering = ["created", "pk"]

    def __str__(self):
        return f"{'Betrieb' if self.by_company else 'Anfrage'}: {self.text[:40]}"


WAITING = (Inquiry.Status.NEW, Inquiry.Status.READ)
OPEN = (*WAITING, Inquiry.Status.ANSWERED, Inquiry.Status.INVITED)
