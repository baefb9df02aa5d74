"""The newest offers as an Atom feed."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from offers.models import Offer


class NewOffers(Feed):
    feed_type = Atom1Feed
    title = f"Neue Angebote – {settings.REGION.portal_name}"
    subtitle = f"Beratung, Kurse, Messen und Projekte in {settings.REGION.area}"
    link = reverse_lazy("offers")

    def items(self):
        return Offer.objects.published().select_related("organisation", "municipality").order_by("-published_at", "-pk")[:40]

    def item_title(self, item):
        return f"{item.title} – {item.organisation}, {item.where}"

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at
