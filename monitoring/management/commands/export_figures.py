"""Public figures of some areas as files of the portal's template: how a region's figures are cut from the offices' tables."""

from itertools import groupby
from pathlib import Path

from django.core.management.base import BaseCommand

from monitoring.catalogue import in_template, template_row
from monitoring.models import Value


class Command(BaseCommand):
    help = "Schreibt die öffentlichen Zahlen einiger Gebiete als Dateien, je Quelle eine."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--areas", nargs="+", required=True, help="amtliche Schlüssel")

    def handle(self, folder, areas, **options):
        folder.mkdir(parents=True, exist_ok=True)
        values = Value.objects.public().filter(area__code__in=areas).exclude(source=None).select_related("indicator", "area", "source")
        rows = values.order_by("source__key", "indicator__key", "area__code", "time", "category", "sex")
        for source, group in groupby(rows, lambda value: value.source):
            comments = [source.title, source.citation, source.licence, f"Stand: {source.as_of:%d.%m.%Y}", "Auszug, Werte unverändert"]
            path = folder / f"{source.key.lower()}.csv"
            path.write_bytes(in_template(map(template_row, group), comments))
            self.stdout.write(str(path.name))
