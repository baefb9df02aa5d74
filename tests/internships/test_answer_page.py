"""A company answers: in its area or by the link in its mail, with texts that are there already."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from internships import inquiries
from internships.models import Inquiry, Posting, PostingViews, PostingWeek
from tests.factories import InquiryFactory, PostingFactory
from tests.pages import text_of

Status = Inquiry.Status


@pytest.fixture
def inquiry(owner):
    return InquiryFactory(posting__company=owner.company, posting__title="Regale bauen", email="mia@example.org")


def address(inquiry) -> str:
    return f"/betriebsbereich/internships/inquiry/{inquiry.pk}/change/"


def invitation(**changes) -> dict:
    day = timezone.localdate() + timedelta(days=7)
    return {"step": "einladen", "day": day.isoformat(), "time": "09:30", "where": "Hof 2", "text": "Komm gern vorbei."} | changes


def test_she_reads_it_and_her_answer_reaches_the_pupil(owner, inquiry, django_capture_on_commit_callbacks):
    assert "Ich möchte gern reinschnuppern." in text_of(owner.get(address(inquiry)))
    inquiry.refresh_from_db()
    assert inquiry.status == Status.READ
    with django_capture_on_commit_callbacks(execute=True):
        assert owner.post(address(inquiry), invitation()).url == "/betriebsbereich/"
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.meets_where) == (Status.INVITED, "Hof 2")
    assert "09:30 Uhr" in mail.outbox[0].body
    assert "Wer kommt" in text_of(owner.get("/betriebsbereich/"))


@pytest.mark.parametrize(
    "changes, problem",
    [
        ({"day": "2020-01-01"}, "einen Tag, der noch kommt"),
        ({"day": ""}, "Bitte ausfüllen"),
        ({"time": "neun"}, "gültige Uhrzeit"),
        ({"time": "03:00"}, "Meinen Sie 15:00 Uhr? Bitte nennen Sie eine Uhrzeit zwischen 6 und 20 Uhr."),
        ({"time": "20:30"}, "Bitte nennen Sie eine Uhrzeit zwischen 6 und 20 Uhr."),
        ({"where": ""}, "Bitte ausfüllen"),
    ],
)
def test_a_mistake_in_an_invitation_is_said_and_what_she_typed_stays(owner, inquiry, changes, problem):
    response = owner.post(address(inquiry), invitation(text="Bring Hunger mit.", **changes))
    assert response.status_code == 400
    assert problem in text_of(response)
    assert "Bring Hunger mit." in response.content.decode()
    inquiry.refresh_from_db()
    assert inquiry.status == Status.NEW


def test_a_question_needs_one_and_goes_out_then(owner, inquiry):
    page = owner.get(address(inquiry)).content.decode()
    prepared = re.search(r'id="questionform_text"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)[1]
    assert owner.post(address(inquiry), {"step": "schreiben", "text": prepared}).status_code == 400
    owner.post(address(inquiry), {"step": "schreiben", "text": "Wann hast du Zeit?"})
    inquiry.refresh_from_db()
    assert inquiry.status == Status.ANSWERED


@pytest.mark.parametrize("reason", Inquiry.Reason.values)
def test_a_refusal_is_two_clicks_and_a_kind_text(owner, inquiry, reason, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(address(inquiry), {"step": "absagen", "reason": reason})
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.reason) == (Status.DECLINED, reason)
    assert "Hallo Mia" in mail.outbox[0].body
    assert "danke, dass du uns geschrieben hast" in mail.outbox[0].body


def test_own_words_take_the_place_of_the_kind_text(owner, inquiry):
    owner.post(address(inquiry), {"step": "absagen", "reason": "time", "text": "Komm im Herbst!"})
    assert inquiry.messages.get().text == "Komm im Herbst!"


def test_a_refusal_needs_a_reason(owner, inquiry):
    response = owner.post(address(inquiry), {"step": "absagen", "text": "Nein."})
    assert response.status_code == 400
    assert "Bitte wählen Sie einen Grund" in text_of(response)


def test_number_and_address_show_only_when_she_released_them(owner, inquiry):
    assert "0541" not in text_of(owner.get(address(inquiry)))
    owner.post(address(inquiry), {"step": "erledigt"})
    inquiry.refresh_from_db()
    assert inquiry.is_waiting
    inquiries.release(inquiry)
    assert "0541 000000" in text_of(owner.get(address(inquiry)))
    owner.post(address(inquiry), {"step": "erledigt"})
    inquiry.refresh_from_db()
    assert inquiry.status == Status.ANSWERED


def test_who_answers_what_was_withdrawn_is_told_so(owner, inquiry):
    inquiries.withdraw(inquiry)
    response = owner.post(address(inquiry), invitation())
    assert "ist inzwischen zurückgezogen" in text_of(response)


@pytest.fixture
def link(inquiry, django_capture_on_commit_callbacks):
    """The address in the mail that the company got."""
    inquiry.delete()
    fresh = Inquiry(name="Mia", message="Hallo", phone="0541 1")
    with django_capture_on_commit_callbacks(execute=True):
        inquiries.send(fresh, inquiry.posting)
    return re.search(r"/anfrage-beantworten/\S+", mail.outbox[0].body)[0]


def test_the_link_in_the_mail_answers_without_login_and_only_by_a_click(visitor, link):
    page = visitor.get(link)
    assert "Anfrage von Mia" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert Inquiry.objects.get().status == Status.NEW
    answered = visitor.post(link, {"step": "absagen", "reason": "time"}, follow=True)
    assert "Ihre Absage ist unterwegs" in text_of(answered)
    assert Inquiry.objects.get().status == Status.DECLINED


def test_a_forged_or_old_link_shows_no_inquiry(visitor, link):
    for address in (f"{link[:-3]}x/", "/anfrage-beantworten/x/"):
        assert visitor.get(address).status_code == 404
    Inquiry.objects.all().delete()
    assert "gibt es nicht mehr" in text_of(visitor.get(link))


def test_a_filled_place_lets_her_refuse_all_who_wait_at_once(owner):
    posting = PostingFactory(company=owner.company, status=Posting.Status.FILLED, title="Regale")
    for number in range(3):
        InquiryFactory(posting=posting, status=list(Status)[number])
    done = InquiryFactory(posting=posting, status=Status.WITHDRAWN)
    page = owner.get("/betriebsbereich/")
    assert "3 Personen warten noch auf Bescheid" in text_of(page)
    address = f"/betriebsbereich/internships/inquiry/platz/{posting.pk}/absagen/"
    assert "Der Platz ist schon vergeben" in text_of(owner.get(address))
    owner.post(address, {"reason": "filled"})
    assert sorted(Inquiry.objects.values_list("status", flat=True)) == ["declined"] * 3 + ["withdrawn"]
    assert not done.messages.exists()
    assert "warten noch auf Bescheid" not in text_of(owner.get("/betriebsbereich/"))


def test_nobody_refuses_for_another_companys_place(owner):
    inquiry = InquiryFactory()
    address = f"/betriebsbereich/internships/inquiry/platz/{inquiry.posting_id}/absagen/"
    assert owner.post(address, {"reason": "filled"}).status_code == 403
    inquiry.refresh_from_db()
    assert inquiry.status == Status.NEW


@pytest.mark.parametrize("days, words", [(-1, "ist schon vorbei"), (0, "endet heute"), (1, "endet morgen"), (5, "endet in 5 Tagen")])
def test_the_first_thing_on_her_page_is_what_is_due(owner, days, words):
    InquiryFactory(posting__company=owner.company, due_on=timezone.localdate() + timedelta(days=days))
    InquiryFactory(posting__company=owner.company, due_on=timezone.localdate() + timedelta(days=9))
    assert f"2 Anfragen warten auf Ihre Antwort. Die Frist {words}." in text_of(owner.get("/betriebsbereich/"))


def test_looks_are_counted_by_week_without_cookie_or_person(visitor, owner):
    posting = PostingFactory(company=owner.company)
    for _ in range(2):
        response = visitor.post(f"/plaetze/{posting.pk}/gesehen/")
    assert (response.status_code, list(response.cookies)) == (204, [])
    visitor.post(f"/plaetze/{posting.pk}/gesehen/", headers={"Sec-Fetch-Site": "cross-site"})
    assert PostingViews.objects.get().number == 2
    assert "2 Aufrufe diese Woche, 2 insgesamt" in text_of(owner.get("/betriebsbereich/"))
    assert visitor.get(f"/plaetze/{posting.pk}/gesehen/").status_code == 405
    assert f"/plaetze/{posting.pk}/gesehen/" in visitor.get(posting.get_absolute_url()).content.decode()


def test_her_first_page_asks_the_database_a_fixed_number_of_times(owner, django_assert_max_num_queries):
    for _ in range(4):
        inquiry = InquiryFactory(posting__company=owner.company, status=Status.INVITED, meets_at=timezone.now() + timedelta(days=1))
        PostingViews.objects.seen(inquiry.posting_id)
        InquiryFactory(posting__company=owner.company)
    with django_assert_max_num_queries(15):
        owner.get("/betriebsbereich/")


@pytest.fixture
def weeks(inquiry):
    """Two weeks that the place names, one seat each."""
    monday = timezone.localdate() + timedelta(days=21 - timezone.localdate().weekday())
    return [PostingWeek.objects.create(posting=inquiry.posting, monday=monday + timedelta(weeks=ahead)) for ahead in range(2)]


def seats(weeks) -> list[tuple[int, int]]:
    """Free and taken."""
    return [PostingWeek.objects.values_list("capacity", "taken").get(pk=week.pk) for week in weeks]


def test_when_somebody_comes_one_click_says_in_which_week_and_another_takes_it_back(owner, visitor, inquiry, weeks):
    question = "In welcher Woche kommt Mia?"
    assert question not in text_of(owner.get(address(inquiry)))
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.ACCEPTED)
    assert question in text_of(owner.get(address(inquiry)))
    page = owner.post(address(inquiry), {"step": "woche", "week": weeks[0].pk}, follow=True)
    assert "ist jetzt ein Platz weniger frei" in text_of(page)
    assert seats(weeks) == [(0, 1), (1, 0)]
    assert "voll" in text_of(visitor.get(inquiry.posting.get_absolute_url()))
    owner.post(address(inquiry), {"step": "woche", "week": weeks[0].pk})
    assert seats(weeks) == [(1, 0), (1, 0)]


def test_she_learns_in_which_week_she_comes_and_when_that_is_over(owner, visitor, inquiry, weeks, django_capture_on_commit_callbacks):
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.ACCEPTED)
    words = f"Du kommst in der Woche {weeks[0].monday:%-d.%-m.}–{weeks[0].friday:%-d.%-m.%Y}."
    for comes, sentence in ((True, words), (False, "gilt nicht mehr")):
        with django_capture_on_commit_callbacks(execute=True):
            owner.post(address(inquiry), {"step": "woche", "week": weeks[0].pk})
        assert mail.outbox[-1].to == ["mia@example.org"] and sentence in mail.outbox[-1].body
        assert (words in text_of(visitor.get(inquiry.get_absolute_url()))) is comes


def test_who_does_not_come_after_all_leaves_her_weeks_to_others(owner, inquiry, weeks):
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.ACCEPTED)
    for week in weeks:
        owner.post(address(inquiry), {"step": "woche", "week": week.pk})
    assert seats(weeks) == [(0, 1), (0, 1)]
    inquiries.withdraw(inquiry)
    assert seats(weeks) == [(1, 0), (1, 0)]


def test_a_full_week_and_another_places_week_are_not_given_away(owner, inquiry, weeks):
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.ACCEPTED)
    PostingWeek.objects.update(capacity=0)
    foreign = PostingWeek.objects.create(posting=PostingFactory(), monday=weeks[0].monday)
    for week in (weeks[0], foreign):
        assert owner.post(address(inquiry), {"step": "woche", "week": week.pk}).status_code == 400
    assert seats([weeks[0], foreign]) == [(0, 0), (1, 0)]
