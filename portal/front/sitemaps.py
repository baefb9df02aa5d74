"""Every public page, for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from articles.models import Article
from internships.models import Company, InternshipPeriod, Posting
from monitoring.models import Area, Indicator
from occupations.models import Occupation
from offers.models import Event, Offer, Organisation
from portal.models import School
from portal.vocabulary import Audience


class Pages(Sitemap):
    """In every language; what editors wrote stands here in German only, its pages name the others themselves."""

    i18n = alternates = True

    def items(self):
        pages = ["home", "occupations", "check", "postings", "companies", "offers", "events", "directory", "landscape", "articles"]
        pages += ["periods", "period_calendar", "figures", "figures_methods", "figures_report"]
        return [*((page, ()) for page in pages), *(("entrance", (audience,)) for audience in Audience.values)]

    def location(self, item):
        name, arguments = item
        return reverse(name, args=arguments)


class GermanPages(Sitemap):
    def items(self):
        return ["open_data", "api_guide"]

    def location(self, item):
        return reverse(item)


class Occupations(Sitemap):
    def items(self):
        return Occupation.objects.published().order_by("slug").only("slug", "changed_at")

    def lastmod(self, item):
        return item.changed_at


class Postings(Sitemap):
    def items(self):
        return Posting.objects.published().order_by("pk").only("title", "changed_at")

    def lastmod(self, item):
        return item.changed_at


class SchoolPeriods(Sitemap):
    """Schools that have entered when their classes are out."""

    def items(self):
        upcoming = InternshipPeriod.objects.upcoming().values("school")
        return School.objects.filter(pk__in=upcoming).order_by("slug").only("slug")

    def location(self, item):
        return reverse("school_periods", args=[item.slug])


class Companies(Sitemap):
    def items(self):
        return Company.objects.published().order_by("slug").only("slug")


class Offers(Sitemap):
    def items(self):
        return Offer.objects.published().order_by("slug").only("slug", "changed_at")

    def lastmod(self, item):
        return item.changed_at


class Events(Sitemap):
    def items(self):
        return Event.objects.published().upcoming().select_related("offer").only("starts", "changed_at", "offer__title")

    def lastmod(self, item):
        return item.changed_at


class Organisations(Sitemap):
    def items(self):
        return Organisation.objects.published().order_by("slug").only("slug", "changed_at")

    def lastmod(self, item):
        return item.changed_at


class Articles(Sitemap):
    def items(self):
        return Article.objects.published().order_by("slug").defer("text")

    def lastmod(self, item):
        return item.changed_at


class Indicators(Sitemap):
    def items(self):
        return Indicator.objects.public().order_by("key").only("key")


class Areas(Sitemap):
    """The region's municipalities and what they are compared with."""

    def items(self):
        return Area.objects.shown().order_by("slug").only("slug")


SITEMAPS = {
    "seiten": Pages,
    "daten": GermanPages,
    "berufe": Occupations,
    "plaetze": Postings,
    "praktikumszeiten": SchoolPeriods,
    "betriebe": Companies,
    "angebote": Offers,
    "termine": Events,
    "wer-hilft": Organisations,
    "magazin": Articles,
    "zahlen": Indicators,
    "orte": Areas,
}
