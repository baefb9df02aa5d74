from django.core.management.base import BaseCommand
from django.utils import timezone

from offers import curation
from portal.page_cache import content_changed


class Command(BaseCommand):
    help = "Nimmt Angebote heraus, die lange niemand bestätigt hat, und fragt nach, wo es bald so weit ist."

    def handle(self, **options):
        today = timezone.localdate()
        lapsed = list(curation.to_lapse(today))
        for offer in lapsed:
            curation.lapse(offer)
        asked = sum(curation.remind(offer) for offer in curation.to_remind(today))
        if lapsed:
            content_changed()
        self.stdout.write(f"Angebote herausgenommen: {len(lapsed)}, nachgefragt: {asked}")
