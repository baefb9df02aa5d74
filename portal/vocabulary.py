"""Words all rooms share."""

from django.db import models


class Audience(models.TextChoices):
    YOUTH = "jugendliche", "Jugendliche"
    PARENTS = "eltern", "Eltern"
    SCHOOLS = "schulen", "Schulen"
    FIRMS = "betriebe", "Betriebe"


class Stage(models.TextChoices):
    """From Kita to working life."""

    KITA = "kita", "Kita"
    PRIMARY = "grundschule", "Grundschule"
    SECONDARY = "klasse-5-10", "Klasse 5 bis 10"
    TRANSITION = "uebergang", "Übergang Schule – Beruf"
    TRAINING = "ausbildung", "Ausbildung und Studium"
    ADULT = "erwachsene", "Erwachsene"


class Status(models.TextChoices):
    """Of everything editors write."""

    DRAFT = "draft", "Entwurf"
    REVIEW = "review", "in Prüfung"
    PUBLISHED = "published", "öffentlich"
    ARCHIVED = "archived", "archiviert"


class Certificate(models.IntegerChoices):
    """School-leaving certificates in rising order, so that `lte` finds what is open to somebody."""

    NONE = 0, "kein Abschluss nötig"
    HAUPT = 1, "Hauptschulabschluss"
    REAL = 2, "Realschulabschluss"
    ABITUR = 3, "Abitur oder Fachabitur"
