from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import reports
from internships.models import PostingViews

LOOKS_KEPT = timedelta(weeks=53)


class Command(BaseCommand):
    help = "Löscht alte Meldungen zu Plätzen und Aufrufzahlen, die älter als ein Jahr sind."

    def handle(self, **options):
        today = timezone.localdate()
        PostingViews.objects.filter(week__lt=today - LOOKS_KEPT).delete()
        self.stdout.write(f"Meldungen gelöscht: {reports.forget(today)}")
