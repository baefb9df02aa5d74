"""A leaflet beside some offers: one drawn page that says it is an example."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from offers.models import Offer, OfferDocument
from portal.demo.pictures import ACCENT, INK, PAPER
from portal.demo.world import World

NUMBER = 6
PAGE = (620, 877)  # A4 at 75 dots per inch


def create(world: World) -> int:
    """For the first measures that schools can book."""
    offers = list(Offer.objects.published().filter(for_schools=True).order_by("pk")[: world.number(NUMBER)])
    for offer in offers:
        OfferDocument.objects.create(offer=offer, title="Elternbrief (Beispiel)", file=ContentFile(_page(offer.title), name="brief.pdf"))
    return len(offers)


def _page(title: str) -> bytes:
    page = Image.new("RGB", PAGE, PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle([0, 0, PAGE[0], 90], fill=ACCENT)
    pen.text((40, 45), "Elternbrief", fill=PAPER, anchor="lm", font_size=34)
    pen.text((40, 150), title[:44], fill=INK, font_size=24)
    pen.text((40, 200), "Ein Beispiel: Dieses Blatt ist erfunden.", fill=INK, font_size=18)
    target = BytesIO()
    page.save(target, "PDF", resolution=75)
    return target.getvalue()
