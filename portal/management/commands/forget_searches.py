from django.core.management.base import BaseCommand
from django.utils import timezone

from portal import unmet


class Command(BaseCommand):
    help = "Vergisst Suchen ohne Treffer, die selten oder alt sind."

    def handle(self, **options):
        self.stdout.write(f"Suchen ohne Treffer vergessen: {unmet.forget(timezone.localdate())}")
