"""First contacts from invented pupils in every state, most of them for the companies of the demo's accounts."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from internships.codes import LENGTH, LETTERS, grouped
from internships.keeping import last_day
from internships.models import Inquiry, InquiryMessage, Posting
from internships.models.inquiries import WAITING
from portal.demo import stock
from portal.demo.names import phone
from portal.demo.terms import TRIALS
from portal.demo.world import World

NUMBER, MOST = 40, 400
OLDEST = 21
ANSWERED_AFTER = 5  # days
FRIDAY = 4
AT_DEMO_PAGE = (Inquiry.Status.INVITED, Inquiry.Status.ANSWERED)
Status = Inquiry.Status


def create(world: World) -> int:
    chance = world.chance("inquiries")
    number = min(world.number(NUMBER), MOST)
    own = [pair for firm in world.firms if firm.account for pair in _of(firm, chance)]
    others = Posting.objects.published().exclude(company__in=[firm.company for firm in world.firms if firm.account])
    ids = list(others.order_by("pk").values_list("pk", flat=True))
    chosen = chance.sample(ids, min(max(0, number - len(own)), len(ids)))
    by_id = others.select_related("company").in_bulk(chosen)
    asked = [*own, *((by_id[pk], "") for pk in chosen)]
    inquiries = Inquiry.objects.bulk_create([_inquiry(world, chance, posting, status) for posting, status in asked])
    InquiryMessage.objects.bulk_create([word for inquiry in inquiries for word in _words(chance, inquiry)])
    return len(inquiries)


def demo_page() -> str:
    """The address of an invented pupil's page."""
    return reverse("my_inquiries", args=[grouped(stock.read("inquiries")["code"])])


def _of(firm, chance) -> list[tuple[Posting, str]]:
    places = list(Posting.objects.published().filter(company=firm.company).select_related("company").order_by("pk"))
    return [(chance.choice(places), status) for status in firm.account["inquiries"]]


def _inquiry(world: World, chance, posting: Posting, status: str) -> Inquiry:
    words, is_trial = stock.read("inquiries"), posting.kind in TRIALS
    days = chance.randint(1, OLDEST)
    status = status or _status(chance, days)
    days = min(days, posting.company.answer_days - 1) if status in WAITING else max(days, ANSWERED_AFTER)
    created = max(world.days_ago(days, chance), posting.published_at + timedelta(hours=3))
    code = _code(chance, posting, status)
    name, by_mail = chance.one(stock.read("common")["pupils"]), chance.happens(0.6)
    name = words["pupil"] if code == words["code"] else name
    return Inquiry(
        posting=posting,
        name=name,
        school_class=chance.one(words["classes" if is_trial else "older"]),
        message=chance.one(words["taste" if is_trial else "learn"]),
        email=f"{name.lower()}@example.org" if by_mail else "",
        phone="" if by_mail else phone(chance),
        contact_released=status == Status.ACCEPTED or chance.happens(0.2),
        code=code,
        status=status,
        reason=Inquiry.Reason.FILLED if status == Status.DECLINED else "",
        created=created,
        **_times(world, chance, posting, status, created),
    )


def _times(world: World, chance, posting: Posting, status: str, created) -> dict:
    """What follows from the day it was sent and from where it stands."""
    asked_on = created.date()
    due_on = min(asked_on + timedelta(days=posting.company.answer_days), world.today - timedelta(days=1))
    due_on = due_on if status == Status.LAPSED else asked_on + timedelta(days=posting.company.answer_days)
    answered = status in (Status.ANSWERED, Status.INVITED, Status.ACCEPTED, Status.DECLINED)
    meets = status in (Status.INVITED, Status.ACCEPTED)
    return {
        "asked_on": asked_on,
        "due_on": due_on,
        "answered_at": created + timedelta(days=2) if answered else None,
        "meets_at": world.moment(_workday(world.today, chance.randint(2, 20)), chance.choice([9, 14, 16])) if meets else None,
        "meets_where": f"{posting.company.street}, am Eingang" if meets else "",
        "delete_on": last_day(asked_on, max(due_on, world.today), settings.INQUIRY_KEPT_DAYS),
    }


def _workday(today: date, ahead: int) -> date:
    """So many days ahead, on the Monday after where that is a weekend."""
    day = today + timedelta(days=ahead)
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)


def _code(chance, posting: Posting, status: str) -> str:
    """The demo's page holds what the accounts' companies answered; all others have a page of their own."""
    own = "".join(chance.choice(LETTERS) for _ in range(LENGTH))
    is_showcase = posting.company.name in [firm["company"]["name"] for firm in stock.read("accounts")["firms"]]
    return stock.read("inquiries")["code"] if is_showcase and status in AT_DEMO_PAGE else own


def _words(chance, inquiry: Inquiry) -> list[InquiryMessage]:
    """What the company wrote, and sometimes what came back."""
    banks = {Status.ANSWERED: "answers", Status.INVITED: "invitations", Status.ACCEPTED: "invitations", Status.DECLINED: "refusals"}
    if inquiry.status not in banks:
        return []
    sayings, answered = stock.read("inquiries"), inquiry.answered_at
    text = chance.one(sayings[banks[inquiry.status]]).format(name=inquiry.name)
    words = [InquiryMessage(inquiry=inquiry, by_company=True, text=text, created=answered)]
    if inquiry.status == Status.ACCEPTED:
        reply = chance.one(sayings["replies"])
        words.append(InquiryMessage(inquiry=inquiry, by_company=False, text=reply, created=answered + timedelta(hours=5)))
    return words


def _status(chance, days: int) -> str:
    if days > ANSWERED_AFTER:
        return chance.choice([Status.ANSWERED, Status.INVITED, Status.DECLINED, Status.LAPSED, Status.WITHDRAWN])
    return chance.choice([Status.NEW, Status.NEW, Status.READ])
