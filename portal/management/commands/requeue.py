from datetime import timedelta

from django.core.management.base import BaseCommand
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import mail
from portal.outbox import OutgoingMail


class Command(BaseCommand):
    help = "Holt zurück, was ein gestorbener Arbeiter liegen ließ: Aufgaben, die nicht enden, und Mails ohne Aufgabe."

    def add_arguments(self, parser):
        parser.add_argument("--minutes", type=int, default=15, help="so lange darf eine Aufgabe laufen (0: gerade läuft kein Arbeiter)")

    def handle(self, minutes, **options):
        now = timezone.now()
        stale = DBTaskResult.objects.running().filter(started_at__lte=now - timedelta(minutes=minutes))
        tasks = stale.update(status=TaskResultStatus.READY)
        lost = list(OutgoingMail.objects.overdue(now).values_list("pk", flat=True))
        for pk in lost:
            mail.enqueue(pk)
        self.stdout.write(f"Aufgaben zurückgeholt: {tasks}, Mails neu eingereiht: {len(lost)}")
