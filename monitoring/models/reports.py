"""The report „Bildung in Zahlen“: editor's words around live charts."""

from django.db import models
from simple_history.models import HistoricalRecords

from monitoring.models.indicators import Indicator


class ReportBlockQuerySet(models.QuerySet):
    def for_county(self):
        return self.filter(is_public=True).exclude(scope=ReportBlock.Scope.MUNICIPALITY)

    def for_municipality(self):
        return self.filter(is_public=True).exclude(scope=ReportBlock.Scope.COUNTY)


class ReportBlock(models.Model):
    """One piece of the report. {ort}, {wert}, {jahr} and {vorher} in its text stand for the place and its newest figures."""

    class Scope(models.TextChoices):
        BOTH = "both", "Landkreis und Gemeinden"
        COUNTY = "county", "nur Landkreis"
        MUNICIPALITY = "municipality", "nur Gemeinden"

    class Chart(models.TextChoices):
        NONE = "none", "nur Text"
        LINE = "line", "Verlauf über die Jahre"
        BARS = "bars", "Gemeinden im Vergleich"
        MAP = "map", "Karte der Gemeinden"

    heading = models.CharField("Überschrift", max_length=140)
    text = models.TextField(
        "Text", blank=True, help_text="Markdown. Statt {ort}, {wert}, {jahr} und {vorher} stehen dort die neuesten Zahlen."
    )
    indicator = models.ForeignKey(Indicator, models.SET_NULL, null=True, blank=True, related_name="report_blocks", verbose_name="Kennzahl")
    chart = models.CharField("Bild", max_length=5, choices=Chart, default=Chart.NONE)
    scope = models.CharField("steht im Bericht für", max_length=12, choices=Scope, default=Scope.BOTH)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=100)
    is_public = models.BooleanField("öffentlich", default=False)
    is_demo = models.BooleanField("erfunden (Vorführdaten)", default=False)

    objects = ReportBlockQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="Änderung", verbose_name_plural="Änderungen")

    class Meta:
        verbose_name = "Baustein des Berichts"
        verbose_name_plural = "Bericht: Bausteine"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.heading
