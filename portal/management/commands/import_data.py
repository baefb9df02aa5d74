"""Everything the portal knows from files, in the order in which it builds on itself."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.page_cache import content_changed
from portal.synonyms import create_missing_synonyms


class Command(BaseCommand):
    help = "Liest alle mitgelieferten Daten ein: Region, Berufskatalog und Zahlen."

    def handle(self, **options):
        for name in ("import_region", "import_occupations", "import_figures"):
            call_command(name, stdout=self.stdout, stderr=self.stderr)
        content_changed()
        self.stdout.write(f"Synonyme der Suche: {create_missing_synonyms()} neu")
