"""Lays the region's municipalities out as tiles and writes portal/regions/<name>-tiles.csv, to be looked at and committed."""

import csv

from django.conf import settings
from django.core.management.base import BaseCommand

from monitoring.tiles import laid_out, short_name
from portal import region
from portal.models import Municipality


class Command(BaseCommand):
    help = "Ordnet die Gemeinden der Region als Kacheln an (für die Karten unter /zahlen/)."

    def add_arguments(self, parser):
        parser.add_argument("--columns", type=int, default=6)
        parser.add_argument("--rows", type=int, default=8)

    def handle(self, columns, rows, **options):
        municipalities = list(Municipality.objects.order_by("ags"))
        spots = laid_out([(row.latitude, row.longitude) for row in municipalities], columns, rows)
        path = region.FOLDER / f"{settings.REGION.key}-tiles.csv"
        with path.open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["ags", "name", "column", "row", "short"])
            for municipality, (column, row) in zip(municipalities, spots, strict=True):
                writer.writerow([municipality.ags, municipality.name, column, row, short_name(municipality.name, 9)])
        self.stdout.write(f"{len(municipalities)} Kacheln in {path.name}")
