from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.outbox import MailProblem, OutgoingMail

RESULTS_KEPT = timedelta(days=1)


class Command(BaseCommand):
    help = "Löscht aufgegebene Mails und alte unzustellbare Adressen nach ihrer Frist, und erledigte Aufgaben nach einem Tag."

    def handle(self, **options):
        now = timezone.now()
        mails, _ = OutgoingMail.objects.past_keeping(now).delete()
        problems, _ = MailProblem.objects.past_keeping(now).delete()
        results, _ = DBTaskResult.objects.finished().filter(finished_at__lte=now - RESULTS_KEPT).delete()
        self.stdout.write(f"Gelöscht: {mails} Mails, {problems} Adressen, {results} Aufgaben")
