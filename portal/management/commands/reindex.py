from django.core.management.base import BaseCommand

from articles.models import Article
from internships.models import Company, Posting
from occupations.models import Occupation
from offers.models import Offer
from portal import fulltext

SEARCHABLE = [
    Occupation.objects.prefetch_related("fields", "specialisations"),
    Company.objects.select_related("municipality"),
    Posting.objects.select_related("company", "occupation", "municipality"),
    Offer.objects.select_related("organisation", "topic", "municipality"),
    Article.objects.all(),
]


class Command(BaseCommand):
    help = "Baut den Suchindex aus den Tabellen neu auf."

    def handle(self, **options):
        for queryset in SEARCHABLE:
            fulltext.rebuild(queryset)
            self.stdout.write(f"Suchindex: {queryset.model._meta.verbose_name_plural} {queryset.count()}")
