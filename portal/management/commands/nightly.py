"""The clock: what runs every night, in this order."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

COMMANDS = ["expire_postings", "forget_inquiries", "forget_classes", "portal_figures", "clearsessions", "reindex"]


class Command(BaseCommand):
    help = "Führt die nächtlichen Aufgaben aus; eine, die scheitert, hält die anderen nicht auf."

    def handle(self, **options):
        failed = []
        for name in COMMANDS:
            try:
                call_command(name, stdout=self.stdout)
            except Exception as error:
                failed.append(name)
                self.stderr.write(f"{name}: {error}")
        if failed:
            raise SystemExit(1)
