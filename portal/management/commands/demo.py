"""Invented companies, places, offers, articles, schools and accounts, so that an empty portal looks like a living one."""

import time
from datetime import date

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from internships.models import Company, Posting
from monitoring.computing import compute_all
from offers.models import Offer, Organisation
from portal import fulltext, statistics
from portal.demo import (
    accounts,
    answers,
    articles,
    bookings,
    companies,
    deliveries,
    events,
    figures,
    inquiries,
    leaflets,
    offers,
    periods,
    pictures,
    postings,
    schools,
)
from portal.demo.world import World
from portal.front.figures import count_everything
from portal.page_cache import content_changed

STEPS = {
    "Schulen": schools.create,
    "Praktikumszeiten": periods.create,
    "Betriebe": companies.create,
    "Plätze": postings.create,
    "Bilder": pictures.create,
    "Lieferungen": deliveries.create,
    "Anfragen": inquiries.create,
    "Antworten": answers.create,
    "Angebote": offers.create,
    "Unterlagen": leaflets.create,
    "Termine in Serien": events.create_series,
    "Anmeldungen": bookings.create,
    "Artikel": articles.create,
    "Konten": accounts.create,
    "Zahlen": figures.create,
}
SEARCHABLE = [
    Company.objects.select_related("municipality"),
    Posting.objects.for_index(),
    Offer.objects.select_related("organisation", "topic", "municipality"),
    Organisation.objects.select_related("municipality"),
    Article.objects.all(),
]


class Command(BaseCommand):
    help = "Füllt das Portal mit erfundenen Betrieben, Plätzen und Angeboten. Ein zweiter Aufruf ändert nichts."

    def add_arguments(self, parser):
        parser.add_argument("--scale", type=float, default=1, help="1 sind 2.000 Plätze, 50 sind 100.000")
        parser.add_argument("--seed", type=int, default=1, help="gleiche Zahl und gleicher Tag: gleiche Daten")
        parser.add_argument("--today", type=date.fromisoformat, help="Tag, von dem aus Termine zählen (JJJJ-MM-TT)")

    def handle(self, scale, seed, today, **options):
        there = Company.objects.filter(is_demo=True).count()
        if there:
            self.stdout.write(f"Die Vorführdaten sind schon da ({there} erfundene Betriebe). Nichts geändert.")
            return
        world = World(scale, seed, today or timezone.localdate())
        with transaction.atomic():
            for name, create in STEPS.items():
                self.timed(name, lambda create=create: create(world))
            self.timed("Suchindex", index)
            self.timed("Zählung", count)
            self.timed("Zahlen des Portals", lambda: count_everything(world.today) + compute_all())
        statistics.renew()
        content_changed()

    def timed(self, name, step):
        started = time.monotonic()
        number = step()
        self.stdout.write(f"{name}: {number} ({time.monotonic() - started:.1f} s)".replace(".", ","))


def index() -> int:
    for queryset in SEARCHABLE:
        fulltext.rebuild(queryset)
    fulltext.recount_terms()
    return sum(queryset.count() for queryset in SEARCHABLE)


def count() -> int:
    Posting.objects.recount()
    return Posting.objects.published().count()
