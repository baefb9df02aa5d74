"""Drawn pictures for the companies that somebody can sign in for: no photo of anybody, and marked as examples."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from internships.models import Posting, PostingPicture
from portal.demo.world import World

SIZE = (1200, 900)
PAPER, INK, ACCENT, SUN, SOFT = "#fffdf7", "#1a1333", "#5b2be0", "#ffd23f", "#d9ccff"


def create(world: World) -> int:
    """Two pictures for the first public place of each, and a logo."""
    firms = [firm for firm in world.firms if firm.account]
    for firm in firms:
        firm.company.logo.save("logo.webp", _file(_logo(firm.company.name[0])), save=True)
        posting = Posting.objects.published().filter(company=firm.company).order_by("pk").first()
        for draw, alt in (
            (_bench, "Zeichnung: ein Arbeitstisch mit Lampe (Beispielbild)"),
            (_house, "Zeichnung: ein Haus mit Hof (Beispielbild)"),
        ):
            PostingPicture.objects.create(posting=posting, alt=alt, image=_file(draw()))
    return 2 * len(firms)


def _file(picture: Image.Image) -> ContentFile:
    target = BytesIO()
    picture.save(target, "WEBP", quality=80)
    return ContentFile(target.getvalue(), name="bild.webp")


def _logo(letter: str) -> Image.Image:
    picture = Image.new("RGB", (320, 320), ACCENT)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(200, 0), (320, 0), (200, 320), (80, 320)], fill=SUN)
    pen.text((160, 160), letter, fill=INK, anchor="mm", font_size=190)
    return picture


def _bench() -> Image.Image:
    picture = Image.new("RGB", SIZE, SOFT)
    pen = ImageDraw.Draw(picture)
    pen.rectangle([0, 720, 1200, 900], fill=ACCENT)
    pen.rectangle([160, 520, 1040, 580], fill=INK)
    for left in (220, 920):
        pen.rectangle([left, 580, left + 60, 760], fill=INK)
    pen.polygon([(700, 120), (900, 120), (960, 260), (640, 260)], fill=SUN)
    pen.rectangle([790, 0, 810, 120], fill=INK)
    pen.rounded_rectangle([280, 440, 560, 520], 16, fill=PAPER)
    return picture


def _house() -> Image.Image:
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle([0, 660, 1200, 900], fill=SUN)
    pen.polygon([(240, 380), (600, 140), (960, 380)], fill=ACCENT)
    pen.rectangle([300, 380, 900, 700], fill=SOFT)
    pen.rectangle([540, 500, 660, 700], fill=INK)
    for left in (360, 740):
        pen.rectangle([left, 440, left + 110, 540], fill=PAPER)
    return picture
