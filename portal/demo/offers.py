"""Invented organisations and their offers from Kita to working life."""

from collections import defaultdict

from offers.models import Event, Offer, Organisation, Topic
from offers.models.offers import AUDIENCE_COLUMNS
from offers.words import Coverage
from portal.demo import details, events, organisations, stock
from portal.demo.chance import Chance, shares
from portal.demo.names import FreeSlugs
from portal.demo.world import BATCH, World
from portal.models import Municipality
from portal.unmet import UnmetSearch, half_year
from portal.vocabulary import Stage

OFFERS = 150
Status = Offer.Status
UNPUBLISHED = {Status.SUGGESTED: 0.013, Status.DRAFT: 0.02, Status.REVIEW: 0.03}
TRIES = 8
NEIGHBOURS = (2, 4)  # further municipalities that an offer for several reaches


def create(world: World) -> int:
    programme = Programme(world)
    rows = [(template, programme.offer(stage, template)) for stage, template in _templates(world, programme.chance)]
    offers = Offer.objects.bulk_create([offer for _, offer in rows], batch_size=BATCH)
    _reach(world, programme.chance, offers)
    organisations.complete(world, programme.chance, programme.organisations, offers)
    organisations.let_in()
    _needs(world)
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
        self.organisations = organisations.create(world, self.chance)
        self.topics = _topics()
        self.titles: set[str] = set()
        self.towns: dict[str, set[Municipality]] = defaultdict(set)

    def offer(self, stage: str, template: dict) -> Offer:
        chance = self.chance
        organisation = chance.choice([one for one in self.organisations if one.kind in template["by"]])
        town = self._town(self.towns[template["text"]]) if template["where"] == "town" else None
        known = {"place": str(town or "der Region"), "organisation": organisation.name}
        title = self._title(template, known)
        contact = _contact(chance, organisation)
        offer = Offer(
            title=title,
            slug=self.slugs.claim(title),
            summary=chance.one(template["summary"]).format(**known),
            description=_description(chance, template, known),
            organisation=organisation,
            topic=self.topics[template["topic"]],
            format=template["format"],
            stage=Stage(stage),
            fields=template.get("fields", []),
            is_demo=True,
            **{f"for_{column}": column in template["audiences"] for column in AUDIENCE_COLUMNS.values()},
            **contact,
            **self._details(stage, template, town, contact),
        )
        offer.keep_in_step()
        return offer

    def _details(self, stage: str, template: dict, town: Municipality | None, contact: dict) -> dict:
        chance = self.chance
        return {
            **details.whom(chance, stage, template),
            **details.place(chance, template, town),
            **details.money(template),
            **details.way_in(chance, template, contact),
            **details.for_teachers(template),
            **self._standing(),
        }

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
        published = {"status": Status.PUBLISHED, "published_at": self.world.days_ago(self.chance.randint(1, 90), self.chance)}
        return published | details.freshness(self.world, self.chance)


def _reach(world: World, chance: Chance, offers: list[Offer]) -> None:
    """The municipalities of offers that serve several."""
    through, rows = Offer.reaches.through, []
    for offer in offers:
        if offer.coverage == Coverage.SEVERAL:
            others = chance.sample(world.municipalities, min(chance.randint(*NEIGHBOURS), len(world.municipalities)))
            rows += [through(offer=offer, municipality=town) for town in {offer.municipality, *others}]
    through.objects.bulk_create(sorted(rows, key=lambda row: (row.offer_id, row.municipality_id)))


def _needs(world: World) -> None:
    """Searches that found nothing, as if a term had passed."""
    towns = Municipality.objects.in_bulk([row["ags"] for row in stock.read("needs")["needs"] if "ags" in row], field_name="ags")
    cells = [
        UnmetSearch(where=row["where"], term=row["term"], municipality=towns.get(row.get("ags")), number=row["number"])
        for row in stock.read("needs")["needs"]
    ]
    for cell in cells:
        cell.half_year = half_year(world.today)
    UnmetSearch.objects.bulk_create(cells, ignore_conflicts=True)


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
