from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import dormant


class Command(BaseCommand):
    help = "Warnt Konten von Betrieben, die lange niemand genutzt hat, und löscht sie 30 Tage später."

    def handle(self, **options):
        now = timezone.now()
        self.stdout.write(f"Konten gewarnt: {dormant.warn(now)}, gelöscht: {dormant.forget(now)}")
