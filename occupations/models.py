"""Occupations and the fields of work they belong to."""

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from portal import fulltext

SCALES = {
    "R": "realistic",
    "I": "investigative",
    "A": "artistic",
    "S": "social",
    "E": "enterprising",
    "C": "conventional",
}
SCALE_NAMES = {
    "R": "Werken & Technik",
    "I": "Forschen & Verstehen",
    "A": "Gestalten",
    "S": "Helfen & Erklären",
    "E": "Überzeugen & Leiten",
    "C": "Ordnen & Planen",
}


class Field(models.Model):
    """Berufsfeld: one of about 16 ways in."""

    key = models.SlugField("Schlüssel", unique=True)
    name = models.CharField("Name", max_length=60)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    imported = models.JSONField("zuletzt eingelesen", default=dict, editable=False)

    class Meta:
        verbose_name = "Berufsfeld"
        verbose_name_plural = "Berufsfelder"
        ordering = ["position"]

    def __str__(self):
        return self.name


class OccupationQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_offered=True)

    def in_field(self, key: str):
        return self.filter(fields__key=key)


def interest(letter: str) -> models.DecimalField:
    return models.DecimalField(
        f"{letter}: {SCALE_NAMES[letter]}", max_digits=4, decimal_places=2, null=True, blank=True, help_text="1 bis 7 (RIASEC)"
    )


class Occupation(fulltext.Searchable, models.Model):
    """A recognised training occupation or a school-based one; facts come from data/*.csv, staff's edits win over a new import."""

    search_kind = "occupation"

    class Training(models.TextChoices):
        DUAL = "dual", "Betrieb und Berufsschule"
        SCHOOL = "school", "Schule mit Praxis"
        STUDY = "study", "Duales Studium"

    slug = models.SlugField("Adresse", max_length=100, unique=True)
    name = models.CharField("Name", max_length=160)
    name_masculine = models.CharField("männliche Form", max_length=160, blank=True)
    name_feminine = models.CharField("weibliche Form", max_length=160, blank=True)
    training = models.CharField("Art der Ausbildung", max_length=6, choices=Training)
    areas = models.JSONField("Ausbildungsbereiche", default=list, blank=True)
    months = models.PositiveSmallIntegerField("Dauer in Monaten", null=True, blank=True)
    note = models.CharField("Hinweis", max_length=250, blank=True)
    kldb = models.CharField("KldB 2010", max_length=5, blank=True, db_index=True, help_text="Fünfsteller der Klassifikation der Berufe")
    kldb_codes = models.JSONField("Berufskennzahlen (Achtsteller)", default=list, blank=True)
    legal_basis = models.JSONField(
        "geregelt nach", default=list, blank=True, help_text="BBiG, HwO oder beide; leer: eigenes Gesetz oder Landesrecht"
    )
    law = models.CharField("Rechtsgrundlage", max_length=120, blank=True)
    law_reference = models.CharField("Fundstelle", max_length=60, blank=True)
    law_date = models.DateField("Ausfertigung", null=True, blank=True)
    in_force = models.DateField("in Kraft seit", null=True, blank=True)
    fields = models.ManyToManyField(Field, through="OccupationField", related_name="occupations", verbose_name="Berufsfelder")
    realistic = interest("R")
    investigative = interest("I")
    artistic = interest("A")
    social = interest("S")
    enterprising = interest("E")
    conventional = interest("C")
    interests_source = models.CharField("Herkunft des Interessenprofils", max_length=200, blank=True)
    interests_released = models.BooleanField("Interessenprofil freigegeben", default=False)
    is_offered = models.BooleanField("öffentlich", default=True)
    imported = models.JSONField("zuletzt eingelesen", default=dict, editable=False)
    changed_at = models.DateTimeField("geändert", auto_now=True)

    objects = OccupationQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen")

    class Meta:
        verbose_name = "Beruf"
        verbose_name_plural = "Berufe"
        ordering = [Lower("name")]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        super().save(**kwargs)
        fulltext.index([self])

    def get_absolute_url(self):
        return reverse("occupation", args=[self.slug])

    def search_title(self) -> str:
        return f"{self.name} {self.name_masculine} {self.name_feminine}"

    def search_body(self) -> str:
        return " ".join([*(field.name for field in self.fields.all()), *(part.name for part in self.specialisations.all())])

    def search_published(self) -> bool:
        return self.is_offered

    def search_sort_key(self) -> int:
        return -self.pk

    @property
    def interests(self) -> dict[str, float] | None:
        """{'R': 6.5, ...}, or None while a value is missing."""
        values = {letter: getattr(self, name) for letter, name in SCALES.items()}
        return None if None in values.values() else {letter: float(value) for letter, value in values.items()}

    @property
    def interest_bars(self) -> list[tuple[str, float]]:
        """(plain name of the scale, value 1-7), most first."""
        bars = [(SCALE_NAMES[letter], value) for letter, value in (self.interests or {}).items()]
        return sorted(bars, key=lambda bar: -bar[1])

    @property
    def years(self) -> str:
        """'3½ Jahre'; empty where the law gives no duration."""
        if not self.months:
            return ""
        whole, rest = divmod(self.months, 12)
        return f"{whole}{'½' if rest == 6 else ''} Jahre" if rest in (0, 6) else f"{self.months} Monate"


class OccupationField(models.Model):
    """The fields of an occupation in order: position 0 is its main field."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="places_in_fields")
    field = models.ForeignKey(Field, models.CASCADE, related_name="occupations_in_order", verbose_name="Berufsfeld")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Berufsfeld des Berufs"
        verbose_name_plural = "Berufsfelder des Berufs"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["occupation", "field"], name="field_once_per_occupation")]

    def __str__(self):
        return str(self.field)


class Specialisation(models.Model):
    """What an ordinance lets a trainee choose."""

    class Kind(models.TextChoices):
        SUBJECT = "fachrichtung", "Fachrichtung"
        FOCUS = "schwerpunkt", "Schwerpunkt"
        SETTING = "einsatzgebiet", "Einsatzgebiet"
        OPTION = "wahlqualifikation", "Wahlqualifikation"

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="specialisations", verbose_name="Beruf")
    kind = models.CharField("Art", max_length=20, choices=Kind)
    name = models.CharField("Name", max_length=250)

    class Meta:
        verbose_name = "Spezialisierung"
        verbose_name_plural = "Spezialisierungen"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class MinimumPay(models.Model):
    """Mindestausbildungsvergütung: euros per month by law, by year of start and year of training (§ 17 BBiG)."""

    start_year = models.PositiveSmallIntegerField("Ausbildungsbeginn", unique=True)
    first_year = models.DecimalField("1. Jahr", max_digits=7, decimal_places=2)
    second_year = models.DecimalField("2. Jahr", max_digits=7, decimal_places=2)
    third_year = models.DecimalField("3. Jahr", max_digits=7, decimal_places=2)
    fourth_year = models.DecimalField("4. Jahr", max_digits=7, decimal_places=2)
    source = models.CharField("Fundstelle", max_length=120)
    imported = models.JSONField("zuletzt eingelesen", default=dict, editable=False)

    class Meta:
        verbose_name = "Mindestausbildungsvergütung"
        verbose_name_plural = "Mindestausbildungsvergütungen"
        ordering = ["-start_year"]
        get_latest_by = "start_year"

    def __str__(self):
        return f"Beginn {self.start_year}"

    @property
    def by_year(self):
        return [self.first_year, self.second_year, self.third_year, self.fourth_year]
