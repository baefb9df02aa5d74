"""How often a place was looked at: a number per week, nobody behind it."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone

from internships.models.postings import Posting


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


class PostingViewsQuerySet(models.QuerySet):
    def seen(self, posting_id: int) -> None:
        """One more look this week."""
        week = {"posting_id": posting_id, "week": monday_of(timezone.localdate())}
        self.get_or_create(**week)
        self.filter(**week).update(number=F("number") + 1)


class PostingViews(models.Model):
    """Looks at a place in the week that begins on a Monday; counted by a script, without cookie or address."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="views", verbose_name="Platz")
    week = models.DateField("Woche ab")
    number = models.PositiveIntegerField("Aufrufe", default=0)

    objects = PostingViewsQuerySet.as_manager()

    class Meta:
        verbose_name = "Aufrufe"
        verbose_name_plural = "Aufrufe"
        constraints = [models.UniqueConstraint(fields=["posting", "week"], name="one_view_count_per_week")]

    def __str__(self):
        return f"{self.posting} {self.week}: {self.number}"
