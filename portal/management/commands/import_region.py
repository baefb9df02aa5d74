"""Reads the region's municipalities and postal codes."""

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.imports import report
from portal.places import import_municipalities, import_postal_codes


class Command(BaseCommand):
    help = "Liest die Gemeinden und Postleitzahlen der Region ein (portal/regions)."

    def handle(self, **options):
        report(import_municipalities(settings.REGION.municipalities_csv), self)
        report(import_postal_codes(settings.REGION.postal_codes_csv), self)
