from django.core.management.base import BaseCommand
from django.utils import timezone

from offers.models import ContactPerson


class Command(BaseCommand):
    help = "Löscht Ansprechpersonen, die ihr Träger lange nicht mehr bestätigt hat."

    def handle(self, **options):
        self.stdout.write(f"Ansprechpersonen gelöscht: {ContactPerson.objects.past_keeping(timezone.localdate()).delete()[0]}")
