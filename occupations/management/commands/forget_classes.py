from django.core.management.base import BaseCommand
from django.utils import timezone

from occupations.models import ClassCode


class Command(BaseCommand):
    help = "Löscht Klassencodes des Berufswahl-Checks mit allen Zählungen, wenn ihre 14 Tage vorbei sind."

    def handle(self, **options):
        deleted, _ = ClassCode.objects.filter(delete_on__lte=timezone.localdate()).delete()
        self.stdout.write(f"Klassencodes gelöscht: {deleted}")
