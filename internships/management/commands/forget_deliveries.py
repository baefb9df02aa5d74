from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import deliveries


class Command(BaseCommand):
    help = "Löscht Belege von Lieferungen, deren Frist vorbei ist, und Dateien, die niemand übernommen hat."

    def handle(self, **options):
        self.stdout.write(f"Belege gelöscht: {deliveries.forget(timezone.localdate())}")
