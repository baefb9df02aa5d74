"""Reads the catalogue of occupations; staff's edits stay."""

from pathlib import Path

from django.core.management.base import BaseCommand

from occupations.imports import DATA, import_catalogue
from portal.imports import report


class Command(BaseCommand):
    help = "Liest den Berufskatalog ein. Was von Hand geändert wurde, bleibt."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=DATA, help="Ordner mit den CSV-Dateien (sonst occupations/data)")

    def handle(self, *, folder, **options):
        for run in import_catalogue(folder):
            report(run, self)
