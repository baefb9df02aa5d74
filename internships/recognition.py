"""From what other systems write to our occupations and municipalities. Cautious: what is not sure is said, not guessed."""

import re
from functools import cached_property

from django.core.exceptions import ValidationError

from internships.models import Company, CompanySite
from occupations.models import Occupation
from portal import whereabouts
from portal.folding import words
from portal.models import Municipality

BRACKETS = re.compile(r"\([^)]*\)")
BUSINESS = re.compile(r"(?i)\b(?:ausbildung|ausbildungsplatz|duales studium|praktikum|schulpraktikum|azubi|zum|zur|als)\b")


class Recognition:
    """Knows all occupations and the places it was asked for: one delivery needs one."""

    def __init__(self):
        self.places: dict[str, Municipality] = {}

    @cached_property
    def municipalities(self) -> dict[int, Municipality]:
        return Municipality.objects.in_bulk()

    @cached_property
    def occupations(self) -> dict[str, Occupation]:
        """By every name an occupation goes by, the folded ones last."""
        rows = list(Occupation.objects.published())
        exact = {name.casefold(): row for row in rows for name in (row.slug, row.name, row.name_masculine, row.name_feminine) if name}
        codes = [row.kldb for row in rows]
        exact |= {row.kldb: row for row in rows if row.kldb and codes.count(row.kldb) == 1}
        folded = [" ".join(words(row.name)) for row in rows]
        return {name: row for name, row in zip(folded, rows, strict=True) if folded.count(name) == 1} | exact

    def occupation(self, text: str) -> Occupation:
        """By address, name, feminine or masculine form or KldB code; else the one occupation whose name a title contains."""
        bare = BRACKETS.sub(" ", text).strip()
        for candidate in (text, bare, " ".join(words(text)), " ".join(words(BUSINESS.sub(" ", bare)))):
            if found := self.occupations.get(candidate.strip().casefold()):
                return found
        return self._contained(" ".join(words(text)), text)

    def _contained(self, folded: str, text: str) -> Occupation:
        """The longest name that stands in the text as whole words."""
        inside = [name for name in self.occupations if len(name) > 3 and f" {name} " in f" {folded} "]
        longest = max(map(len, inside), default=0)
        found = {self.occupations[name] for name in inside if len(name) == longest}
        if len(found) != 1:
            raise ValidationError(f"Den Beruf „{text[:60]}“ kennen wir nicht. Bitte einen Namen aus dem Berufsverzeichnis nehmen.")
        return found.pop()

    def municipality(self, text: str) -> Municipality:
        """By name, official key or postal code; a code that serves several municipalities needs the name beside it."""
        if text not in self.places:
            self.places[text] = self.municipalities[self._key(text)]
        return self.places[text]

    def site(self, company: Company, text: str) -> CompanySite:
        """One of the firm's own sites, by its name."""
        found = [site for site in CompanySite.objects.filter(company=company) if site.name.casefold() == text.casefold()]
        if not found:
            raise ValidationError(f"Einen Standort „{text[:60]}“ hat Ihr Betrieb hier nicht angelegt.")
        return found[0]

    def _key(self, text: str) -> int:
        near = whereabouts.find(text)
        origins = near.origins if near else []
        if len(origins) > 1:
            by_name = whereabouts.find(whereabouts.POSTAL_CODE.sub("", text).strip() or text)
            origins = [town for town in origins if by_name and town in by_name.origins]
        if len(origins) != 1:
            raise ValidationError(f"„{text[:60]}“ ist keine Gemeinde dieser Region, oder es kommen mehrere in Frage.")
        return origins[0].pk
