"""Reads the catalogue of occupations; staff's edits stay."""

from pathlib import Path

from django.core.management.base import BaseCommand

from occupations.imports import DATA, import_catalogue
from occupations.models import Occupation
from occupations.profiles import import_profiles
from portal import fulltext
from portal.imports import report


class Command(BaseCommand):
    help = "Liest den Berufskatalog ein. Was von Hand geändert wurde, bleibt."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=DATA, help="Ordner mit den CSV-Dateien (sonst occupations/data)")

    def handle(self, *, folder, **options):
        runs = [*import_catalogue(folder), import_profiles(folder / "profiles")]
        for run in runs:
            report(run, self)
        if any(run.created or run.updated for run in runs):
            fulltext.index(Occupation.objects.for_index())
