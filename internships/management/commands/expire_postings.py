from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import moderation
from internships.models import Posting


class Command(BaseCommand):
    help = "Nimmt Plätze heraus, deren letzter Starttermin vorbei ist, und zählt neu."

    def handle(self, **options):
        overdue = Posting.objects.overdue(timezone.localdate()).select_related("occupation")
        for posting in overdue:
            moderation.expire(posting)
        Posting.objects.recount()
        self.stdout.write(f"Plätze abgelaufen: {len(overdue)}")
