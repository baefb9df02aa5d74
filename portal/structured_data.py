"""schema.org descriptions for search engines (JSON-LD): what all rooms share."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def breadcrumbs(*steps: tuple[str, str]) -> dict:
    """BreadcrumbList from (name, path) pairs; the home page comes first by itself."""
    items = [(gettext("Start"), reverse("home")), *steps]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(items, 1)
        ],
    }
