"""Ground models: who signs in, where things are, what can be found, what was imported."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import capfirst

from portal.outbox import MailProblem, OutgoingMail
from portal.slugs import free_slug, german_slug
from portal.unmet import UnmetSearch  # noqa: F401  Django finds the model here
from portal.vocabulary import Status

__all__ = ["MailProblem", "OutgoingMail"]  # live in a module of their own

UNCONFIRMED_KEPT_DAYS = 7


class UserQuerySet(models.QuerySet):
    def silent_since(self, moment):
        """Accounts of firms that nobody has used since then; staff's are looked after by staff."""
        return self.filter(is_staff=False).annotate(last_seen=Coalesce("last_login", "date_joined")).filter(last_seen__lt=moment)

    def never_confirmed(self, now):
        """Made by somebody who never entered the code that was mailed to the address."""
        joined_before = now - timedelta(days=UNCONFIRMED_KEPT_DAYS)
        return self.filter(is_staff=False, last_login=None, date_joined__lt=joined_before).exclude(emailaddress__verified=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Staff and firms sign in with their e-mail address; pupils never have an account."""

    email = models.EmailField("E-Mail-Adresse", unique=True)
    name = models.CharField("Name", max_length=120, blank=True)
    is_staff = models.BooleanField("gehört zur Verwaltung", default=False)
    is_active = models.BooleanField("aktiv", default=True)
    date_joined = models.DateTimeField("angelegt", default=timezone.now)
    warned_on = models.DateField("vor dem Löschen gewarnt am", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"
        ordering = ["email"]

    def __str__(self):
        return self.name or self.email

    def get_short_name(self):
        return str(self)


class Municipality(models.Model):
    """A municipality by its official key (AGS); facts come from the region's CSV file."""

    ags = models.CharField("AGS", max_length=8, unique=True)
    name = models.CharField("Name", max_length=80)
    slug = models.SlugField("Adresse", unique=True)
    official_name = models.CharField("amtlicher Name", max_length=120)
    kind = models.CharField("Art", max_length=40)
    samtgemeinde = models.CharField("Samtgemeinde", max_length=80, blank=True)
    population = models.PositiveIntegerField("Einwohner")
    population_date = models.DateField("Stand")
    population_basis = models.CharField("Fortschreibung auf Grundlage", max_length=40)
    latitude = models.FloatField("Breite")
    longitude = models.FloatField("Länge")

    class Meta:
        verbose_name = "Gemeinde"
        verbose_name_plural = "Gemeinden"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.slug = self.slug or german_slug(self.name)
        super().save(**kwargs)


class PostalCode(models.Model):
    """A postal code and one municipality it serves; kept apart from other tables (ODbL)."""

    code = models.CharField("Postleitzahl", max_length=5, db_index=True)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="postal_codes", verbose_name="Gemeinde")

    class Meta:
        verbose_name = "Postleitzahl"
        verbose_name_plural = "Postleitzahlen"
        ordering = ["code", "municipality"]
        constraints = [models.UniqueConstraint(fields=["code", "municipality"], name="postal_code_once_per_municipality")]

    def __str__(self):
        return f"{self.code} {self.municipality}"


class SchoolQuerySet(models.QuerySet):
    def beyond_primary(self):
        """Those whose pupils go into firms: all but plain primary schools."""
        return self.exclude(kind__iexact="Grundschule")


class School(models.Model):
    name = models.CharField("Name", max_length=160)
    slug = models.SlugField("Adresse", max_length=180, unique=True, editable=False)
    kind = models.CharField("Schulform", max_length=60)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="schools", verbose_name="Gemeinde")
    website = models.URLField("Internetseite", blank=True)
    email = models.EmailField(
        "E-Mail-Adresse des Sekretariats", blank=True, help_text="Steht auf keiner Seite. Dorthin geht der Link für die Praktikumszeiten."
    )
    is_demo = models.BooleanField("erfunden (Vorführdaten)", default=False)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "Schule"
        verbose_name_plural = "Schulen"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.slug = self.slug or free_slug(School, self.name)
        super().save(**kwargs)


class ImportRun(models.Model):
    """What one import did: nothing comes in without a trace."""

    what = models.CharField("Was", max_length=80)
    source = models.CharField("Quelle", max_length=200)
    started = models.DateTimeField("Beginn", default=timezone.now)
    created = models.PositiveIntegerField("neu", default=0)
    updated = models.PositiveIntegerField("geändert", default=0)
    unchanged = models.PositiveIntegerField("unverändert", default=0)
    kept = models.PositiveIntegerField("von Hand geändert, behalten", default=0)
    problems = models.JSONField("Probleme", default=list, blank=True)

    class Meta:
        verbose_name = "Importlauf"
        verbose_name_plural = "Importläufe"
        ordering = ["-started", "-pk"]
        get_latest_by = "started"

    def __str__(self):
        return f"{self.what} vom {timezone.localtime(self.started):%d.%m.%Y %H:%M}"

    @property
    def counts(self) -> str:
        return f"{self.created} neu, {self.updated} geändert, {self.unchanged} unverändert, {self.kept} von Hand geändert und behalten"


class PublishableQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED, published_at__lte=timezone.now())


class Publishable(models.Model):
    """Something editors write and the public reads once it is published."""

    status = models.CharField("Stand", max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        "öffentlich ab", null=True, blank=True, help_text="Leer: sofort, sobald der Stand „öffentlich“ ist."
    )
    changed_at = models.DateTimeField("geändert", auto_now=True)
    is_demo = models.BooleanField("erfunden (Vorführdaten)", default=False)

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if self.status == Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
        super().save(**kwargs)

    def search_published(self) -> bool:
        return self.is_public

    def search_sort_key(self) -> int:
        return int(self.published_at.timestamp()) if self.published_at else 0

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED and self.published_at is not None and self.published_at <= timezone.now()


class ContentVersion(models.Model):
    """One row whose number rises whenever public content changes (portal/page_cache.py)."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)


class SearchDocument(models.Model):
    """One findable thing, folded for search (portal/fulltext.py): narrow, so that ranking stays quick."""

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    published = models.BooleanField(default=True)
    sort_key = models.BigIntegerField(default=0)
    title = models.TextField(help_text="gefaltete Wortstämme des Titels")
    body = models.TextField(help_text="gefaltete Wortstämme des Textes")

    class Meta:
        verbose_name = "Suchdokument"
        verbose_name_plural = "Suchdokumente"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_document_per_object")]
        indexes = [models.Index(fields=["published", "kind", "-sort_key"], name="search_by_kind")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class Term(models.Model):
    """A distinct word stem of all search documents and in how many it stands."""

    text = models.CharField(max_length=60, unique=True)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Wortstamm"
        verbose_name_plural = "Wortstämme"

    def __str__(self):
        return self.text


class Synonym(models.Model):
    """What people type and what the portal calls it: Frisör -> Friseur."""

    typed = models.CharField("Getippt", max_length=60, unique=True)
    meant = models.CharField("Gemeint", max_length=120, help_text="Ein oder mehrere Wörter, die im Portal vorkommen.")
    changed_at = models.DateTimeField("geändert", auto_now=True)

    class Meta:
        verbose_name = "Synonym"
        verbose_name_plural = "Synonyme"
        ordering = ["typed"]

    def __str__(self):
        return f"{capfirst(self.typed)} → {self.meant}"
