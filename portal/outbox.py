"""Mails on their way, and addresses that refuse them."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

LEASE = timedelta(minutes=10)
"""As long as one attempt may take; a worker that dies meanwhile loses no more than this."""
CLOCKS_DIFFER = timedelta(minutes=1)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
GIVEN_UP_KEPT = timedelta(days=14)
PROBLEM_KEPT = timedelta(days=90)


class OutgoingMailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(given_up=None)

    def given_up(self):
        return self.exclude(given_up=None)

    def overdue(self, now):
        """Waiting without anybody at work on them: their task was lost."""
        return self.waiting().filter(next_try__lt=now - LEASE)

    def past_keeping(self, now):
        return self.given_up().filter(given_up__lt=now - GIVEN_UP_KEPT)

    def claim(self, pk: int):
        """The mail, for this caller alone until LEASE is over; None if it is gone or another worker has it."""
        now = timezone.now()
        due = self.waiting().filter(pk=pk, next_try__lte=now + CLOCKS_DIFFER)
        return self.get(pk=pk) if due.update(next_try=now + LEASE, attempts=models.F("attempts") + 1) else None


class OutgoingMail(models.Model):
    """A mail until the server has taken it: then the row goes, and with it everything personal."""

    to = models.EmailField("an")
    reply_to = models.EmailField("Antwort an", blank=True)
    subject = models.CharField("Betreff", max_length=250)
    text = models.TextField("Text")
    html = models.TextField("HTML")
    message_id = models.CharField("Kennung", max_length=200, editable=False)
    created = models.DateTimeField("geschrieben", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    next_try = models.DateTimeField("nächster Versuch", default=timezone.now)
    last_error = models.CharField("letzter Fehler", max_length=300, blank=True)
    given_up = models.DateTimeField("aufgegeben", null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "Mail im Postausgang"
        verbose_name_plural = "Postausgang"
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["given_up", "next_try"], name="mail_by_state")]

    def __str__(self):
        return f"„{self.subject}“ an {self.to}"

    def message(self) -> EmailMultiAlternatives:
        """The same Message-ID at every attempt, so that a mail that arrives twice is known as one."""
        headers = HEADERS | {"Message-ID": self.message_id}
        answers = [self.reply_to] if self.reply_to else None
        message = EmailMultiAlternatives(self.subject, self.text, to=[self.to], reply_to=answers, headers=headers)
        message.attach_alternative(self.html, "text/html")
        return message

    def try_later(self, reason: str) -> bool:
        """Puts the next attempt off a little longer each time; after MAIL_TRIED_DAYS gives up and says so with False."""
        now = timezone.now()
        if now - self.created > timedelta(days=settings.MAIL_TRIED_DAYS):
            self.give_up(reason)
            return False
        self.last_error, self.next_try = reason[:300], now + WAITS[min(self.attempts, len(WAITS)) - 1]
        self.save(update_fields=["last_error", "next_try"])
        return True

    def give_up(self, reason: str) -> None:
        self.last_error, self.given_up = reason[:300], timezone.now()
        self.save(update_fields=["last_error", "given_up"])

    def try_again(self) -> None:
        """Staff want it sent after all: as if it had just been written."""
        self.created = self.next_try = timezone.now()
        self.given_up, self.attempts, self.last_error = None, 0, ""
        self.save(update_fields=["created", "next_try", "given_up", "attempts", "last_error"])


class MailProblemQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until__gt=timezone.now())

    def past_keeping(self, now):
        return self.filter(until__lte=now)

    def note(self, address: str, reason: str) -> None:
        """The address refuses mails: known for PROBLEM_KEPT from the latest refusal on."""
        facts = {"reason": reason[:300], "seen": timezone.now(), "until": timezone.now() + PROBLEM_KEPT}
        self.update_or_create(address=address.lower(), defaults=facts)


class MailProblem(models.Model):
    """An address whose server refuses mails for good: no such mailbox, or none any more."""

    address = models.EmailField("Adresse", unique=True)
    reason = models.CharField("Grund", max_length=300)
    seen = models.DateTimeField("zuletzt", default=timezone.now)
    until = models.DateTimeField("wird vergessen am")

    objects = MailProblemQuerySet.as_manager()

    class Meta:
        verbose_name = "unzustellbare Adresse"
        verbose_name_plural = "unzustellbare Adressen"
        ordering = ["-seen", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(address=Lower("address")), name="mail_problem_in_small_letters")]

    def __str__(self):
        return self.address
