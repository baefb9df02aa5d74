"""News and guides; the fixed pages and the entrances come with the portal (create_pages)."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from articles import pictures
from articles.models import Article, Picture
from offers.models import Offer
from portal.demo import stock
from portal.demo.names import FreeSlugs
from portal.demo.world import World
from portal.vocabulary import Status

SIZE = (1600, 900)
PATTERNS = [("#4a1fc7", "#7d55f7", "#ffd23f"), ("#0b6b43", "#7fe3b4", "#fffdf7"), ("#9a3412", "#ffb38a", "#ffd23f")]


def create(world: World) -> int:
    chance, slugs = world.chance("articles"), FreeSlugs(Article)
    rows = [dict(row) for row in stock.read("articles")["articles"]]
    occupations = [row.pop("occupations", []) for row in rows]
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
    for article, picture in zip(articles, [_picture(*colours) for colours in PATTERNS], strict=False):
        article.picture = picture
    Article.objects.bulk_create(articles)
    for article, slugs_of_article in zip(articles, occupations, strict=True):
        article.occupations.set([world.occupations[slug] for slug in slugs_of_article if slug in world.occupations])
        if article.audience:
            article.offers.set(Offer.objects.published().for_audience(article.audience).order_by("title", "pk")[:2])
    return len(articles)


def _picture(ground: str, stripe: str, thin: str) -> Picture:
    """Slanted stripes in the portal's manner: drawn here, so nobody's photograph and nobody's face."""
    image = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(image)
    for left, width, colour in ((500, 230, stripe), (900, 170, stripe), (1250, 120, thin)):
        draw.polygon([(left + 290, 0), (left + 290 + width, 0), (left + width, SIZE[1]), (left, SIZE[1])], fill=colour)
    file = BytesIO()
    image.save(file, "PNG")
    key, width, height = pictures.keep(ContentFile(file.getvalue(), "muster.png"))
    values = {
        "width": width,
        "height": height,
        "alt": "Gezeichnetes Muster aus drei schrägen Streifen",
        "credit": "Beispielbild, gezeichnet",
    }
    return Picture.objects.update_or_create(key=key, defaults=values)[0]
