"""News and guides; the fixed pages come with the portal (create_pages)."""

from articles.models import Article
from portal.demo import stock
from portal.demo.names import FreeSlugs
from portal.demo.world import World
from portal.vocabulary import Status


def create(world: World) -> int:
    chance, slugs = world.chance("articles"), FreeSlugs(Article)
    rows = [dict(row) for row in stock.read("articles")["articles"]]
    articles = [
        Article(
            slug=slugs.claim(row["title"]),
            status=Status.PUBLISHED,
            published_at=world.days_ago(row.pop("age"), chance),
            is_demo=True,
            **row | {"text": row["text"].strip()},
        )
        for row in rows
    ]
    return len(Article.objects.bulk_create(articles))
