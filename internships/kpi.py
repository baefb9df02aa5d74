"""The week in figures for the county's staff: counted, compared with the week before, without a person."""

from datetime import date, datetime, time, timedelta

from django.db.models import Sum
from django.utils import timezone

from internships.cockpit import cockpit
from internships.models import Company, Inquiry, Posting, PostingViews

WEEK = timedelta(days=7)


def week_before(today: date) -> tuple[date, date]:
    """Monday and Sunday of the last full week."""
    monday = today - timedelta(days=today.weekday()) - WEEK
    return monday, monday + timedelta(days=6)


def figures(monday: date) -> dict[str, int]:
    """What happened in the week that began on this Monday."""
    start = timezone.make_aware(datetime.combine(monday, time()))
    asked = Inquiry.objects.filter(created__gte=start, created__lt=start + WEEK)
    lapsed = Inquiry.objects.filter(status=Inquiry.Status.LAPSED)
    return {
        "asked": asked.count(),
        "answered": Inquiry.objects.filter(answered_at__gte=start, answered_at__lt=start + WEEK).count(),
        "lapsed": lapsed.filter(due_on__gte=monday, due_on__lt=monday + WEEK).count(),
        "published": Posting.objects.published().filter(published_at__gte=start, published_at__lt=start + WEEK).count(),
        "looks": PostingViews.objects.filter(week=monday).aggregate(total=Sum("number", default=0))["total"],
    }


def report(today: date) -> dict:
    """What the mail says: the last full week beside the one before it, what there is now, and what waits."""
    monday, sunday = week_before(today)
    now, before = figures(monday), figures(monday - WEEK)
    words = {
        "asked": "Anfragen von Jugendlichen",
        "answered": "davon und früher: zum ersten Mal beantwortet",
        "lapsed": "Anfragen ohne Antwort abgelaufen",
        "published": "neue öffentliche Plätze",
        "looks": "Aufrufe von Plätzen",
    }
    return {
        "monday": monday,
        "sunday": sunday,
        "lines": [(words[name], now[name], before[name]) for name in words],
        "places": Posting.objects.published().count(),
        "companies": Company.objects.published().filter(postings__status=Posting.Status.PUBLIC).distinct().count(),
        "queues": [waiting for waiting in cockpit() if not waiting.is_empty],
    }
