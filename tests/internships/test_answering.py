"""How a company answers: counted without persons, shown from five on, weighed in the list, and what silence leads to."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from internships import answering, inquiries
from internships.models import AnswerCount, Company, Inquiry, Posting
from internships.models.companies import AnswerTier
from tests.factories import CompanyFactory, InquiryFactory, PostingFactory
from tests.pages import text_of


def counted(company: Company, *days: int | None) -> Company:
    """The company after so many answers, each with its days; None is silence."""
    for took in days:
        AnswerCount.objects.add(company.pk, timezone.localdate(), took)
    answering.refresh(company)
    return Company.objects.get(pk=company.pk)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.integers(0, 99), st.integers(1, 50), max_size=12))
def test_at_least_half_of_the_answers_came_within_the_median(counts):
    median = answering.median_days(counts)
    if not counts:
        assert median is None
        return
    within = sum(number for days, number in counts.items() if days <= median)
    before = sum(number for days, number in counts.items() if days < median)
    assert 2 * before < sum(counts.values()) <= 2 * within


@pytest.mark.parametrize(
    "days, words, tier",
    [
        ([1, 1, 1, 1], "", AnswerTier.USUAL),
        ([3, 3, 3, 9, None], "antwortet meist in 3 Tagen", AnswerTier.RELIABLE),
        ([0] * 5, "antwortet meist am selben Tag", AnswerTier.RELIABLE),
        ([1, 1, 1, None, None], "antwortet meist am nächsten Tag", AnswerTier.USUAL),
        ([1, 1, None, None, None], "", AnswerTier.SILENT),
        ([None] * 5, "", AnswerTier.SILENT),
    ],
)
def test_from_five_ended_inquiries_on_a_place_says_how_its_company_answers(visitor, days, words, tier):
    posting = PostingFactory()
    company = counted(posting.company, *days)
    posting.refresh_from_db()
    assert (company.answer_words, company.answer_tier, posting.answer_tier) == (words, tier, tier)
    page = text_of(visitor.get(posting.get_absolute_url()))
    assert words in page
    assert (f"{company.answers_given} von {len(days)} Anfragen beantwortet" in page) == (len(days) >= 5)


def test_until_then_it_says_what_the_company_promises(visitor):
    posting = PostingFactory(company__answer_days=3)
    assert "Antwort in höchstens 3 Tagen versprochen" in text_of(visitor.get(posting.get_absolute_url()))


def test_an_answer_is_counted_once_however_often_the_two_write(db):
    inquiry = InquiryFactory(asked_on=timezone.localdate() - timedelta(days=2))
    inquiries.answer(inquiry, "Wann?")
    inquiries.reply(inquiry, "Bald.")
    inquiries.invite(inquiry, timezone.now(), "Hier", "Komm.")
    row = AnswerCount.objects.get()
    assert (row.number, row.days, row.answered) == (1, 2, True)


def test_the_counts_stay_when_the_persons_are_forgotten(db):
    inquiries.answer(InquiryFactory(), "Hallo")
    Inquiry.objects.all().delete()
    assert AnswerCount.objects.total() == 1


def test_what_lies_more_than_a_year_back_counts_no_more(db):
    company = CompanyFactory()
    for _ in range(5):
        AnswerCount.objects.add(company.pk, date(2020, 1, 1), 3)
    counted(company)
    call_command("watch_inquiries", verbosity=0)
    assert Company.objects.get(pk=company.pk).answers_due == 0
    assert not AnswerCount.objects.exists()


def test_at_the_same_distance_reliable_companies_come_first_and_silent_ones_last(visitor):
    now = timezone.now()
    places = {}
    for age, (name, days) in enumerate({"still": [None] * 5, "neu": [], "verlässlich": [1] * 5}.items()):
        places[name] = PostingFactory(title=name, published_at=now - timedelta(days=age))
        counted(places[name].company, *days)
    nearest = visitor.get("/plaetze/", {"ort": "Melle"})
    newest = visitor.get("/plaetze/", {"ort": "Melle", "sortierung": "neu"})
    assert [place.title for place in nearest.context["places"]] == ["verlässlich", "neu", "still"]
    assert [place.title for place in newest.context["places"]] == ["still", "neu", "verlässlich"]


def test_pages_of_the_nearest_follow_each_other_whatever_the_rank(visitor):
    for number in range(45):
        counted(PostingFactory().company, *[[None] * 5, [], [2] * 5][number % 3])
    seen = [visitor.get("/plaetze/", {"ort": "Melle", "seite": number}).context["places"] for number in (1, 2, 3)]
    tiers = [place.answer_tier for page in seen for place in page]
    assert len({place.pk for page in seen for place in page}) == 45
    assert tiers == sorted(tiers, reverse=True)


def test_a_new_place_has_its_companys_rank_at_once(db):
    company = counted(CompanyFactory(), *[1] * 5)
    assert PostingFactory(company=company).answer_tier == AnswerTier.RELIABLE


def overdue(posting):
    today = timezone.localdate()
    return InquiryFactory(posting=posting, asked_on=today - timedelta(days=8), due_on=today - timedelta(days=1))


def test_three_silences_in_a_row_pause_a_companys_places_until_it_answers(owner, staff, django_capture_on_commit_callbacks):
    posting = PostingFactory(company=owner.company)
    first, *_ = [overdue(posting) for _ in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("watch_inquiries", verbosity=0)
        call_command("watch_inquiries", verbosity=0)
    posting.refresh_from_db()
    assert posting.status == Posting.Status.PAUSED
    assert [message.subject for message in mail.outbox].count("Ihre Plätze sind pausiert") == 1
    assert "3 Anfragen hintereinander ohne Antwort" in text_of(staff.get("/verwaltung/"))
    assert "Antworten Sie auf eine, dann geht es weiter" in text_of(owner.get("/betriebsbereich/"))

    inquiries.answer(Inquiry.objects.get(pk=first.pk), "Entschuldige die späte Antwort.")
    assert not Company.objects.silent().exists()
    assert "dann geht es weiter" not in text_of(owner.get("/betriebsbereich/"))


def test_one_answer_in_between_begins_the_row_anew(db):
    posting = PostingFactory()
    [overdue(posting) for _ in range(2)]
    call_command("watch_inquiries", verbosity=0)
    inquiries.answer(InquiryFactory(posting=posting), "Hallo")
    overdue(posting)
    call_command("watch_inquiries", verbosity=0)
    assert not Company.objects.silent().exists()


def test_the_regions_figure_needs_five_companies(db):
    companies = [CompanyFactory() for _ in range(5)]
    for company, days in zip(companies[:4], (1, 2, 3, 9), strict=True):
        counted(company, *[days] * 5)
    assert answering.region_median() is None
    counted(companies[4], *[4] * 5)
    assert answering.region_median() == 3
