from django.core.management.base import BaseCommand
from django.utils import timezone

from offers import calendar_import
from offers.models import CalendarFeed
from portal.fetching import CannotFetch, fetch
from portal.page_cache import content_changed


class Command(BaseCommand):
    help = "Liest die Kalender der Träger; einer, der scheitert, hält die anderen nicht auf."

    def handle(self, **options):
        feeds = list(CalendarFeed.objects.select_related("offer").order_by("pk"))
        for feed in feeds:
            feed.report, feed.read_at = self.read(feed)[:300], timezone.now()
            feed.save(update_fields=["report", "read_at"])
        content_changed()
        self.stdout.write(f"Kalender gelesen: {len(feeds)}")

    def read(self, feed: CalendarFeed) -> str:
        try:
            answer = fetch(feed.url, most_bytes=calendar_import.MOST_BYTES)
            if answer.status != 200:
                return f"Der Server antwortet mit Status {answer.status}."
            report = calendar_import.take_in(feed.offer, answer.body, is_whole=True)
        except CannotFetch as error:
            return f"Der Kalender war nicht zu erreichen ({error})."
        except calendar_import.NoCalendar as error:
            return str(error)
        return " ".join([report.words, *report.problems])
