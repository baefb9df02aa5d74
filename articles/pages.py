"""The fixed pages every portal needs, first written from data/*.md with the region's names; afterwards they belong to the editors."""

from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from articles.models import Article
from portal.vocabulary import Status

FOLDER = Path(__file__).parent / "data"


def create_missing_pages() -> int:
    """Creates the pages that are not there yet; never touches one that is. Returns how many it made."""
    taken = set(Article.objects.values_list("slug", flat=True))
    missing = [path for path in sorted(FOLDER.glob("*.md")) if path.stem not in taken]
    for path in missing:
        title, _, text = path.read_text().removeprefix("# ").partition("\n")
        Article.objects.create(kind=Article.Kind.PAGE, slug=path.stem, title=title, text=fill_in(text.strip()), status=Status.PUBLISHED)
    return len(missing)


def fill_in(text: str) -> str:
    """Puts the region's names where a page says {operator} and the like."""
    days = {"kept_days": settings.INQUIRY_KEPT_DAYS, "report_days": settings.REPORT_KEPT_DAYS}
    words = asdict(settings.REGION) | days | {"enforcement_body": settings.REGION.enforcement_body.title}
    return text.format_map(words)
