"""A search as an Atom feed: its newest places. The address of a search is the whole subscription, no account needed."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from internships.search import PlaceSearch
from internships.tags import filter_tags

NEWEST = 40


class FoundPostings(Feed):
    feed_type = Atom1Feed

    def get_object(self, request):
        return PlaceSearch(request.GET)

    def title(self, search):
        asked = ", ".join(str(tag.text) for tag in filter_tags(search, search.query))
        return f"Neue Plätze{f': {asked}' if asked else ''} – {settings.REGION.portal_name}"

    def subtitle(self, search):
        return f"Praktikum, Ausbildung und mehr in {settings.REGION.area}"

    def link(self, search):
        return f"{reverse('postings')}?{search.query.urlencode()}".rstrip("?")

    def items(self, search):
        return search.everything().select_related("company", "municipality").order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, item):
        return f"{item.title} – {item.company}, {item.municipality}"

    def item_description(self, item):
        return item.description

    def item_guid(self, item):
        return f"{settings.SITE_URL}{reverse('posting_short', args=[item.pk])}"

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at
