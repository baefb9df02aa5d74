"""What the check keeps: its rules, class codes with counters, and counted answers. Never a person's answers."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone

from occupations.check.bank import SCALES, Bank, Reference
from occupations.check.codes import ALPHABET
from occupations.check.matching import Weights

CLASS_DAYS = 14
CODE_LETTERS, KEY_LETTERS = 8, 16


def share(name: str, default: float) -> models.FloatField:
    return models.FloatField(name, default=default, validators=[MinValueValidator(0), MaxValueValidator(1)])


def six(number: float) -> list[float]:
    return [number] * len(SCALES)


def middle_means() -> list[float]:
    return six(3.0)


def usual_spreads() -> list[float]:
    return six(0.85)


class MatchingRules(models.Model):
    """One version of every number of the ranking; the newest counts, older ones stay to be read. See docs/career-check.md."""

    interests = share("Gewicht der Interessen", Weights.interests)
    fields = share("Gewicht der gewählten Berufsfelder", Weights.fields)
    abilities = share("Gewicht von Fächern und Stärken", Weights.abilities)
    conditions = share("Gewicht der gemochten Bedingungen", Weights.conditions)
    second_field = share("Anteil, wenn das Feld nur ein Nebenfeld ist", Weights.second_field)
    sometimes = share("Anteil, wenn eine Bedingung nur manchmal vorkommt", Weights.sometimes)
    malus = models.FloatField(
        "Abzug je Ausschluss, der manchmal vorkommt (Punkte)", default=Weights.malus, validators=[MinValueValidator(0)]
    )
    very_good = share("„passt sehr gut“ ab Korrelation", Weights.very_good)
    good = share("„passt gut“ ab Korrelation", Weights.good)
    look = share("„einen Blick wert“ ab Korrelation", Weights.look)
    means = models.JSONField("Mittelwerte R I A S E C (1 bis 5)", default=middle_means)
    spreads = models.JSONField("Streuungen R I A S E C", default=usual_spreads)
    is_provisional = models.BooleanField("Vergleichswerte sind eine Annahme, keine Messung", default=True)
    note = models.CharField("Warum diese Fassung?", max_length=250)
    created = models.DateTimeField("gilt seit", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "Regeln des Checks"
        verbose_name_plural = "Regeln des Checks"
        ordering = ["-pk"]
        get_latest_by = "pk"

    def __str__(self):
        return f"Fassung {self.pk} vom {timezone.localtime(self.created):%d.%m.%Y}"

    def clean(self):
        try:
            self.weights, self.reference  # noqa: B018
        except (TypeError, ValueError) as error:
            raise ValidationError(
                "Die Interessen müssen zählen, die Stufen von „sehr gut“ nach „Blick wert“ fallen, "
                "Mittelwerte und Streuungen je sechs Zahlen über 0 sein."
            ) from error

    @property
    def weights(self) -> Weights:
        return Weights(**{name: getattr(self, name) for name in Weights.__dataclass_fields__})

    @property
    def reference(self) -> Reference:
        return Reference(tuple(map(float, self.means)), tuple(map(float, self.spreads)), self.is_provisional)


def current_rules(bank: Bank) -> tuple[Weights, Reference]:
    """What staff set last, or the bank's own values."""
    rules = MatchingRules.objects.first()
    return (rules.weights, rules.reference) if rules else (Weights(), bank.reference)


def random_letters(number: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(number))


def new_code() -> str:
    return random_letters(CODE_LETTERS)


def new_key() -> str:
    return random_letters(KEY_LETTERS)


def in_two_weeks():
    return timezone.localdate() + timedelta(days=CLASS_DAYS)


class ClassCode(models.Model):
    """A class that does the check together: counters and no person. `key` opens the teacher's page; deleted after `delete_on`."""

    code = models.CharField(max_length=CODE_LETTERS, unique=True, default=new_code, editable=False)
    key = models.CharField(max_length=KEY_LETTERS, unique=True, default=new_key, editable=False)
    delete_on = models.DateField(default=in_two_weeks, db_index=True, editable=False)
    taken = models.PositiveIntegerField(default=0, editable=False)
    counters = models.JSONField(default=dict, editable=False)
    shown_taken = models.PositiveIntegerField(default=0, editable=False)
    shown_counters = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = "Klassencode"
        verbose_name_plural = "Klassencodes"

    def __str__(self):
        return self.code


class AnswerCount(models.Model):
    """How often an answer or a score was given by those who ticked 'hilf mit': no joint table, no time, so nobody can be told from it."""

    version = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=12, help_text="'R1=4': answer 4 to R1; 'R~3.4': score of the scale")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Zählung der Antworten"
        verbose_name_plural = "Zählung der Antworten"
        ordering = ["version", "what"]
        constraints = [models.UniqueConstraint(fields=["version", "what"], name="answer_counted_once_per_version")]

    def __str__(self):
        return f"{self.what}: {self.number}"

    @staticmethod
    @transaction.atomic
    def add(version: int, what: list[str]) -> None:
        rows = AnswerCount.objects.filter(version=version, what__in=what)
        AnswerCount.objects.bulk_create([AnswerCount(version=version, what=one) for one in what], ignore_conflicts=True)
        rows.update(number=models.F("number") + 1)
