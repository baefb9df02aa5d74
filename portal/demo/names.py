"""Invented people, numbers and addresses; nobody can be reached under them."""

from django.db import models

from portal.demo import stock
from portal.demo.chance import Chance
from portal.slugs import german_slug

LABEL = 60  # of a domain name: 63 at most


class FreeSlugs:
    """Slugs that no row has yet, without a query for each: baeckerei-mueller, baeckerei-mueller-2, ..."""

    def __init__(self, model: type[models.Model]):
        self.taken = set(model.objects.values_list("slug", flat=True))
        self.last: dict[str, int] = {}

    def claim(self, text: str) -> str:
        base = slug = german_slug(text, 150)
        while slug in self.taken:
            self.last[base] = self.last.get(base, 1) + 1
            slug = f"{base}-{self.last[base]}"
        self.taken.add(slug)
        return slug


def surname(chance: Chance) -> str:
    common = stock.read("common")
    return chance.choice(common["surname_beginnings"]) + chance.choice(common["surname_endings"])


def person(chance: Chance) -> str:
    return f"{chance.one(stock.read('common')['first_names'])} {surname(chance)}"


def phone(chance: Chance) -> str:
    return stock.read("common")["phone"].format(number=chance.randint(100, 999))


def domain(slug: str) -> str:
    return f"{slug[:LABEL].strip('-')}.example"
