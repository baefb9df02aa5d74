"""The clock: what runs every night, in this order, and what only on Mondays."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

COMMANDS = [
    "expire_postings",
    "confirm_postings",
    "tidy_files",
    "watch_inquiries",
    "forget_inquiries",
    "forget_deliveries",
    "forget_reports",
    "forget_bookings",
    "forget_classes",
    "curate_offers",
    "read_calendars",
    "check_addresses",
    "forget_contacts",
    "forget_searches",
    "forget_accounts",
    "forget_mails",
    "requeue",
    "portal_figures",
    "clearsessions",
    "reindex",
]
ON_MONDAYS = ["kpi_mail"]
MONDAY = 0


class Command(BaseCommand):
    help = "Führt die nächtlichen Aufgaben aus; eine, die scheitert, hält die anderen nicht auf."

    def handle(self, **options):
        failed = []
        is_monday = timezone.localdate().weekday() == MONDAY
        for name in [*COMMANDS, *(ON_MONDAYS if is_monday else [])]:
            try:
                call_command(name, stdout=self.stdout)
            except Exception as error:
                failed.append(name)
                self.stderr.write(f"{name}: {error}")
        if failed:
            raise SystemExit(1)
