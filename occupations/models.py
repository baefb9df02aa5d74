"""Occupations and the fields of work they belong to."""

from django.db import models, transaction
from django.db.models import Avg, StdDev
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from occupations.check.pages.models import AnswerCount, ClassCode, MatchingRules  # noqa: F401 - tables of this app
from occupations.interests import much
from occupations.wording import glossary_words, vocabulary
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
    "R": gettext_noop("Werken & Technik"),
    "I": gettext_noop("Forschen & Verstehen"),
    "A": gettext_noop("Gestalten"),
    "S": gettext_noop("Helfen & Erklären"),
    "E": gettext_noop("Überzeugen & Leiten"),
    "C": gettext_noop("Ordnen & Planen"),
}
AREAS = [
    gettext_noop("Handwerk"),
    gettext_noop("Industrie und Handel"),
    gettext_noop("Landwirtschaft"),
    gettext_noop("Freie Berufe"),
    gettext_noop("Öffentlicher Dienst"),
    gettext_noop("Hauswirtschaft"),
    gettext_noop("Seeschifffahrt"),
]


class FieldQuerySet(models.QuerySet):
    def with_counts(self):
        """Each with `number` of public occupations."""
        return self.annotate(number=models.Count("occupations", filter=models.Q(occupations__is_offered=True))).order_by("position")


class Field(models.Model):
    """Berufsfeld: one of 17 ways in."""

    key = models.SlugField("Schlüssel", unique=True)
    name = models.CharField("Name", max_length=60)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    imported = models.JSONField("zuletzt eingelesen", default=dict, editable=False)

    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = "Berufsfeld"
        verbose_name_plural = "Berufsfelder"
        ordering = ["position"]

    def __str__(self):
        return self.name

    @property
    def title(self) -> str:
        """Its name in the language of the page."""
        return gettext(self.name)

    @property
    def picture(self) -> str:
        """The template of its drawing; keys are ours, so the file is there."""
        return f"occupations/fields/{self.key}.svg"


class OccupationQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_offered=True)

    def for_index(self):
        """With all that the search index reads, the main field first, in a fixed number of queries."""
        fields = models.Prefetch("fields", Field.objects.order_by("occupations_in_order__position"))
        return self.select_related("profile").prefetch_related(fields, "specialisations")

    def for_list(self):
        """With all that a line of a list shows, in one query."""
        return self.select_related("profile").only("name", "slug", "months", "training", "profile__summary")

    def with_much(self, letter: str):
        """Those with much of this interest beside all occupations (interests.much)."""
        column = SCALES[letter]
        usual = Occupation.objects.published().exclude(**{column: None}).aggregate(mean=Avg(column), spread=StdDev(column))
        if usual["mean"] is None:
            return self.none()
        return self.filter(**{f"{column}__gte": much(float(usual["mean"]), float(usual["spread"]))})


def training_time(months: int) -> str:
    """36 -> '3 Jahre', 42 -> '3½ Jahre', 16 -> '16 Monate'."""
    whole, rest = divmod(months, 12)
    if rest == 0:
        return ngettext("%(years)s Jahr", "%(years)s Jahre", whole) % {"years": whole}
    if rest == 6:
        return gettext("%(years)s½ Jahre") % {"years": whole}
    return ngettext("%(months)s Monat", "%(months)s Monate", months) % {"months": months}


def interest(letter: str) -> models.DecimalField:
    return models.DecimalField(
        f"{letter}: {SCALE_NAMES[letter]}", max_digits=4, decimal_places=2, null=True, blank=True, help_text="1 bis 7 (RIASEC)"
    )


class Occupation(fulltext.Searchable, models.Model):
    """A recognised training occupation or a school-based one; facts come from data/*.csv, staff's edits win over a new import."""

    search_kind = "occupation"

    class Training(models.TextChoices):
        DUAL = "dual", _("Betrieb und Berufsschule")
        SCHOOL = "school", _("Schule mit Praxis")
        STUDY = "study", _("Duales Studium")

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

    @transaction.atomic
    def save(self, **kwargs):
        super().save(**kwargs)
        fulltext.index([self])

    def get_absolute_url(self):
        return reverse("occupation", args=[self.slug])

    def search_title(self) -> str:
        return f"{self.name} {self.name_masculine} {self.name_feminine}"

    def search_also(self) -> list[str]:
        return [self.profile.synonyms, self.profile.related] if hasattr(self, "profile") else []

    def search_body(self) -> str:
        parts = [*(field.name for field in self.fields.all()), *(part.name for part in self.specialisations.all())]
        return " ".join([*parts, self.profile.summary, self.profile.tasks] if hasattr(self, "profile") else parts)

    def search_published(self) -> bool:
        return self.is_offered

    def search_sort_key(self) -> int:
        return -self.pk

    def release_interests(self) -> None:
        """Staff have looked at its sources and say yes: from now on it is no proposal any more."""
        self.interests_released = True
        self.save(update_fields=["interests_released"])

    @property
    def field_keys(self) -> list[str]:
        return [field.key for field in self.fields.all()]

    @property
    def interests(self) -> dict[str, float] | None:
        """{'R': 6.5, ...}, or None while a value is missing."""
        values = {letter: getattr(self, name) for letter, name in SCALES.items()}
        return None if None in values.values() else {letter: float(value) for letter, value in values.items()}

    @property
    def interest_bars(self) -> list[tuple[str, float]]:
        """(plain name of the scale, value 1-7), most first."""
        bars = [(gettext(SCALE_NAMES[letter]), value) for letter, value in (self.interests or {}).items()]
        return sorted(bars, key=lambda bar: -bar[1])

    @property
    def years(self) -> str:
        """'3½ Jahre'; empty where the law gives no duration."""
        return training_time(self.months) if self.months else ""

    @property
    def area_names(self) -> list[str]:
        return [gettext(area) for area in self.areas]


class Profile(models.Model):
    """What a 14-year-old wants to know about an occupation; lists have one entry per line.

    Texts come from data/profiles/*.toml (docs/writing-profiles.md); staff's edits win over a new import.
    """

    LEVELS = {"usual": "üblich", "sometimes": "manchmal", "no": "nein"}

    occupation = models.OneToOneField(Occupation, models.CASCADE, related_name="profile", verbose_name="Beruf")
    summary = models.CharField("In einem Satz", max_length=140)
    tasks = models.TextField("Das machst du", help_text="5 bis 8 Zeilen, das Tun zuerst.")
    workplace = models.TextField("Wo und mit wem")
    day = models.TextField("Ein Tag als Beispiel")
    learning = models.TextField("Das lernst du", help_text="Eine Zeile je Abschnitt: „1. Jahr: ...“")
    fits = models.TextField("Passt zu dir, wenn", help_text="3 bis 4 Zeilen")
    fits_not = models.TextField("Eher nicht, wenn", help_text="3 bis 4 Zeilen")
    good_to_know = models.TextField("Gut zu wissen", help_text="1 bis 4 Zeilen")
    conditions = models.JSONField("Arbeitsbedingungen", default=dict)
    subjects = models.JSONField("Schulfächer, die helfen", default=list)
    strengths = models.JSONField("Stärken, die helfen", default=list)
    beginners = models.CharField("Was die meisten mitbringen", max_length=12, help_text="Eine Einschätzung der Redaktion.")
    after = models.TextField("Danach", help_text="2 bis 5 Zeilen")
    synonyms = models.TextField("Alltagswörter", help_text="Eine Zeile je Wort, für die Suche.")
    related = models.TextField("Verwandte Wörter", help_text="Eine Zeile je Wort, für die Suche.")
    easy = models.TextField("In Leichter Sprache")
    imported = models.JSONField("zuletzt eingelesen", default=dict, editable=False)

    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen")

    class Meta:
        verbose_name = "Profil"
        verbose_name_plural = "Profile"

    def __str__(self):
        return f"Profil {self.occupation}"

    @property
    def steps(self) -> list[tuple[str, str]]:
        """[('1. Jahr', 'Du lernst ...'), ...]."""
        return [(when, what.strip()) for when, _, what in (line.partition(":") for line in self.learning.splitlines())]

    def conditions_that_are(self, level: str) -> list[str]:
        names = vocabulary()["conditions"]
        return [gettext(names[key]) for key, value in self.conditions.items() if value == level and key in names]

    @property
    def usual_conditions(self) -> list[str]:
        return self.conditions_that_are("usual")

    @property
    def occasional_conditions(self) -> list[str]:
        return self.conditions_that_are("sometimes")

    @property
    def subject_names(self) -> list[str]:
        return [gettext(vocabulary()["subjects"][key]) for key in self.subjects if key in vocabulary()["subjects"]]

    @property
    def beginners_words(self) -> str:
        return gettext(vocabulary()["beginners"].get(self.beginners, ""))

    @cached_property
    def explained_words(self) -> dict[str, str]:
        """The glossary's words that this profile uses."""
        shown = (self.summary, self.tasks, self.workplace, self.day, self.learning, self.good_to_know, self.after, self.fits, self.fits_not)
        return glossary_words("\n".join(shown))


class InterestRating(models.Model):
    """One source's interest profile of an occupation, or one decision where sources differ; docs/career-check.md reports the agreement."""

    class Source(models.TextChoices):
        ONET = "onet", "O*NET (Vorschlag)"
        RATER_A = "a", "Einschätzung A"
        RATER_B = "b", "Einschätzung B"
        DECISION = "decision", "Entscheidung"

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="ratings", verbose_name="Beruf")
    source = models.CharField("Quelle", max_length=10, choices=Source)
    scale = models.CharField("Skala", max_length=1)
    value = models.DecimalField("Wert", max_digits=4, decimal_places=2)
    reason = models.CharField("Begründung", max_length=300, blank=True)

    class Meta:
        verbose_name = "Einschätzung"
        verbose_name_plural = "Einschätzungen"
        ordering = ["occupation", "scale", "source"]
        constraints = [models.UniqueConstraint(fields=["occupation", "source", "scale"], name="one_rating_per_source_and_scale")]

    def __str__(self):
        return f"{self.occupation} {self.scale} {self.get_source_display()}: {self.value}"


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
        SUBJECT = "fachrichtung", _("Fachrichtung")
        FOCUS = "schwerpunkt", _("Schwerpunkt")
        SETTING = "einsatzgebiet", _("Einsatzgebiet")
        OPTION = "wahlqualifikation", _("Wahlqualifikation")

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
