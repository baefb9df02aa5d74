"""Invented companies in real municipalities, in trades whose occupations they offer."""

from dataclasses import dataclass

from internships.models import Company
from portal.demo import stock
from portal.demo.chance import Chance, shares
from portal.demo.names import FreeSlugs, domain, person, phone, surname
from portal.demo.stock import Trade
from portal.demo.world import BATCH, World
from portal.models import Municipality

COMPANIES = 300
PLACES = 2000
CITY = 60_000  # inhabitants from which on a municipality has no farms
TRIES = 5
MAILBOXES = ["info", "kontakt", "praktikum", "ausbildung"]


@dataclass
class Firm:
    """A company with what its places need to know; `account` is set for those that somebody can sign in for."""

    company: Company
    trade: Trade
    contacts: list[str]
    size: int
    account: dict | None = None


def create(world: World) -> int:
    """Rows for all companies; the first ones belong to the demo's accounts and have a fixed number of places."""
    founder = Founder(world)
    showcases = stock.read("accounts")["firms"]
    trades = _trades(world, founder.chance, max(0, world.number(COMPANIES) - len(showcases)))
    world.firms = [*map(founder.showcase, showcases), *map(founder.firm, trades)]
    _settle_sizes(world)
    return len(Company.objects.bulk_create([firm.company for firm in world.firms], batch_size=BATCH))


def _trades(world: World, chance: Chance, number: int) -> list[Trade]:
    """As many of each as its weight says, mixed; only those with an occupation that the catalogue has."""
    trades = [trade for trade in stock.trades() if not world.occupations.keys().isdisjoint(trade.occupations)]
    counts = shares([trade.weight for trade in trades], number)
    chosen = [trade for trade, count in zip(trades, counts, strict=True) for _ in range(count)]
    return chance.sample(chosen, len(chosen))


def _settle_sizes(world: World) -> None:
    """Shares the places among the companies: exactly the number wanted, at least one each."""
    free = [firm for firm in world.firms if not firm.account]
    fixed = sum(firm.size for firm in world.firms if firm.account)
    extra = max(0, world.number(PLACES) - fixed - len(free))
    for firm, more in zip(free, shares([firm.size for firm in free], extra), strict=True):
        firm.size = 1 + more


class Founder:
    """Founds one company after another; knows which names are taken and which municipalities are still due."""

    def __init__(self, world: World):
        self.world = world
        self.chance = world.chance("companies")
        self.slugs = FreeSlugs(Company)
        self.names: set[str] = set()
        self.towns = self._towns(world.number(COMPANIES))

    def _towns(self, number: int) -> list[Municipality]:
        counts = shares(self.world.populations, number)
        towns = [town for town, count in zip(self.world.municipalities, counts, strict=True) for _ in range(count)]
        return self.chance.sample(towns, len(towns))

    def _town(self, trade: Trade) -> Municipality:
        """The next one due; farms are not in the city while there is another one."""
        fitting = (at for at in range(len(self.towns) - 1, -1, -1) if not trade.rural or self.towns[at].population < CITY)
        return self.towns.pop(next(fitting, -1)) if self.towns else self.world.place(self.chance)

    def showcase(self, account: dict) -> Firm:
        trade = next(trade for trade in stock.trades() if trade.industry == account["trade"])
        texts = account["company"]
        company = self._company(trade, texts["name"], texts["about"], self._town(trade))
        return Firm(company, trade, [account["name"]], len(texts["statuses"]), account)

    def firm(self, trade: Trade) -> Firm:
        chance, town = self.chance, self._town(trade)
        size = chance.randint(*trade.places)
        facts = {"place": town.name, "years": chance.randint(9, 90), "people": _people(size, chance)}
        company = self._company(trade, self._name(trade, town), _about(chance, trade, facts), town)
        return Firm(company, trade, [person(chance) for _ in range(chance.randint(1, 2))], size)

    def _name(self, trade: Trade, town: Municipality) -> str:
        chance = self.chance
        for _ in range(TRIES):
            word = chance.one(trade.words) if trade.words else ""
            name = chance.one(trade.names).format(surname=surname(chance), other=surname(chance), word=word)
            if name not in self.names:
                break
        else:
            name = f"{name} {town.name}"
        self.names.add(name)
        return name

    def _company(self, trade: Trade, name: str, about: str, town: Municipality) -> Company:
        chance, slug, codes = self.chance, self.slugs.claim(name), self.world.postal_codes[town.pk]
        return Company(
            name=name,
            slug=slug,
            industry=trade.industry,
            about=about,
            street=f"{chance.one(stock.read('common')['streets'])} {chance.randint(1, 98)}",
            postal_code=chance.choice(codes) if codes else "",
            municipality=town,
            website=f"https://{domain(slug)}/" if chance.happens(0.7) else "",
            email=f"{chance.choice(MAILBOXES)}@{domain(slug)}",
            phone=phone(chance),
            is_verified=True,
            is_demo=True,
            created=self.world.days_ago(90, chance),
        )


def _people(size: int, chance: Chance) -> int:
    """A company with many places has many people; large numbers are round, as firms say them."""
    people = round(4 + size**2.6 / 9) + chance.randint(0, size)
    return people if people < 30 else round(people, -1)


def _about(chance: Chance, trade: Trade, facts: dict) -> str:
    """Two or three sentences: what they do, and why it is good to start there."""
    what = chance.draw(trade.about, chance.choice([1, 1, 2]))
    good = chance.draw(trade.good, 1 if len(what) == 2 else chance.choice([1, 2]))
    invitation = chance.draw(stock.read("common")["good"]) if chance.happens(0.35) else []
    return " ".join([*what, *good, *invitation]).format(**facts)
