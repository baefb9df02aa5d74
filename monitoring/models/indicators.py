"""What is counted, where it comes from, what the county aims at and what staff want to be told."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from monitoring.formulas import BadFormula, names_in
from monitoring.models.areas import Area
from monitoring.scales import german
from portal import fulltext

RESERVED = {"ort", "vergleich", "methoden", "bericht", "karte", "quellen"}
DAYS_PER_MONTH = 30.5


class SourceQuerySet(models.QuerySet):
    def overdue(self, today: date) -> list["Source"]:
        return [source for source in self.exclude(rhythm_months=None) if source.due_on <= today]


class Source(models.Model):
    """A statistic or survey: who publishes it, on what terms, how often."""

    key = models.SlugField(
        "Kürzel", max_length=60, unique=True, help_text="Bei amtlichen Tabellen der Code ohne die regionale Tiefe, z. B. 12411-01-01."
    )
    title = models.CharField("Titel", max_length=250)
    publisher = models.CharField("Herausgeber", max_length=160, blank=True)
    licence = models.CharField("Lizenz", max_length=120, blank=True)
    licence_url = models.URLField("Adresse der Lizenz", blank=True)
    attribution = models.CharField("Quellenvermerk", max_length=300, blank=True)
    url = models.URLField("Fundstelle", blank=True)
    rhythm_months = models.PositiveSmallIntegerField("erscheint alle … Monate", null=True, blank=True)
    as_of = models.DateField("letzte Lieferung vom", null=True, blank=True)
    responsible = models.CharField("zuständig", max_length=120, blank=True, help_text="Stelle oder Funktion, die neue Zahlen holt.")
    notes = models.TextField("Hinweise des Herausgebers", blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        ordering = ["title"]

    def __str__(self):
        return self.title

    @property
    def due_on(self) -> date:
        """Never delivered: due today."""
        return self.as_of + timedelta(days=round(self.rhythm_months * DAYS_PER_MONTH)) if self.as_of else timezone.localdate()

    @property
    def citation(self) -> str:
        return self.attribution or ", ".join(filter(None, [self.publisher, self.title]))


class IndicatorQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def computed(self):
        return self.exclude(formula="")


class Indicator(fulltext.Searchable, models.Model):
    """One thing that is measured. Its values come from feeds, from the portal itself, or from a formula over others."""

    search_kind = "indicator"

    class Topic(models.TextChoices):
        PEOPLE = "bevoelkerung", _("Bevölkerung")
        CHILDCARE = "kita", _("Kita")
        SCHOOL = "schule", _("Schule")
        TRANSITION = "uebergang", _("Übergang in den Beruf")
        TRAINING = "ausbildung", _("Ausbildung")
        OFFERS = "angebote", _("Angebote und Portal")
        OTHER = "weiteres", _("Weiteres")

    class Direction(models.IntegerChoices):
        UP = 1, _("mehr ist besser")
        NEUTRAL = 0, _("weder noch")
        DOWN = -1, _("weniger ist besser")

    key = models.SlugField("Kürzel", max_length=80, unique=True, help_text="Steht in der Adresse und, mit _ statt -, in Formeln.")
    name = models.CharField("Name", max_length=160)
    topic = models.CharField("Thema", max_length=14, choices=Topic, default=Topic.OTHER)
    definition = models.TextField("Was gezählt wird", blank=True)
    unit = models.CharField("Einheit", max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField("Nachkommastellen", default=0)
    direction = models.SmallIntegerField("Richtung", choices=Direction, default=Direction.NEUTRAL)
    is_comparable = models.BooleanField(
        "zwischen Gebieten vergleichbar", default=False, help_text="Anteile und Quoten ja, Anzahlen nein: Sie hängen von der Größe ab."
    )
    formula = models.CharField(
        "Formel",
        max_length=300,
        blank=True,
        help_text='Aus Kürzeln anderer Kennzahlen: 100 * schulabgaenge["ohne Hauptschulabschluss"] / schulabgaenge. '
        "Auch latest(x) für den neuesten Wert bis zu diesem Jahr, previous(x) und at(x, 2020).",
    )
    is_from_portal = models.BooleanField("zählt das Portal selbst", default=False, editable=False)
    responsible = models.CharField("zuständig", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=100)
    is_public = models.BooleanField("öffentlich", default=False)

    objects = IndicatorQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen")

    class Meta:
        verbose_name = "Kennzahl"
        verbose_name_plural = "Kennzahlen"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        super().save(**kwargs)
        fulltext.index([self])

    def get_absolute_url(self):
        return reverse("indicator", args=[self.key])

    def clean(self):
        if self.key in RESERVED:
            raise ValidationError({"key": "Dieses Kürzel ist eine Adresse des Portals. Bitte ein anderes wählen."})
        if self.formula:
            self._check_formula()

    def _check_formula(self) -> None:
        try:
            names = names_in(self.formula)
        except BadFormula as reason:
            raise ValidationError({"formula": str(reason)}) from reason
        keys = {name.replace("_", "-") for name in names}
        if missing := keys - set(Indicator.objects.filter(key__in=keys).values_list("key", flat=True)):
            raise ValidationError({"formula": f"Unbekannte Kennzahlen: {', '.join(sorted(missing))}"})
        if self.key in keys or self.key in needed_by(keys):
            raise ValidationError({"formula": "Die Kennzahl darf sich nicht auf sich selbst stützen."})

    def search_title(self) -> str:
        return self.name

    def search_body(self) -> str:
        return f"{self.get_topic_display()} {self.definition} Zahlen Statistik"

    def search_published(self) -> bool:
        return self.is_public

    @property
    def unit_behind(self) -> str:
        """As it stands behind a number: a count has none."""
        return {"Anzahl": "", "Prozent": "%"}.get(self.unit, self.unit)

    def words(self, number: float) -> str:
        return german(float(number), self.decimals, self.unit_behind)

    def short_words(self, number: float) -> str:
        """For axes and tiles: without a long unit, with no more decimals than the number needs."""
        decimals = self.decimals if float(number) % 1 else 0
        return german(float(number), decimals, "%" if self.unit_behind == "%" else "")


def needed_by(keys: set[str]) -> set[str]:
    """All indicators that the formulas of these rest on, directly or not."""
    formulas = dict(Indicator.objects.computed().values_list("key", "formula"))
    needed, waiting = set(), set(keys)
    while waiting:
        key = waiting.pop()
        found = {name.replace("_", "-") for name in names_in(formulas[key])} if key in formulas else set()
        waiting |= found - needed
        needed |= found
    return needed


class Feed(models.Model):
    """Which measure of which source an indicator gets its values from; what is not known yet gets a new one."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="feeds", verbose_name="Quelle")
    measure = models.CharField("Merkmal in der Quelle", max_length=200)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="feeds", verbose_name="Kennzahl")

    class Meta:
        verbose_name = "Zuordnung"
        verbose_name_plural = "Zuordnungen"
        ordering = ["source", "measure"]
        constraints = [models.UniqueConstraint(fields=["source", "measure"], name="measure_once_per_source")]

    def __str__(self):
        return f"{self.measure} → {self.indicator}"


class Target(models.Model):
    """What the county wants an indicator to be in a certain year."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name="Kennzahl")
    area = models.ForeignKey(Area, models.CASCADE, related_name="targets", verbose_name="Gebiet")
    year = models.PositiveSmallIntegerField("Jahr")
    number = models.DecimalField("Zielwert", max_digits=20, decimal_places=6)
    decided = models.CharField("beschlossen", max_length=200, blank=True, help_text="Zum Beispiel „Kreistag, 12.03.2026“.")
    is_demo = models.BooleanField("erfunden (Vorführdaten)", default=False)

    class Meta:
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["indicator", "area", "year"], name="one_target_per_year")]

    def __str__(self):
        return f"{self.indicator}, {self.area}, {self.year}"


class Alert(models.Model):
    """What staff want to be told of: a newest value beyond a limit, or a change larger than usual."""

    class Kind(models.TextChoices):
        ABOVE = "above", "Wert liegt über"
        BELOW = "below", "Wert liegt unter"
        CHANGE = "change", "Veränderung zum Vorwert in Prozent größer als"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="alerts", verbose_name="Kennzahl")
    area = models.ForeignKey(
        Area,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
        verbose_name="Gebiet",
        help_text="Leer: alle Gemeinden der Region.",
    )
    kind = models.CharField("Anlass", max_length=8, choices=Kind)
    limit = models.DecimalField("Grenze", max_digits=20, decimal_places=6)
    is_active = models.BooleanField("aktiv", default=True)
    note = models.CharField("Was dann zu tun ist", max_length=200, blank=True)

    class Meta:
        verbose_name = "Warnung"
        verbose_name_plural = "Warnungen"
        ordering = ["indicator", "kind"]

    def __str__(self):
        return f"{self.indicator}: {self.get_kind_display()} {self.limit.normalize():f}"
