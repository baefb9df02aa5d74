"""Who may act for a company, who would like to, and who is invited."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from internships.models.companies import Company

INVITATION_DAYS = 14
REQUEST_DAYS = 90


class Role(models.TextChoices):
    OWNER = "owner", "verantwortlich"
    EDITOR = "editor", "bearbeitet mit"


class MembershipQuerySet(models.QuerySet):
    def owners(self):
        return self.filter(role=Role.OWNER)

    def of(self, user):
        """Of the companies a user may act for: her colleagues and herself."""
        return self.filter(company__in=Company.objects.of(user))


class Membership(models.Model):
    """Who may act for a company. An owner decides who belongs to it; both write places and answer inquiries."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="memberships", verbose_name="Betrieb")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="Konto")
    role = models.CharField("Rolle", max_length=10, choices=Role, default=Role.EDITOR)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "Zugang zum Betrieb"
        verbose_name_plural = "Zugänge zum Betrieb"
        ordering = ["-role", "pk"]
        constraints = [models.UniqueConstraint(fields=["company", "user"], name="member_once_per_company")]

    def __str__(self):
        return f"{self.user} für {self.company}"

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER


class JoinRequestQuerySet(models.QuerySet):
    def past_keeping(self, now):
        return self.filter(created__lt=now - timedelta(days=REQUEST_DAYS))


class JoinRequest(models.Model):
    """Somebody says she belongs to a company; an owner or staff decide, then the row goes."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="join_requests", verbose_name="Betrieb")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests", verbose_name="Konto")
    created = models.DateTimeField("gefragt", default=timezone.now)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "Beitrittswunsch"
        verbose_name_plural = "Beitrittswünsche"
        ordering = ["created", "pk"]
        constraints = [models.UniqueConstraint(fields=["company", "user"], name="asked_once_per_company")]

    def __str__(self):
        return f"{self.user} möchte zu {self.company}"


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(created__gte=timezone.now() - timedelta(days=INVITATION_DAYS))

    def past_keeping(self, now):
        return self.filter(created__lt=now - timedelta(days=INVITATION_DAYS))


class Invitation(models.Model):
    """An address that an owner asked to join. Whoever opens the link in that mailbox and clicks belongs to the company."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="invitations", verbose_name="Betrieb")
    email = models.EmailField("E-Mail-Adresse")
    role = models.CharField("Rolle", max_length=10, choices=Role, default=Role.EDITOR)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="eingeladen von")
    created = models.DateTimeField("eingeladen", default=timezone.now)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"
        ordering = ["created", "pk"]
        constraints = [models.UniqueConstraint(fields=["company", "email"], name="invited_once_per_company")]

    def __str__(self):
        return f"{self.email} zu {self.company}"

    @property
    def open_until(self):
        return self.created + timedelta(days=INVITATION_DAYS)
