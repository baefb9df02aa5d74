"""The newest articles as an Atom feed."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from articles.models import Article


class NewArticles(Feed):
    feed_type = Atom1Feed
    title = f"Magazin – {settings.REGION.portal_name}"
    subtitle = f"Praktikum, Bewerbung, Ausbildung: kurz erklärt, für {settings.REGION.area}"
    link = "/magazin/"

    def items(self):
        return Article.objects.magazine()[:30]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.teaser

    def item_author_name(self, item):
        return item.author or settings.REGION.portal_name

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at
