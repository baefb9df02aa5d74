"""The typeface: Manrope (SIL Open Font License) from the package font-manrope, cut down to the letters the portal shows.

One variable WOFF2 of about 26 kB. It is made while static files are collected, so no font lies in the repository.
"""

from pathlib import Path

import font_manrope
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from fontTools import subset

SOURCE = Path(font_manrope.__file__).parent / "files" / "Manrope-VariableFont_wght.ttf"
NAME = "fonts/manrope.woff2"
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x20AC]


def make_font(target: Path) -> None:
    """Writes the cut-down font as WOFF2."""
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "tnum", "ccmp", "mark"])
    font = subset.load_font(str(SOURCE), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)


class FontFinder(BaseFinder):
    """Lets collectstatic find the font, making it first where it is missing."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "made")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        found = self._made() if path == NAME else None
        return [found] if found and find_all else found or []

    def list(self, ignore_patterns):
        self._made()
        yield NAME, self.storage

    def _made(self) -> str:
        path = Path(self.storage.path(NAME))
        if not path.exists():
            make_font(path)
        return str(path)
