"""First contacts from invented pupils, a few of them for the companies of the demo's accounts."""

from datetime import timedelta

from django.conf import settings

from internships.models import Inquiry, Posting
from portal.demo import stock
from portal.demo.names import phone
from portal.demo.terms import TRIALS
from portal.demo.world import World

NUMBER, MOST = 40, 400
OLDEST = 21
ANSWERED_AFTER = 5  # days


def create(world: World) -> int:
    chance = world.chance("inquiries")
    number = min(world.number(NUMBER), MOST)
    own = [place for firm in world.firms if firm.account for place in _of(firm, chance)]
    others = Posting.objects.published().exclude(company__in=[firm.company for firm in world.firms if firm.account])
    ids = list(others.order_by("pk").values_list("pk", flat=True))
    chosen = chance.sample(ids, min(number, len(ids)))
    by_id = others.in_bulk(chosen)
    asked = [*own, *(by_id[pk] for pk in chosen)][:number]
    return len(Inquiry.objects.bulk_create([_inquiry(world, chance, posting) for posting in asked]))


def _of(firm, chance) -> list[Posting]:
    places = list(Posting.objects.published().filter(company=firm.company).order_by("pk"))
    return chance.choices(places, k=firm.account["inquiries"])


def _inquiry(world: World, chance, posting: Posting) -> Inquiry:
    words, is_trial = stock.read("inquiries"), posting.kind in TRIALS
    days = chance.randint(1, OLDEST)
    created = max(world.days_ago(days, chance), posting.published_at + timedelta(hours=3))
    name = chance.one(stock.read("common")["pupils"])
    by_mail = chance.happens(0.6)
    return Inquiry(
        posting=posting,
        name=name,
        school_class=chance.one(words["classes" if is_trial else "older"]),
        message=chance.one(words["taste" if is_trial else "learn"]),
        email=f"{name.lower()}@example.org" if by_mail else "",
        phone="" if by_mail else phone(chance),
        status=_status(chance, days),
        created=created,
        delete_on=created.date() + timedelta(days=settings.INQUIRY_KEPT_DAYS),
    )


def _status(chance, days: int) -> str:
    if days > ANSWERED_AFTER:
        return chance.choice([Inquiry.Status.ANSWERED, Inquiry.Status.ANSWERED, Inquiry.Status.READ])
    return chance.choice([Inquiry.Status.NEW, Inquiry.Status.NEW, Inquiry.Status.READ])
