"""Invented places: which occupation, which kind, in whose words, and where each stands."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import batched
from typing import NamedTuple

from internships.models import Posting, PostingWeek
from portal.demo import particulars, stock, terms, texts
from portal.demo.chance import Chance, shares
from portal.demo.companies import Firm
from portal.demo.names import phone
from portal.demo.terms import MONTHS, Kind
from portal.demo.world import BATCH, World

PLACES_PER_OCCUPATION = 2.2
AGAIN = 0.1  # how likely a firm offers the same kind in the same occupation once more
OLDEST = 60
Status = Posting.Status
HAS_BEEN_PUBLIC = {Status.PUBLIC, Status.PAUSED, Status.FILLED, Status.EXPIRED}


class Slot(NamedTuple):
    """A place before it has words."""

    firm: Firm
    slug: str
    kind: str
    status: str


def create(world: World) -> int:
    chance = world.chance("places")
    slots = _slots(world, chance)
    details, weeks = world.chance("particulars"), world.chance("weeks")
    for batch in batched(slots, BATCH):
        postings = [particulars.settle(world, details, _posting(world, chance, slot)) for slot in batch]
        Posting.objects.bulk_create(postings)
        PostingWeek.objects.bulk_create([week for posting in postings for week in particulars.weeks(world, weeks, posting)])
    _remind(world)
    return len(slots)


def _remind(world: World) -> None:
    """One place of each company that somebody can sign in for waits to be confirmed."""
    for firm in world.firms:
        if firm.account:
            posting = Posting.objects.published().filter(company=firm.company).order_by("-pk").first()
            asked = {"confirmed_on": world.today - timedelta(days=particulars.LATE + 5), "reminders": 1}
            Posting.objects.filter(pk=posting and posting.pk).update(**asked)


def _slots(world: World, chance: Chance) -> list[Slot]:
    offered = [(firm, slug) for firm in world.firms if not firm.account for slug in _repertoire(world, chance, firm)]
    kinds = _kinds(world, chance, offered)
    statuses = _statuses(chance, len(offered))
    free = [Slot(firm, slug, kind, status) for (firm, slug), kind, status in zip(offered, kinds, statuses, strict=True)]
    return [*_fixed_slots(world, chance), *free]


def _repertoire(world: World, chance: Chance, firm: Firm) -> list[str]:
    """An occupation for each place of a firm: a few of its trade's, the common ones more often."""
    weights = {slug: weight for slug, weight in firm.trade.occupations.items() if slug in world.occupations}
    chosen: dict[str, int] = {}
    while weights and len(chosen) < max(1, round(firm.size / PLACES_PER_OCCUPATION)):
        slug = chance.weighted(weights)
        chosen[slug] = weights.pop(slug)
    counts = shares([weight**0.5 for weight in chosen.values()], firm.size)
    return [slug for slug, count in zip(chosen, counts, strict=True) for _ in range(count)]


def _kinds(world: World, chance: Chance, offered: list[tuple[Firm, str]]) -> list[str]:
    """Kinds in their shares, each only where possible: drawn by what is still wanted over what could still come."""
    kinds = stock.read("kinds")
    wanted = dict(zip(kinds, shares([kind["share"] for kind in kinds.values()], len(offered)), strict=True))
    fitting = {slug: _fitting(world, slug) for _, slug in offered}
    chances_left = Counter(kind for _, slug in offered for kind in fitting[slug])
    result, seen = [""] * len(offered), Counter()
    for index in chance.sample(range(len(offered)), len(offered)):
        firm, slug = offered[index]
        weights = {
            kind: (wanted[kind] + 0.001) / chances_left[kind] * AGAIN ** seen[firm.company.slug, slug, kind] for kind in fitting[slug]
        }
        kind = result[index] = chance.weighted(weights)
        seen[firm.company.slug, slug, kind] += 1
        wanted[kind] = max(0, wanted[kind] - 1)
        chances_left.subtract(fitting[slug])
    return result


def _fitting(world: World, slug: str) -> list[str]:
    return [kind for kind in Kind.values if terms.possible(kind, stock.works()[slug], world.occupations[slug])]


def _statuses(chance: Chance, number: int) -> list[str]:
    """Most are public; the staff's queue stays readable at any scale."""
    rows = {name: row for name, row in stock.read("statuses").items() if "share" in row}
    other = [name for name, row in rows.items() for _ in range(min(round(number * row["share"]), row.get("most", number)))]
    statuses = [*other, *[Status.PUBLIC] * (number - len(other))]
    chance.shuffle(statuses)
    return statuses


def _fixed_slots(world: World, chance: Chance) -> Iterator[Slot]:
    """The places of the companies that the demo's accounts act for."""
    for firm in world.firms:
        if firm.account:
            company = firm.account["company"]
            for kind, status in zip(company["kinds"], company["statuses"], strict=True):
                slugs = [slug for slug in firm.trade.occupations if slug in world.occupations and kind in _fitting(world, slug)]
                yield from (Slot(firm, slug, kind, status) for slug in slugs[:1])


def _posting(world: World, chance: Chance, slot: Slot) -> Posting:
    firm, kind, work, occupation = slot.firm, slot.kind, stock.works()[slot.slug], world.occupations[slot.slug]
    first, last = terms.start(world, chance, kind)
    known = texts.words(work, occupation, first.year if first else 0, MONTHS.get(first.month, "") if first else "")
    return Posting(
        company=firm.company,
        kind=kind,
        occupation=occupation,
        title=texts.title(chance, kind, known),
        description=texts.description(chance, kind, work, firm.trade, known),
        municipality=firm.company.municipality,
        starts_on=first,
        starts_until=last,
        duration=terms.duration(chance, kind, occupation),
        working_hours=terms.hours(chance, kind, work, firm),
        certificate=terms.certificate(chance, kind, work),
        minimum_age=terms.least_age(kind, work),
        seats=terms.seats(chance, kind, firm),
        monthly_pay=terms.pay(world, chance, kind, work, first.year if first else 0),
        contact_name=chance.choice(firm.contacts),
        contact_phone=phone(chance) if chance.happens(0.4) else "",
        **_standing(world, chance, slot.status),
    )


def _standing(world: World, chance: Chance, status: str) -> dict:
    """Where the place stands, since when the public sees it, and why staff gave it back; new ones are many."""
    published = world.days_ago(1 + int((OLDEST - 1) * chance.random() ** 1.4), chance) if status in HAS_BEEN_PUBLIC else None
    reason = chance.one(stock.read("statuses")["reasons"]["texts"]) if status == Status.REJECTED else ""
    ended = Posting.Ended.UNCONFIRMED if status == Status.EXPIRED else ""
    return {"status": status, "published_at": published, "rejection_reason": reason, "ended_because": ended}
