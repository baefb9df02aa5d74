"""How companies answer, counted without persons: these numbers outlive the inquiries they come from."""

from collections import Counter
from datetime import date

from django.db import models
from django.db.models import F

from internships.models.companies import Company

MOST_DAYS = 99


class AnswerCountQuerySet(models.QuerySet):
    def add(self, company_id: int, month: date, days: int | None) -> None:
        """One more first answer after so many days; None: the promised day passed in silence."""
        cell = {"company_id": company_id, "month": month.replace(day=1), "answered": days is not None, "days": min(days or 0, MOST_DAYS)}
        self.get_or_create(**cell)
        self.filter(**cell).update(number=F("number") + 1)

    def since(self, month: date):
        return self.filter(month__gte=month)

    def by_days(self) -> Counter:
        """How many answers came after how many days."""
        return Counter(dict(self.filter(answered=True).order_by().values_list("days").annotate(models.Sum("number"))))

    def total(self) -> int:
        return self.aggregate(total=models.Sum("number"))["total"] or 0


class AnswerCount(models.Model):
    """How often a company's first answer to an inquiry of a month took so many days, or did not come in time."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="answer_counts", verbose_name="Betrieb")
    month = models.DateField("Monat")
    answered = models.BooleanField("beantwortet")
    days = models.PositiveSmallIntegerField("Tage")
    number = models.PositiveIntegerField("Anzahl", default=0)

    objects = AnswerCountQuerySet.as_manager()

    class Meta:
        verbose_name = "Zählung der Antworten"
        verbose_name_plural = "Zählung der Antworten"
        constraints = [models.UniqueConstraint(fields=["company", "month", "answered", "days"], name="one_answer_count_per_cell")]

    def __str__(self):
        return f"{self.company} {self.month:%m/%Y}: {self.number}"
