"""The first page of a company's area: what is to be done, who comes, how the places do."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone

from internships.answering import region_median
from internships.models import Company, Inquiry, Posting, PostingViews
from internships.models.inquiries import OPEN
from internships.models.views import monday_of
from internships.periods.nearby import periods_near
from portal.models import User

Status = Posting.Status
CLOSED = (Status.FILLED, Status.EXPIRED)
MOST_POSTINGS = 50


@dataclass(frozen=True)
class Todo:
    """Something that waits for the company, with the address where it is done."""

    text: str
    address: str
    link: str
    urgent: bool = False


def dashboard(user: User) -> dict:
    companies = list(Company.objects.of(user).select_related("municipality").annotate(wishes=Count("join_requests")))
    postings = _postings(user)
    waiting = list(Inquiry.objects.of(user).waiting().select_related("posting").order_by("due_on", "pk"))
    return {
        "companies": companies,
        "postings": postings,
        "waiting": waiting,
        "meetings": _meetings(user),
        "todos": [*_inquiry_todos(waiting, postings), *_silence_todos(companies), *_posting_todos(postings)],
        "school_periods": periods_near(company.municipality for company in companies),
        "region_median": region_median(),
        "has_figures": any(company.is_measured for company in companies),
    }


def _postings(user: User) -> list[Posting]:
    """The places changed last, each with its open inquiries and its looks this week and altogether."""
    rows = Posting.objects.of(user).select_related("occupation", "company").order_by("-changed_at", "-pk")
    postings = list(rows.annotate(open_inquiries=Count("inquiries", filter=Q(inquiries__status__in=OPEN)))[:MOST_POSTINGS])
    this_week = monday_of(timezone.localdate())
    counts = PostingViews.objects.filter(posting__in=[posting.pk for posting in postings]).order_by().values_list("posting")
    summed = counts.annotate(this_week=Sum("number", filter=Q(week=this_week), default=0), altogether=Sum("number"))
    looks = {pk: (week, total) for pk, week, total in summed}
    for posting in postings:
        posting.looks_this_week, posting.looks = looks.get(posting.pk, (0, 0))
    return postings


def _meetings(user: User) -> list[Inquiry]:
    """Who is invited or has said yes, from today on."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    coming = Inquiry.objects.of(user).filter(status__in=[Inquiry.Status.INVITED, Inquiry.Status.ACCEPTED], meets_at__gte=today)
    return list(coming.select_related("posting").order_by("meets_at", "pk")[:10])


def _inquiry_todos(waiting: list[Inquiry], postings: list[Posting]) -> list[Todo]:
    todos = []
    if waiting:
        first = waiting[0]
        number = "Eine Anfrage wartet" if len(waiting) == 1 else f"{len(waiting)} Anfragen warten"
        address = reverse("company:internships_inquiry_change", args=[first.pk])
        todos.append(Todo(f"{number} auf Ihre Antwort. {deadline_words(first)}", address, "Jetzt antworten", first.days_left <= 1))
    for posting in postings:
        if posting.status in CLOSED and posting.open_inquiries:
            people = "eine Person wartet" if posting.open_inquiries == 1 else f"{posting.open_inquiries} Personen warten"
            text = f"„{posting.title}“ ist {posting.get_status_display()}, aber {people} noch auf Bescheid."
            todos.append(Todo(text, reverse("company:inquiry_decline_all", args=[posting.pk]), "Freundlich absagen"))
    return todos


def deadline_words(inquiry: Inquiry) -> str:
    days = inquiry.days_left
    if days < 0:
        return "Die Frist ist schon vorbei."
    return {0: "Die Frist endet heute.", 1: "Die Frist endet morgen."}.get(days, f"Die Frist endet in {days} Tagen.")


def _silence_todos(companies: list[Company]) -> list[Todo]:
    text = "Die Plätze von {} sind pausiert, weil mehrere Anfragen ohne Antwort blieben. Antworten Sie auf eine, dann geht es weiter."
    address = reverse("company:internships_inquiry_changelist")
    return [Todo(text.format(company), address, "Anfragen ansehen", urgent=True) for company in companies if company.silent_since]


def _posting_todos(postings: list[Posting]) -> list[Todo]:
    if not postings:
        address = reverse("company:internships_posting_add")
        return [Todo("Sie haben noch keinen Platz eingetragen. Das dauert etwa zwei Minuten.", address, "Platz eintragen")]
    return [
        Todo(f"„{posting.title}“ kam zurück: {posting.rejection_reason}", _change(posting), "Ansehen und ändern")
        for posting in postings
        if posting.status == Status.REJECTED
    ]


def _change(posting: Posting) -> str:
    return reverse("company:internships_posting_change", args=[posting.pk])
