"""The figures themselves. What is not known has a status and no number; it is never 0."""

from itertools import batched

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.formats import cells
from monitoring.models.areas import Area
from monitoring.models.deliveries import Delivery
from monitoring.models.indicators import Indicator, Source

BATCH = 5000
IDENTITY = ["indicator", "area", "time", "sex", "category", "basis"]


class ValueQuerySet(models.QuerySet):
    def public(self):
        return self.filter(stage=Value.Stage.PUBLIC)

    def waiting(self):
        return self.exclude(stage=Value.Stage.PUBLIC)

    def totals(self):
        return self.filter(sex="", category="")

    def check_off(self) -> int:
        return self.filter(stage=Value.Stage.IMPORTED).update(stage=Value.Stage.CHECKED)

    @transaction.atomic
    def release(self) -> int:
        """Checked values become public and take the place of what was public before."""
        list(Source.objects.select_for_update().filter(pk__in=self.values("source")).order_by("pk"))
        chosen = list(self.filter(stage=Value.Stage.CHECKED).values_list("pk", *IDENTITY))
        Value.objects.public().forget_same({tuple(identity) for _, *identity in chosen})
        return sum(
            Value.objects.filter(pk__in=batch, stage=Value.Stage.CHECKED).update(stage=Value.Stage.PUBLIC)
            for batch in batched((pk for pk, *_ in chosen), BATCH)
        )

    def forget_same(self, identities: set[tuple]) -> None:
        """Deletes those that say something about the same thing; in Python, where a set is quicker than a subquery per row."""
        rows = self.filter(indicator__in={identity[0] for identity in identities}).values_list("pk", *IDENTITY)
        gone = [pk for pk, *identity in rows if tuple(identity) in identities]
        for batch in batched(gone, BATCH):
            Value.objects.filter(pk__in=batch).delete()


class Value(models.Model):
    """One figure. Beside a public one a newer one may wait until somebody has checked and released it."""

    class Status(models.TextChoices):
        FINAL = cells.FINAL, _("endgültig")
        PROVISIONAL = cells.PROVISIONAL, _("vorläufig")
        ESTIMATED = cells.ESTIMATED, _("geschätzt")
        NOTHING = cells.NOTHING, _("nichts vorhanden")
        SECRET = cells.SECRET, _("unbekannt oder geheim")
        MEANINGLESS = cells.MEANINGLESS, _("nicht sinnvoll")
        LATER = cells.LATER, _("folgt später")
        UNRELIABLE = cells.UNRELIABLE, _("nicht verlässlich")
        MISSING = cells.MISSING, _("nicht verfügbar")

    class Stage(models.TextChoices):
        IMPORTED = "imported", "eingelesen"
        CHECKED = "checked", "geprüft"
        PUBLIC = "public", "öffentlich"

    class Sex(models.TextChoices):
        MALE = "m", _("männlich")
        FEMALE = "w", _("weiblich")
        DIVERSE = "d", _("divers")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values", verbose_name="Kennzahl")
    area = models.ForeignKey(Area, models.CASCADE, related_name="values", verbose_name="Gebiet")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="values", verbose_name="Quelle")
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="values", verbose_name="Lieferung")
    time = models.CharField("Zeit", max_length=10, help_text="2024, 2023/24, 2024-12-31, 2024-03 oder 2024-Q1")
    year = models.PositiveSmallIntegerField("Jahr")
    sex = models.CharField("Geschlecht", max_length=1, choices=Sex, blank=True)
    category = models.CharField("Kategorie", max_length=250, blank=True)
    basis = models.CharField("Grundlage", max_length=60, blank=True, help_text="Zum Beispiel „Zensus 2022“; ein Wechsel ist ein Bruch.")
    status = models.CharField("Status", max_length=11, choices=Status)
    number = models.DecimalField("Wert", max_digits=20, decimal_places=6, null=True)
    stage = models.CharField("Freigabe", max_length=8, choices=Stage, default=Stage.IMPORTED)
    is_demo = models.BooleanField("erfunden (Vorführdaten)", default=False)

    objects = ValueQuerySet.as_manager()

    class Meta:
        verbose_name = "Wert"
        verbose_name_plural = "Werte"
        ordering = ["indicator", "area", "time"]
        indexes = [
            models.Index(fields=["area", "stage", "sex", "category", "indicator"], name="value_of_area"),
            models.Index(fields=["stage", "delivery"], name="value_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=IDENTITY, condition=Q(stage="public"), name="one_public_value"),
            models.UniqueConstraint(fields=IDENTITY, condition=~Q(stage="public"), name="one_waiting_value"),
            models.CheckConstraint(
                condition=Q(status__in=sorted(cells.WITH_NUMBER), number__isnull=False)
                | (~Q(status__in=sorted(cells.WITH_NUMBER)) & Q(number__isnull=True)),
                name="a_sign_has_no_number",
                violation_error_message="Ein Wert hat entweder eine Zahl oder einen Status ohne Zahl.",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.area}, {self.time}"

    @property
    def text(self) -> str:
        """The number with its unit, or the sign; needs the indicator."""
        return SIGNS[self.status] if self.number is None else self.indicator.words(self.number)

    @property
    def said(self) -> str:
        """The number, or in words why there is none."""
        return STATUS_NAMES[self.status] if self.number is None else self.text

    @property
    def status_name(self) -> str:
        return STATUS_NAMES[self.status]

    @property
    def is_soft(self) -> bool:
        return self.status in (Value.Status.PROVISIONAL, Value.Status.ESTIMATED)

    @property
    def when(self) -> str:
        return cells.written(self.time)

    @property
    def order(self) -> tuple:
        return (self.year, self.time, self.basis)

    @property
    def identity(self) -> tuple:
        return (self.indicator_id, self.area_id, self.time, self.sex, self.category, self.basis)


SIGNS = {
    Value.Status.NOTHING: "–",
    Value.Status.SECRET: "•",
    Value.Status.MEANINGLESS: "x",
    Value.Status.LATER: "…",
    Value.Status.UNRELIABLE: "/",
    Value.Status.MISSING: "",
}
STATUS_NAMES = dict(Value.Status.choices)
