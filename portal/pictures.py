"""Pictures from outside: believed by their content only, made anew, small, and without what a camera writes into them."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LEAST_SIDE = 64
NOT_READABLE = "Dieses Bild können wir nicht lesen. Bitte nehmen Sie ein Foto als JPEG, PNG oder WebP."


def made_anew(upload, width: int, height: int) -> ContentFile:
    """The picture as WebP that fits into width x height; ValidationError says what is wrong with it. Metadata stay behind."""
    if upload.size > MOST_BYTES:
        raise ValidationError("Das Bild ist zu groß. Erlaubt sind 10 MB.")
    picture = _opened(upload)
    picture = ImageOps.exif_transpose(picture)
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((width, height), Image.Resampling.LANCZOS)
    plain = Image.new(picture.mode, picture.size)
    plain.paste(picture)
    target = BytesIO()
    plain.save(target, "WEBP", quality=80, method=4)
    return ContentFile(target.getvalue(), name="bild.webp")


def _opened(upload) -> Image.Image:
    try:
        upload.seek(0)
        picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise ValidationError("Das Bild hat zu viele Bildpunkte. Erlaubt sind 50 Millionen.")
        if min(picture.size) < LEAST_SIDE:
            raise ValidationError(f"Das Bild ist zu klein. Es braucht mindestens {LEAST_SIDE} Bildpunkte in jeder Richtung.")
        picture.draft("RGB", (2400, 2400))
        picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(NOT_READABLE) from error
    return picture
