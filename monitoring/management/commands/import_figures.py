"""Figures from files, or without a file: everything the region brings along."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from monitoring import catalogue, imports
from monitoring.computing import compute_all
from monitoring.formats.cells import Unreadable
from monitoring.models import Delivery
from monitoring.models.areas import know_the_region
from portal import statistics
from portal.page_cache import content_changed


class Command(BaseCommand):
    help = "Liest Zahlen der Statistikämter ein (GENESIS klassisch und flach, Vorlage des Portals). Ohne Datei: was die Region mitbringt."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was sich ändern würde")
        parser.add_argument("--release", action="store_true", help="ohne Prüfung sofort öffentlich")

    def handle(self, files, dry_run, release, **options):
        made = catalogue.create_missing()
        if made != (0, 0):
            self.stdout.write(f"Zahlen: {made[0]} Quellen und {made[1]} Kennzahlen neu")
        if dry_run:
            return [self.preview(path) for path in files] and None
        know_the_region()
        for delivery in [self.brought(path, release) for path in files] if files else catalogue.know_the_county():
            self.tell(delivery)
        self.stdout.write(f"Berechnete Kennzahlen: {compute_all()} Werte geändert")
        statistics.renew()
        content_changed()
        return None

    def preview(self, path: Path) -> None:
        delivery = Delivery.of(path.name, content_of(path))
        try:
            plan = imports.dry_run(delivery)
        except Unreadable as reason:
            raise CommandError(f"{path.name}: {reason}") from reason
        self.tell(delivery)
        for change in plan.changed[:20]:
            self.stdout.write(
                f"  {change.indicator}, {change.area}, {change.fact.time} {change.fact.category}: {change.was} -> {change.now}"
            )

    def brought(self, path: Path, release: bool) -> Delivery:
        try:
            return catalogue.bring_in(path.name, content_of(path), release)
        except Unreadable as reason:
            raise CommandError(f"{path.name}: {reason}") from reason

    def tell(self, delivery: Delivery) -> None:
        self.stdout.write(f"{delivery.file_name} ({delivery.layout}): {delivery.counts}")
        for problem in delivery.problems[:20]:
            self.stderr.write(f"  {delivery.file_name}, {problem}")


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path.name} ist nicht lesbar: {error}") from error
