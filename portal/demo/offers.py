"""Invented organisations and their offers from Kita to working life."""

from collections import defaultdict

from offers.models import Event, Offer, Organisation, Topic
from offers.models.offers import AUDIENCE_COLUMNS
from portal.demo import events, stock
from portal.demo.chance import Chance, shares
from portal.demo.names import FreeSlugs, domain, phone
from portal.demo.world import BATCH, World
from portal.models import Municipality
from portal.vocabulary import Stage, Status

OFFERS = 150
UNPUBLISHED = {Status.DRAFT: 0.013, Status.REVIEW: 0.013}
TRIES = 8


def create(world: World) -> int:
    programme = Programme(world)
    rows = [(template, programme.offer(stage, template)) for stage, template in _templates(world, programme.chance)]
    Offer.objects.bulk_create([offer for _, offer in rows], batch_size=BATCH)
    dates = [event for template, offer in rows for event in events.of(world, programme.chance, template, offer)]
    Event.objects.bulk_create(dates, batch_size=BATCH)
    return len(rows)


def _templates(world: World, chance: Chance) -> list[tuple[str, dict]]:
    """(stage, template) for each offer wanted, mixed."""
    pairs = [(stage, template) for stage, file in stock.folder("offers").items() for template in file["offers"]]
    counts = shares([template["copies"] for _, template in pairs], world.number(OFFERS))
    wanted = [pair for pair, count in zip(pairs, counts, strict=True) for _ in range(count)]
    return chance.sample(wanted, len(wanted))


class Programme:
    """Makes one offer after another; remembers titles and where each kind of offer already takes place."""

    def __init__(self, world: World):
        self.world = world
        self.chance = world.chance("offers")
        self.slugs = FreeSlugs(Offer)
        self.organisations = _organisations(world, self.chance)
        self.topics = _topics()
        self.titles: set[str] = set()
        self.towns: dict[str, set[Municipality]] = defaultdict(set)

    def offer(self, stage: str, template: dict) -> Offer:
        chance = self.chance
        organisation = chance.choice([one for one in self.organisations if one.kind in template["by"]])
        town = self._town(self.towns[template["text"]]) if template["where"] == "town" else None
        known = {"place": str(town or "der Region"), "organisation": organisation.name}
        title = self._title(template, known)
        return Offer(
            title=title,
            slug=self.slugs.claim(title),
            summary=chance.one(template["summary"]).format(**known),
            description=_description(chance, template, known),
            organisation=organisation,
            topic=self.topics[template["topic"]],
            format=template["format"],
            stage=Stage(stage),
            municipality=town,
            is_online=template["where"] == "online",
            cost=template["cost"],
            is_demo=True,
            **{f"for_{column}": column in template["audiences"] for column in AUDIENCE_COLUMNS.values()},
            **_contact(chance, organisation),
            **self._standing(),
        )

    def _town(self, used: set[Municipality]) -> Municipality:
        """One where this kind of offer does not take place yet, if chance finds it soon."""
        for _ in range(TRIES):
            town = self.world.place(self.chance)
            if town not in used:
                break
        used.add(town)
        return town

    def _title(self, template: dict, known: dict) -> str:
        """Not the same title twice where the place can tell them apart."""
        title = self.chance.one(template["titles"]).format(**known)
        if title in self.titles and template["where"] == "town" and known["place"] not in title:
            title = f"{title} ({known['place']})"
        self.titles.add(title)
        return title

    def _standing(self) -> dict:
        for status, share in UNPUBLISHED.items():
            if self.chance.happens(share):
                return {"status": status}
        return {"status": Status.PUBLISHED, "published_at": self.world.days_ago(self.chance.randint(1, 90), self.chance)}


def _organisations(world: World, chance: Chance) -> list[Organisation]:
    slugs = FreeSlugs(Organisation)
    rows = []
    for values in stock.read("organisations")["organisations"]:
        slug = slugs.claim(values["name"])
        contact = {"website": f"https://{domain(slug)}/", "email": f"info@{domain(slug)}", "phone": phone(chance)}
        rows.append(Organisation(**values, **contact, slug=slug, municipality=world.place(chance), is_demo=True))
    return Organisation.objects.bulk_create(rows)


def _topics() -> dict[str, Topic]:
    names = stock.read("topics")["topics"]
    known = set(Topic.objects.values_list("key", flat=True))
    Topic.objects.bulk_create(Topic(key=key, name=name) for key, name in names.items() if key not in known)
    return Topic.objects.in_bulk(names, field_name="key")


def _description(chance: Chance, template: dict, known: dict) -> str:
    endings = stock.read("offers_common")["endings"][template["format"]]
    return f"{template['text'].strip()}\n\n{chance.one(endings)}".format(**known)


def _contact(chance: Chance, organisation: Organisation) -> dict:
    return {
        "registration_url": f"{organisation.website}anmeldung/" if chance.happens(0.4) else "",
        "contact_email": organisation.email,
        "contact_phone": organisation.phone if chance.happens(0.7) else "",
    }
