from django.core.management.base import BaseCommand

from articles.pages import create_missing_pages
from articles.seeds import create_missing_situations


class Command(BaseCommand):
    help = "Legt Impressum, Datenschutz und Barrierefreiheit und die Eingänge für die vier Zielgruppen an, wo sie fehlen."

    def handle(self, **options):
        self.stdout.write(f"Feste Seiten: {create_missing_pages()} neu")
        self.stdout.write(f"Eingänge: {create_missing_situations()} Lagen neu")
