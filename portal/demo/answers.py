"""How invented companies answered in the last months, who looked at places, what was reported, and one company that fell silent."""

from datetime import timedelta

from django.conf import settings

from internships import answering
from internships.models import AnswerCount, Company, Posting, PostingViews, Report
from internships.models.views import monday_of
from portal.demo.world import World

MOST_COMPANIES = 120
WEEKS = 8
HABITS = [[1, 1, 2, 2, 3], [2, 3, 3, 4, 6], [0, 1, 1, 1, 2], [3, 5, 6, 7, 7]]
OFTEN_SILENT = 0.12


def create(world: World) -> int:
    chance = world.chance("answers")
    measured = [firm for firm in world.firms[:MOST_COMPANIES] if firm.account or chance.happens(0.6)]
    counts = [count for firm in measured for count in _counts(world, chance, firm)]
    AnswerCount.objects.bulk_create(counts)
    for firm in measured:
        answering.refresh(firm.company)
    _looks(world, chance)
    _reports(chance)
    _fall_silent(world)
    return sum(count.number for count in counts)


def _counts(world: World, chance, firm) -> list[AnswerCount]:
    """Between six and fourteen ended inquiries, most of them answered; the accounts' companies are reliable."""
    share = 0.1 if firm.account else chance.choice([0.05, 0.1, 0.3, 0.7 if chance.happens(OFTEN_SILENT) else 0.15])
    habit, month = (HABITS[0] if firm.account else chance.choice(HABITS)), world.today.replace(day=1)
    cells: dict[tuple[bool, int], int] = {}
    for _ in range(12 if firm.account else chance.randint(6, 14)):
        answered = not chance.happens(share)
        cell = (answered, chance.choice(habit) if answered else 0)
        cells[cell] = cells.get(cell, 0) + 1
    return [
        AnswerCount(company=firm.company, month=month, answered=answered, days=days, number=number)
        for (answered, days), number in cells.items()
    ]


def _looks(world: World, chance) -> None:
    accounts = [firm.company for firm in world.firms if firm.account]
    monday = monday_of(world.today)
    PostingViews.objects.bulk_create(
        PostingViews(posting=posting, week=monday - timedelta(weeks=back), number=chance.randint(3, 60))
        for posting in Posting.objects.published().filter(company__in=accounts).order_by("pk")
        for back in range(WEEKS)
    )


def _reports(chance) -> None:
    said = {Report.Reason.GONE: "Am Telefon hieß es, der Platz ist seit Wochen weg.", Report.Reason.WRONG: "Die Uhrzeiten stimmen nicht."}
    places = list(Posting.objects.published().order_by("pk")[:200])
    chosen = zip(chance.sample(places, min(len(said), len(places))), said.items(), strict=False)
    Report.objects.bulk_create(Report(posting=posting, reason=reason, note=note) for posting, (reason, note) in chosen)


def _fall_silent(world: World) -> None:
    """The last company let three inquiries pass: its places are paused."""
    company = world.firms[-1].company
    Posting.objects.published().filter(company=company).update(status=Posting.Status.PAUSED)
    since = world.moment(world.today - timedelta(days=2), 4)
    Company.objects.filter(pk=company.pk).update(silent_in_a_row=settings.SILENT_AFTER, silent_since=since)
