"""When a place is free, week by week."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models


def is_monday(day) -> None:
    if day.isoweekday() != 1:
        raise ValidationError("Bitte eine Woche wählen: Sie beginnt mit einem Montag.")


def mondays_between(first_day: date, last_day: date) -> list[date]:
    """The Mondays of all weeks that two days and the days between them lie in."""
    monday = first_day - timedelta(days=first_day.weekday())
    return [monday + timedelta(weeks=ahead) for ahead in range((last_day - monday).days // 7 + 1)]


def week_words(monday: date) -> str:
    """Monday to Friday: '14.6.–18.6.2027'."""
    friday = monday + timedelta(days=4)
    return f"{monday.day}.{monday.month}.–{friday.day}.{friday.month}.{friday.year}"


class PostingWeek(models.Model):
    """A week in which a firm takes somebody, and how many. What is taken stays a number when the inquiry is forgotten."""

    posting = models.ForeignKey("internships.Posting", models.CASCADE, related_name="weeks", verbose_name="Platz")
    monday = models.DateField("Woche", validators=[is_monday])
    capacity = models.PositiveSmallIntegerField("Freie Plätze", default=1, validators=[MaxValueValidator(50)])
    taken = models.PositiveSmallIntegerField("vergeben", default=0, editable=False)

    class Meta:
        verbose_name = "Woche"
        verbose_name_plural = "Wochen"
        ordering = ["monday"]
        constraints = [models.UniqueConstraint(fields=["posting", "monday"], name="posting_week_once")]
        indexes = [models.Index(fields=["monday", "capacity", "posting"], name="posting_week_free")]

    def __str__(self):
        return week_words(self.monday)

    @property
    def friday(self):
        return self.monday + timedelta(days=4)
