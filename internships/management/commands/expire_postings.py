from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import moderation
from internships.models import Posting
from portal.page_cache import content_changed


class Command(BaseCommand):
    help = "Nimmt Plätze heraus, deren letzter Starttermin vorbei ist, und zählt neu."

    def handle(self, **options):
        overdue = Posting.objects.overdue(timezone.localdate()).select_related("company", "occupation", "municipality")
        for posting in overdue:
            moderation.expire(posting)
        Posting.objects.recount()
        content_changed()
        self.stdout.write(f"Plätze abgelaufen: {len(overdue)}")
