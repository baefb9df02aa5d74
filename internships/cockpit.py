"""The staff's first page: what waits, how much of it, since when, and the click that settles it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone

from internships.models import Company, Inquiry, JoinRequest, Posting, Report

SHOWN = 5
SOON_DAYS = 14
RECENT_DAYS = 14
UNVERIFIED = "Erst danach sind ihre Plätze zu sehen."
JOINING = "Auch die Betriebe selbst können das entscheiden."
BOUNCED = "Mails an ihre Adresse kommen zurück."
UNCONFIRMED = "Der Betrieb muss bestätigen, sonst gehen sie von selbst heraus. Gezählt seit der letzten Bestätigung."
UNANSWERED = f"Anfragen, deren Frist in den letzten {RECENT_DAYS} Tagen verstrich."
SILENT = "Ihre Plätze sind pausiert, bis sie antworten."
ENDING = f"Letzter Start in den nächsten {SOON_DAYS} Tagen."


@dataclass(frozen=True)
class Row:
    """One thing in a queue; `steps` are (what the button says, where it posts to), `links` pages to open."""

    text: str
    detail: str
    address: str
    steps: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Queue:
    """A kind of thing that waits; the oldest comes first."""

    title: str
    why: str
    rows: QuerySet
    since: str
    address: str
    show: Callable[[object], Row]


@dataclass(frozen=True)
class Waiting:
    """A queue as it stands now."""

    queue: Queue
    number: int
    oldest_days: int | None
    rows: list[Row]

    @property
    def is_empty(self) -> bool:
        return self.number == 0


def cockpit() -> list[Waiting]:
    """All queues, those with something in them first; two queries each."""
    return sorted((_now(queue) for queue in queues(timezone.localdate())), key=lambda waiting: waiting.is_empty)


def _now(queue: Queue) -> Waiting:
    found = queue.rows.order_by().aggregate(number=Count("pk", distinct=True), oldest=Min(queue.since))
    rows = [queue.show(row) for row in queue.rows.order_by(queue.since, "pk")[:SHOWN]] if found["number"] else []
    return Waiting(queue, found["number"], _age(found["oldest"]), rows)


def _age(since: date | datetime | None) -> int | None:
    if isinstance(since, datetime):
        since = timezone.localtime(since).date()
    return max(0, (timezone.localdate() - since).days) if since else None


def queues(today: date) -> list[Queue]:
    """In the order of their urgency."""
    recently, soon = today - timedelta(days=RECENT_DAYS), today + timedelta(days=SOON_DAYS)
    reported = Report.objects.waiting().select_related("posting__company")
    submitted = Posting.objects.waiting().select_related("company")
    unverified = Company.objects.waiting().select_related("municipality")
    joining = JoinRequest.objects.select_related("company", "user")
    bounced = Company.objects.with_bounced_mail().select_related("municipality")
    unanswered = Inquiry.objects.unanswered(recently, today).select_related("posting__company")
    silent = Company.objects.silent().select_related("municipality")
    unconfirmed = Posting.objects.to_confirm(today).select_related("company")
    ending = Posting.objects.published().filter(starts_until__lte=soon).select_related("company")
    return [
        Queue("Meldungen", "Jemand findet an einem Platz etwas falsch.", reported, "created", _list("report"), _report),
        Queue("Plätze freigeben", "Betriebe haben sie eingereicht.", submitted, "changed_at", _list("posting", "waiting=1"), _submitted),
        Queue("Betriebe prüfen", UNVERIFIED, unverified, "created", _list("company", "is_verified__exact=0"), _unverified),
        Queue("Wollen zu einem Betrieb gehören", JOINING, joining, "created", _list("joinrequest"), _joining),
        Queue("Nicht erreichbar", BOUNCED, bounced, "bounced_at", _list("company", "bounced=1"), _bounced),
        Queue("Ohne Antwort", UNANSWERED, unanswered, "due_on", _list("inquiry", "status__exact=lapsed"), _unanswered),
        Queue("Stille Betriebe", SILENT, silent, "silent_since", _list("company", "silent=1"), _silent),
        Queue("Noch frei?", UNCONFIRMED, unconfirmed, "confirmed_on", _list("posting", "status__exact=public"), _unconfirmed),
        Queue("Laufen bald ab", ENDING, ending, "starts_until", _list("posting", "status__exact=public"), _ending),
    ]


def _list(model: str, query: str = "") -> str:
    return reverse(f"admin:internships_{model}_changelist", query=query and dict([query.split("=")]))


def _step(model: str, pk: int, step: str) -> str:
    return reverse(f"admin:internships_{model}_step", args=[pk, step])


def _page(model: str, pk: int) -> str:
    return reverse(f"admin:internships_{model}_change", args=[pk])


def _report(report: Report) -> Row:
    steps = [("Nichts zu tun", _step("report", report.pk, "erledigt")), ("Platz pausieren", _step("report", report.pk, "pausieren"))]
    links = [("Betrieb anschreiben", reverse("admin:report_write", args=[report.pk])), ("Platz ansehen", report.posting.get_absolute_url())]
    said = f"{report.get_reason_display()}{f': „{report.note}“' if report.note else ''}"
    return Row(said, f"{report.posting}, {report.posting.company}", _page("report", report.pk), steps, links)


def _submitted(posting: Posting) -> Row:
    steps = [("Freigeben", _step("posting", posting.pk, "freigeben"))]
    links = [("Zurückgeben", reverse("admin:posting_give_back", args=[posting.pk]))]
    return Row(posting.title, str(posting.company), _page("posting", posting.pk), steps, links)


def _unverified(company: Company) -> Row:
    steps = [("Ist geprüft", _step("company", company.pk, "geprueft"))]
    links = [("Ablehnen", reverse("admin:company_decline", args=[company.pk]))]
    return Row(company.name, f"{company.industry or 'ohne Branche'}, {company.municipality}", _page("company", company.pk), steps, links)


def _unanswered(inquiry: Inquiry) -> Row:
    company = inquiry.posting.company
    return Row(str(company), f"„{inquiry.posting}“ {_phone(company)}", _page("company", company.pk))


def _silent(company: Company) -> Row:
    steps = [("Ist geklärt", _step("company", company.pk, "geklaert"))]
    detail = f"{company.silent_in_a_row} Anfragen hintereinander ohne Antwort {_phone(company)}"
    return Row(company.name, detail, _page("company", company.pk), steps)


def _joining(wish: JoinRequest) -> Row:
    return Row(str(wish.user), f"zu {wish.company}", _page("joinrequest", wish.pk))


def _bounced(company: Company) -> Row:
    return Row(company.name, f"{company.email} {_phone(company)}", _page("company", company.pk))


def _unconfirmed(posting: Posting) -> Row:
    return Row(posting.title, f"{posting.company}, bis {posting.confirm_until:%d.%m.%Y}", _page("posting", posting.pk))


def _ending(posting: Posting) -> Row:
    return Row(posting.title, f"{posting.company}, bis {posting.starts_until:%d.%m.%Y}", _page("posting", posting.pk))


def _phone(company: Company) -> str:
    return f"· Telefon {company.phone}" if company.phone else ""
