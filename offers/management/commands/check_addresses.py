from django.core.management.base import BaseCommand

from offers import checks


class Command(BaseCommand):
    help = "Prüft Internet- und E-Mail-Adressen der Angebote und Träger."

    def handle(self, **options):
        tally = checks.check_all()
        self.stdout.write(f"Adressen geprüft: {', '.join(f'{outcome} {number}' for outcome, number in sorted(tally.items())) or 'keine'}")
