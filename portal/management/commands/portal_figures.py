from django.core.management.base import BaseCommand
from django.utils import timezone

from monitoring.computing import compute_all
from portal.front.figures import count_everything
from portal.page_cache import content_changed


class Command(BaseCommand):
    help = "Zählt, was das Portal selbst über Plätze, Anfragen und Angebote weiß, und rechnet alle Kennzahlen neu."

    def handle(self, **options):
        self.stdout.write(f"Zahlen des Portals: {count_everything(timezone.localdate())} gezählt, {compute_all()} berechnet")
        content_changed()
