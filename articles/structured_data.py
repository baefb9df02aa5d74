"""An article as schema.org Article: only what the page itself says."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from portal.structured_data import absolute, breadcrumbs


def article_data(article) -> list[dict]:
    portal = {"@type": "Organization", "name": settings.REGION.portal_name}
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.here("title"),
        "description": article.here("teaser"),
        "author": {"@type": "Person", "name": article.author} if article.author else portal,
        "datePublished": article.published_at.isoformat(),
        "dateModified": article.changed_at.isoformat(),
        "url": absolute(article.get_absolute_url()),
    }
    if article.picture:
        data["image"] = absolute(article.picture.address(article.picture.widths[-1]))
    return [data, breadcrumbs((gettext("Magazin"), reverse("articles")), (article.here("title"), article.get_absolute_url()))]
