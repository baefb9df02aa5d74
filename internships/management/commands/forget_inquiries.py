from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import inquiries


class Command(BaseCommand):
    help = "Löscht Anfragen, deren Frist vorbei ist."

    def handle(self, **options):
        self.stdout.write(f"Anfragen gelöscht: {inquiries.forget(timezone.localdate())}")
