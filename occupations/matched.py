"""The list of occupations in the order of a check result, whose code the visitor carries in the form."""

from django.utils.translation import gettext as _

from occupations.check.codes import decode
from occupations.check.pages.catalogue import keys
from occupations.check.pages.result import page_of
from occupations.check.pages.words import bands
from occupations.models import Occupation


def by_match(found: list[Occupation], code: str) -> list[tuple[str, list[Occupation]]]:
    """(band in words, its occupations) in the order of the alphabet within a band, so that nobody reads ranks.

    CodeError says what is wrong with the code. A flat result has no bands: all stand together.
    """
    ranking = page_of(decode(code, keys())).ranking
    hidden = {one.occupation.key for one in ranking.hidden}
    band = {one.occupation.key: one.band for one in ranking.matches}
    groups = [(words, [row for row in found if band.get(row.slug) is each]) for each, words in bands().items()]
    others = [row for row in found if band.get(row.slug) is None and row.slug not in hidden]
    groups += [(_("Andere Berufe"), others), (_("Von dir ausgeblendet"), [row for row in found if row.slug in hidden])]
    return [(words, rows) for words, rows in groups if rows]
