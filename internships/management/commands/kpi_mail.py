from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import kpi
from portal import mail
from portal.models import User


class Command(BaseCommand):
    help = "Schickt der Verwaltung die Zahlen der letzten Woche."

    def handle(self, **options):
        report = kpi.report(timezone.localdate())
        staff = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
        for user in staff:
            mail.send("kpi", user.email, report)
        self.stdout.write(f"Wochenzahlen verschickt: {len(staff)}")
