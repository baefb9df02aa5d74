"""The newest places as an Atom feed."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from internships.models import Posting


class NewPostings(Feed):
    feed_type = Atom1Feed
    title = f"Neue Plätze – {settings.REGION.portal_name}"
    subtitle = f"Praktikum, Ausbildung und mehr in {settings.REGION.area}"
    link = "/plaetze/"

    def items(self):
        return Posting.objects.published().select_related("company", "municipality").order_by("-published_at", "-pk")[:40]

    def item_title(self, item):
        return f"{item.title} – {item.company}, {item.municipality}"

    def item_description(self, item):
        return item.description

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at
