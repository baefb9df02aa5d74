from django.core.management.base import BaseCommand

from articles.models import Article
from internships.models import Company, Posting
from monitoring.models import Indicator
from occupations.models import Occupation
from offers.models import Offer, Organisation
from portal import fulltext, statistics
from portal.page_cache import content_changed

SEARCHABLE = [
    Occupation.objects.for_index(),
    Company.objects.select_related("municipality"),
    Posting.objects.for_index(),
    Offer.objects.select_related("organisation", "topic", "municipality"),
    Organisation.objects.select_related("municipality"),
    Article.objects.all(),
    Indicator.objects.all(),
]


class Command(BaseCommand):
    help = "Baut den Suchindex aus den Tabellen neu auf."

    def handle(self, **options):
        for queryset in SEARCHABLE:
            fulltext.rebuild(queryset)
            self.stdout.write(f"Suchindex: {queryset.model._meta.verbose_name_plural} {queryset.count()}")
        fulltext.recount_terms()
        statistics.renew()
        content_changed()
