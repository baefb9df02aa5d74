"""Words all rooms share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    YOUTH = "jugendliche", _("Jugendliche")
    PARENTS = "eltern", _("Eltern")
    SCHOOLS = "schulen", _("Schulen")
    FIRMS = "betriebe", _("Betriebe")


class Stage(models.TextChoices):
    """From Kita to working life."""

    KITA = "kita", _("Kita")
    PRIMARY = "grundschule", _("Grundschule")
    SECONDARY = "klasse-5-10", _("Klasse 5 bis 10")
    TRANSITION = "uebergang", _("Übergang Schule – Beruf")
    TRAINING = "ausbildung", _("Ausbildung und Studium")
    ADULT = "erwachsene", _("Erwachsene")


class Status(models.TextChoices):
    """Of everything editors write."""

    DRAFT = "draft", "Entwurf"
    REVIEW = "review", "in Prüfung"
    PUBLISHED = "published", "öffentlich"
    ARCHIVED = "archived", "archiviert"


class Certificate(models.IntegerChoices):
    """School-leaving certificates in rising order, so that `lte` finds what is open to somebody."""

    NONE = 0, _("kein Abschluss nötig")
    HAUPT = 1, _("Hauptschulabschluss")
    REAL = 2, _("Realschulabschluss")
    ABITUR = 3, _("Abitur oder Fachabitur")
