"""Searches that found nothing: term and place only, counted, never by whom; a need shows once several visitors had it.

A page that found nothing carries a beacon with a signed word (so nobody can have other words counted than a page of ours showed), the
beacon's POST counts. Shown are counters from LEAST_SHOWN on; rarer ones are forgotten after their half-year, all after some years.
"""

import hmac
import re
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.db import models
from django.db.models import F, Sum
from django.urls import reverse
from django.utils import timezone

from portal.folding import words

LEAST_SHOWN = 5
SALT = "portal.unmet"
GOOD_FOR = 3600  # seconds between page and beacon
LONGEST, MOST_WORDS = 40, 4
PERSONAL = re.compile(r"[\d@]")


class UnmetSearchQuerySet(models.QuerySet):
    def shown(self):
        """Only what so many visitors looked for that nobody is behind it."""
        return self.filter(number__gte=LEAST_SHOWN)

    def needs(self, since: str):
        """(term, municipality's name, number) since a half-year, the most wanted first."""
        rows = self.shown().filter(half_year__gte=since).values_list("term", "municipality__name")
        return rows.annotate(total=Sum("number")).order_by("-total", "term")

    def past_keeping(self, today: date):
        """Rare terms of past half-years, and everything that has been kept long enough."""
        oldest = half_year(today, back=2 * settings.UNMET_KEPT_YEARS)
        rare = models.Q(number__lt=LEAST_SHOWN, half_year__lt=half_year(today))
        return self.filter(rare | models.Q(half_year__lt=oldest))


class UnmetSearch(models.Model):
    """How often a term was looked for in vain on one list, in a place, in a half-year."""

    class Where(models.TextChoices):
        SITE = "suche", "Suche über alles"
        OFFERS = "angebote", "Angebote"
        PLACES = "plaetze", "Plätze"
        OCCUPATIONS = "berufe", "Berufe"
        DIRECTORY = "wer-hilft", "Wer hilft"

    where = models.CharField("Wo gesucht", max_length=12, choices=Where)
    term = models.CharField("Suchwort", max_length=LONGEST)
    municipality = models.ForeignKey("portal.Municipality", models.CASCADE, null=True, related_name="+", verbose_name="Ort")
    half_year = models.CharField("Halbjahr", max_length=6)
    number = models.PositiveIntegerField("Anzahl", default=0)

    objects = UnmetSearchQuerySet.as_manager()

    class Meta:
        verbose_name = "Suche ohne Treffer"
        verbose_name_plural = "Suchen ohne Treffer"
        ordering = ["-half_year", "-number", "term"]
        constraints = [
            models.UniqueConstraint(fields=["where", "term", "municipality", "half_year"], name="unmet_search_once_per_half_year"),
            models.UniqueConstraint(
                fields=["where", "term", "half_year"],
                condition=models.Q(municipality=None),
                name="unmet_search_once_without_place",
            ),  # NULLs are distinct to the constraint above
        ]

    def __str__(self):
        return f"„{self.term}“ ({self.half_year}): {self.number}"


def half_year(day: date, back: int = 0) -> str:
    """'2026-1' or '2026-2'."""
    year, half = divmod(day.year * 2 + (day.month > 6) - back, 2)
    return f"{year}-{half + 1}"


def term_of(text: str) -> str:
    """What may be counted of a text: lower-case words without gender forms; nothing of what may name a person or a way to reach one."""
    found = words(text)
    term = " ".join(found)
    return "" if PERSONAL.search(text) or len(text) > LONGEST or not 1 <= len(found) <= MOST_WORDS or len(term) < 3 else term


def beacon(where: str, text: str, municipality: int | None = None) -> str:
    """The address a page that found nothing tells its beacon; empty when the text must not be counted."""
    term = term_of(text)
    if not term:
        return ""
    return f"{reverse('unmet')}?{urlencode({'was': signing.dumps([where, term, municipality], salt=SALT, compress=True)})}"


def count(token: str, visitor: str) -> bool:
    """Counts what a page of ours signed; the same visitor's repeat on the same day does not count again."""
    try:
        where, term, municipality = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    today = timezone.localdate()
    if not caches["default"].add(f"unmet:{_fingerprint(f'{today} {visitor} {where} {term} {municipality}')}", 1, 24 * 3600):
        return False
    cell = {"where": where, "term": term, "municipality_id": municipality, "half_year": half_year(today)}
    UnmetSearch.objects.bulk_create([UnmetSearch(**cell)], ignore_conflicts=True)
    return bool(UnmetSearch.objects.filter(**cell).update(number=F("number") + 1))


def _fingerprint(text: str) -> str:
    """Says nothing without the key, and with the day in it nothing tomorrow; no address is kept."""
    return hmac.digest(settings.SECRET_KEY.encode(), text.encode(), "sha256").hex()[:32]


def forget(today: date) -> int:
    return UnmetSearch.objects.past_keeping(today).delete()[0]
