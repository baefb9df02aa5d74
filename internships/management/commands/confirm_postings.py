from collections import Counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import moderation
from internships.models import Posting
from portal.page_cache import content_changed


class Command(BaseCommand):
    help = "Fragt Betriebe, ob ihre Plätze noch frei sind, und nimmt heraus, was niemand bestätigt hat."

    def handle(self, **options):
        today, done = timezone.localdate(), Counter()
        for posting in Posting.objects.to_confirm(today).select_related("company", "occupation", "municipality"):
            done[moderation.keep_fresh(posting, today)] += 1
        content_changed()
        self.stdout.write(f"Erinnert: {done['erinnert']}, nicht bestätigt und herausgenommen: {done['abgelaufen']}")
