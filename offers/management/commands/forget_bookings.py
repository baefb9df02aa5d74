from django.core.management.base import BaseCommand
from django.utils import timezone

from offers import booking


class Command(BaseCommand):
    help = "Löscht Anmeldungen zu Terminen, deren Frist vorbei ist, und solche, die nie bestätigt oder abgesagt wurden."

    def handle(self, **options):
        self.stdout.write(f"Anmeldungen gelöscht: {booking.forget(timezone.now())}")
