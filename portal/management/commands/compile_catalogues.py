"""Compiles the translations (pure Python: works where gettext's tools are missing)."""

from django.core.management.base import BaseCommand

from portal.catalogues import compile_all


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, **options):
        if written := compile_all():
            self.stdout.write(f"{written} Sprachen übersetzt.")
