"""Pictures for articles in the sizes that screens ask for, made anew from an upload and named by their content."""

from hashlib import sha256
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from portal.pictures import made_anew

WIDTHS = (480, 960, 1600)
LEAST_WIDTH = 320
TALLEST = 3  # times as high as wide: anything above fills a phone with nothing else


class Made(NamedTuple):
    """`key` names the files; width and height are those of the largest."""

    key: str
    width: int
    height: int


def keep(upload) -> Made:
    """Puts the sizes of an upload into the default storage; ValidationError says in German what is wrong with it."""
    made = [made_anew(upload, width, width * TALLEST) for width in WIDTHS]
    sizes = {Image.open(file).width: file for file in made}
    largest = Image.open(sizes[max(sizes)])
    if largest.width < LEAST_WIDTH:
        raise ValidationError(f"Das Bild ist zu schmal für einen Artikel. Es braucht mindestens {LEAST_WIDTH} Bildpunkte in der Breite.")
    if largest.height > largest.width * TALLEST:
        raise ValidationError(f"Das Bild ist zu hoch: Es darf höchstens {TALLEST}-mal so hoch wie breit sein.")
    key = sha256(_content(sizes[largest.width])).hexdigest()[:20]
    for width, file in sizes.items():
        file.seek(0)
        if not default_storage.exists(name_of(key, width)):
            default_storage.save(name_of(key, width), file)
    return Made(key, largest.width, largest.height)


def name_of(key: str, width: int) -> str:
    return f"magazin/{key}-{width}.webp"


def _content(file) -> bytes:
    file.seek(0)
    return file.read()
