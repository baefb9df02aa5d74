from django.core.management.base import BaseCommand

from articles.pages import create_missing_pages


class Command(BaseCommand):
    help = "Legt Impressum, Datenschutz und Barrierefreiheit an, wo sie fehlen."

    def handle(self, **options):
        self.stdout.write(f"Feste Seiten: {create_missing_pages()} neu")
