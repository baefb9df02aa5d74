"""Files made while static files are collected, so that neither a font nor a bundle lies in the repository.

- css/portal.css: the parts in static/css, in the order of their cascade layers, as one file: one request instead of ten.
- fonts/manrope.woff2: the typeface Manrope (SIL Open Font License) from the package font-manrope, cut down to the Latin letters
  of German, English and Turkish; one variable font of about 26 kB.
- fonts/manrope-cyrillic.woff2: its letters for Ukrainian and Russian, which only their pages load. Arabic is set in the device's own.
"""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import font_manrope
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from fontTools import subset

CSS = settings.BASE_DIR / "static" / "css"
CSS_PARTS = ("tokens", "base", "layout", "forms", "components", "pages", "calendar", "periods", "check", "figures", "print")
FONT = Path(font_manrope.__file__).parent / "files" / "Manrope-VariableFont_wght.ttf"
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x20AC]
CYRILLIC = range(0x400, 0x530)


def make_css(target: Path) -> None:
    """Joins the parts without comments and indentation."""
    text = "\n".join((CSS / f"{part}.css").read_text() for part in CSS_PARTS)
    target.write_text(re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip() + "\n")


def make_font(target: Path, letters: Iterable[int]) -> None:
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "tnum", "ccmp", "mark"])
    font = subset.load_font(str(FONT), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
    font.close()


MADE = {
    "css/portal.css": (make_css, [CSS / f"{part}.css" for part in CSS_PARTS]),
    "fonts/manrope.woff2": (partial(make_font, letters=LATIN), [FONT, Path(__file__)]),
    "fonts/manrope-cyrillic.woff2": (partial(make_font, letters=CYRILLIC), [FONT, Path(__file__)]),
}


class MadeFinder(BaseFinder):
    """Finds the files above, making each first where it is missing or older than what it is made of."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "made")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        found = [str(self._made(path))] if path in MADE else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        for path in MADE:
            self._made(path)
            yield path, self.storage

    def _made(self, path: str) -> Path:
        make, sources = MADE[path]
        target = Path(self.storage.path(path))
        if not target.exists() or target.stat().st_mtime < max(source.stat().st_mtime for source in sources):
            target.parent.mkdir(parents=True, exist_ok=True)
            make(target)
        return target
