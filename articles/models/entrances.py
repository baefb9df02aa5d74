"""The four entrances: for each audience its situations, and in each the next steps. First written from data/entrances/*.toml."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.texts import LanguageText, Seeded, SpokenQuerySet
from portal import languages
from portal.vocabulary import Audience

FIRST_CLASS, LEFT_SCHOOL = 5, 14


class SituationQuerySet(SpokenQuerySet):
    def shown_to(self, audience: str):
        return self.filter(audience=audience, is_public=True).order_by("position", "pk").in_language()


class StepQuerySet(SpokenQuerySet):
    def for_class(self, school_class: int | None):
        """Those meant for a class, or all when none is named."""
        if school_class is None:
            return self
        return self.filter(
            Q(from_class=None) | Q(from_class__lte=school_class),
            Q(to_class=None) | Q(to_class__gte=school_class),
        )


class Situation(Seeded):
    """Where somebody stands: 'keine Ahnung', 'Klasse 8', 'Platz eintragen'."""

    spoken = ("name", "intro")

    audience = models.CharField("Für", max_length=12, choices=Audience)
    key = models.SlugField("Schlüssel", max_length=40, help_text="Steht in der Adresse: ?lage=praktikum")
    name = models.CharField("Überschrift", max_length=60, help_text="Wie die Person es selbst sagt: „Ich suche ein Praktikum“.")
    intro = models.TextField("Einleitung", max_length=400, help_text="Ein, zwei Sätze.")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    is_public = models.BooleanField("sichtbar", default=True, help_text="Ausblenden statt löschen: Gelöschtes legt das Portal neu an.")

    objects = SituationQuerySet.as_manager()

    class Meta:
        verbose_name = "Lage"
        verbose_name_plural = "Eingänge: Lagen und Schritte"
        ordering = ["audience", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["audience", "key"], name="situation_once_per_audience")]

    def __str__(self):
        return f"{self.get_audience_display()}: {self.name}"

    def get_absolute_url(self):
        return f"{reverse('entrance', args=[self.audience])}?lage={self.key}"


class Step(Seeded):
    """What to do next in a situation, with the page where it can be done and how much there is of it now."""

    spoken = ("title", "text", "link_words")

    class Half(models.IntegerChoices):
        ANY = 0, _("das ganze Jahr")
        FIRST = 1, _("1. Halbjahr")
        SECOND = 2, _("2. Halbjahr")

    class Figure(models.TextChoices):
        """What can be counted live; the kinds of places are those of the place search."""

        NONE = "", "keine Zahl"
        PLACES = "plaetze", "freie Plätze"
        SCHOOL_INTERNSHIPS = "schulpraktikum", "freie Schulpraktika"
        HOLIDAY_INTERNSHIPS = "ferienpraktikum", "freie Ferienpraktika"
        TASTER_DAYS = "schnuppertag", "Schnuppertage"
        APPRENTICESHIPS = "ausbildung", "freie Ausbildungsplätze"
        ENTRY_QUALIFICATIONS = "einstiegsqualifizierung", "Einstiegsqualifizierungen"
        VOLUNTARY_YEARS = "freiwilligenjahr", "Plätze für ein freiwilliges Jahr"
        DUAL_STUDIES = "duales-studium", "duale Studienplätze"
        OCCUPATIONS = "berufe", "Berufe"
        COMPANIES = "betriebe", "Betriebe"
        OFFERS = "angebote", "Angebote für diese Gruppe"
        EVENTS = "termine", "kommende Termine"

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="steps", verbose_name="Lage")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    title = models.CharField("Was tun?", max_length=90)
    text = models.TextField("Wie?", max_length=900, help_text="Markdown, kurze Sätze.")
    link = models.CharField(
        "Adresse", max_length=200, blank=True, help_text="Eine Seite des Portals (/plaetze/?art=schulpraktikum) oder https://…"
    )
    link_words = models.CharField("Worte auf dem Knopf", max_length=50, blank=True)
    figure = models.CharField("Zahl dazu", max_length=24, choices=Figure, blank=True)
    from_class = models.PositiveSmallIntegerField(
        "ab Klasse", null=True, blank=True, validators=[MinValueValidator(FIRST_CLASS), MaxValueValidator(LEFT_SCHOOL)]
    )
    to_class = models.PositiveSmallIntegerField(
        "bis Klasse",
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_CLASS), MaxValueValidator(LEFT_SCHOOL)],
        help_text="14 heißt: mit der Schule fertig.",
    )
    half = models.PositiveSmallIntegerField("Halbjahr", choices=Half, default=Half.ANY)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "Schritt"
        verbose_name_plural = "Schritte"
        ordering = ["half", "position", "pk"]

    def __str__(self):
        return self.title

    def clean(self):
        if self.link and not self.link.startswith("https://") and (not self.link.startswith("/") or self.link.startswith("//")):
            raise ValidationError({"link": "Die Adresse beginnt mit / (eine Seite des Portals) oder mit https://"})
        if bool(self.link) != bool(self.link_words):
            raise ValidationError({"link_words": "Adresse und Worte gehören zusammen: beide oder keins."})

    @property
    def address(self) -> str:
        return languages.followed(self.link)


class SituationText(LanguageText):
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="texts", verbose_name="Lage")
    name = models.CharField("Überschrift", max_length=60)
    intro = models.TextField("Einleitung", max_length=400)

    class Meta:
        verbose_name = "Übersetzung"
        verbose_name_plural = "Übersetzungen"
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["situation", "language"], name="situation_text_once_per_language")]


class StepText(LanguageText):
    step = models.ForeignKey(Step, models.CASCADE, related_name="texts", verbose_name="Schritt")
    title = models.CharField("Was tun?", max_length=90)
    text = models.TextField("Wie?", max_length=900)
    link_words = models.CharField("Worte auf dem Knopf", max_length=50, blank=True)

    class Meta:
        verbose_name = "Übersetzung"
        verbose_name_plural = "Übersetzungen"
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["step", "language"], name="step_text_once_per_language")]
