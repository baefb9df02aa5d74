"""The next dates as an Atom feed."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from offers.models import Event


class NextEvents(Feed):
    feed_type = Atom1Feed
    title = f"Termine – {settings.REGION.portal_name}"
    subtitle = f"Beratung, Messen, Kurse und Projekte in {settings.REGION.area}"
    link = reverse_lazy("events")

    def items(self):
        return Event.objects.published().upcoming().for_list()[:60]

    def item_title(self, item):
        what = "Fällt aus: " if item.is_cancelled else ""
        return f"{what}{item.offer.title}, {timezone.localtime(item.starts):%d.%m.%Y, %H:%M} Uhr, {item.where}"

    def item_description(self, item):
        return item.offer.summary

    def item_pubdate(self, item):
        return item.changed_at

    def item_updateddate(self, item):
        return item.changed_at
