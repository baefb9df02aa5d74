"""From sent to forgotten: every step, whose turn it is, and two people who click at once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from internships import inquiries
from internships.keeping import last_day
from internships.models import AnswerCount, Inquiry
from tests.factories import CompanyFactory, InquiryFactory, MunicipalityFactory, PostingFactory, monday_ahead
from tests.pages import text_of

Status = Inquiry.Status
TOMORROW = timezone.now() + timedelta(days=1)
STEPS = {
    "answer": lambda inquiry: inquiries.answer(inquiry, "Wann hast du Zeit?"),
    "invite": lambda inquiry: inquiries.invite(inquiry, TOMORROW, "Werkstatt", "Komm vorbei."),
    "decline": lambda inquiry: inquiries.decline(inquiry, "filled", "Leider vergeben."),
    "accept": inquiries.accept,
    "withdraw": inquiries.withdraw,
    "release": inquiries.release,
    "reply": lambda inquiry: inquiries.reply(inquiry, "Im März."),
    "lapse": inquiries.lapse,
}
LEADS_TO = {"answer": Status.ANSWERED, "invite": Status.INVITED, "decline": Status.DECLINED, "accept": Status.ACCEPTED}
LEADS_TO |= {"withdraw": Status.WITHDRAWN, "lapse": Status.LAPSED}


def status_of(inquiry) -> str:
    return Inquiry.objects.get(pk=inquiry.pk).status


@pytest.mark.parametrize("status", Status.values)
def test_a_step_works_from_its_states_and_is_refused_from_all_others(db, status):
    posting = PostingFactory()
    for step, take in STEPS.items():
        inquiry = InquiryFactory(posting=posting, status=status, meets_at=TOMORROW)
        if inquiries.can(step, inquiry):
            take(inquiry)
            kept = status == Status.INVITED and step == "answer"
            assert status_of(inquiry) == (status if kept else LEADS_TO.get(step, inquiry.status)), step
        else:
            with pytest.raises(ValidationError):
                take(inquiry)
            assert status_of(inquiry) == status, step


def page(visitor, inquiry):
    return text_of(visitor.get(inquiry.get_absolute_url()))


def click(visitor, inquiry, step, **data):
    return visitor.post(f"{inquiry.get_absolute_url()}{inquiry.pk}/{step}/", data)


def test_she_is_asked_answers_is_invited_and_comes(visitor, django_capture_on_commit_callbacks):
    inquiry = InquiryFactory(email="mia@example.org", posting__company__answer_days=3)
    with django_capture_on_commit_callbacks(execute=True):
        inquiries.answer(inquiry, "Wann hast du Zeit?")
        assert "Wann hast du Zeit?" in page(visitor, inquiry)
        click(visitor, inquiry, "antworten", text="Im März.")
        inquiry.refresh_from_db()
        assert (inquiry.status, inquiry.days_left) == (Status.NEW, 3)
        inquiries.invite(inquiry, TOMORROW, "Werkstatt, Hof 2", "Bis bald!")
        assert "Du bist eingeladen!" in page(visitor, inquiry)
        assert "Werkstatt, Hof 2" in page(visitor, inquiry)
        click(visitor, inquiry, "zusagen")
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.contact_released) == (Status.ACCEPTED, True)
    subjects = [message.subject.split(":")[0] for message in mail.outbox]
    assert subjects == [f"{inquiry.posting.company} hat dir geantwortet", "Mia hat geantwortet", "Du bist eingeladen", "Mia kommt"]
    assert "0541 000000" in mail.outbox[-1].body


def test_saying_yes_ends_the_others_only_if_she_wishes_it(visitor):
    code = InquiryFactory().code
    [invited, other, third] = [InquiryFactory(code=code, status=Status.INVITED, meets_at=TOMORROW) for _ in range(3)]
    stranger = InquiryFactory()
    click(visitor, invited, "zusagen")
    assert status_of(other) == Status.INVITED
    click(visitor, third, "zusagen", close_others="on")
    assert [status_of(row) for row in (other, third, stranger)] == [Status.WITHDRAWN, Status.ACCEPTED, Status.NEW]


def test_what_she_withdraws_the_company_loses_and_the_portal_forgets_within_a_week(visitor, owner):
    inquiry = InquiryFactory(posting__company=owner.company, contact_released=True)
    click(visitor, inquiry, "zurueckziehen")
    inquiry.refresh_from_db()
    assert (inquiry.delete_on - timezone.localdate()).days == 7
    assert "0541" not in text_of(owner.get(f"/betriebsbereich/internships/inquiry/{inquiry.pk}/change/"))
    assert click(visitor, inquiry, "loeschen").url == "/meine-anfragen/"
    assert not Inquiry.objects.exists()


def test_a_code_opens_its_own_inquiries_and_no_others(visitor):
    mine, other = InquiryFactory(posting__title="Meins"), InquiryFactory(posting__title="Fremd")
    assert "Fremd" not in page(visitor, mine)
    assert visitor.post(f"{mine.get_absolute_url()}{other.pk}/zurueckziehen/").status_code == 404
    assert click(visitor, mine, "abheben").status_code == 404
    assert status_of(other) == Status.NEW


def test_her_page_is_kept_nowhere_and_told_to_nobody(visitor):
    response = visitor.get(InquiryFactory().get_absolute_url())
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert "Disallow: /meine-anfragen/" in visitor.get("/robots.txt").content.decode()


def test_a_code_can_be_typed_in_and_a_wrong_one_is_explained(visitor):
    inquiry = InquiryFactory()
    typed = f" {inquiry.shown_code.lower()} "
    assert visitor.post("/meine-anfragen/", {"code": typed}).url == inquiry.get_absolute_url()
    response = visitor.post("/meine-anfragen/", {"code": "BCDF"})
    assert response.status_code == 400
    assert "Zu diesem Code gibt es hier nichts" in text_of(response)


def test_who_tries_many_codes_is_let_in_nowhere_for_an_hour(visitor, monkeypatch):
    monkeypatch.setattr("internships.pupil_views.WRONG_CODES_AN_HOUR", 3)
    inquiry = InquiryFactory()
    assert [visitor.get("/meine-anfragen/BCDF-GHJK-LMNP-QRST/").status_code for _ in range(3)] == [404] * 3
    assert visitor.get(inquiry.get_absolute_url()).status_code == 404
    assert "versuch es in einer Stunde" in text_of(visitor.post("/meine-anfragen/", {"code": inquiry.code}))


def test_an_empty_reply_is_said_and_an_old_page_is_told_what_happened(visitor):
    inquiry = InquiryFactory(status=Status.ANSWERED)
    refused = click(visitor, inquiry, "antworten", text=" ")
    assert refused.status_code == 400
    assert " autofocus>" in refused.content.decode()
    assert visitor.get(f"/tr{inquiry.get_absolute_url()}{inquiry.pk}/antworten/").url == f"/tr{inquiry.get_absolute_url()}"
    inquiries.decline(inquiry, "time", "Leider nein.")
    response = click(visitor, inquiry, "antworten", text="Im März")
    assert response.status_code == 409
    assert "ist inzwischen abgesagt" in text_of(response)


@pytest.mark.parametrize("waited, reminders", [(0, 0), (2, 0), (4, 1), (5, 1), (6, 2), (7, 2)])
def test_the_company_is_reminded_at_half_time_and_on_the_day_before(db, waited, reminders, django_capture_on_commit_callbacks):
    day = timezone.localdate() - timedelta(days=waited)
    inquiry = InquiryFactory(asked_on=day, due_on=day + timedelta(days=7))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("watch_inquiries", verbosity=0)
        call_command("watch_inquiries", verbosity=0)
    inquiry.refresh_from_db()
    assert inquiry.reminders == reminders
    assert len(mail.outbox) == (reminders > 0)


def test_after_the_promised_day_she_gets_other_places_and_the_silence_is_counted(visitor, django_capture_on_commit_callbacks):
    overdue = {"asked_on": timezone.localdate() - timedelta(days=8), "due_on": timezone.localdate() - timedelta(days=1)}
    inquiry = InquiryFactory(email="mia@example.org", **overdue)
    PostingFactory(title="Gleich nebenan", company=CompanyFactory(municipality=MunicipalityFactory(place="Belm")))
    PostingFactory(title="Zu weit", company=CompanyFactory(municipality=MunicipalityFactory(place="Fürstenau")))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("watch_inquiries", verbosity=0)
    assert "Gleich nebenan" in mail.outbox[-1].body
    shown = page(visitor, inquiry)
    assert "Der Betrieb hat leider nicht geantwortet" in shown
    assert "Gleich nebenan" in shown
    assert "Zu weit" not in shown
    assert AnswerCount.objects.get().answered is False


def test_a_late_answer_still_reaches_her_and_counts_as_silence(visitor):
    inquiry = InquiryFactory(status=Status.LAPSED)
    inquiries.answer(inquiry, "Entschuldige! Komm doch.")
    assert "Entschuldige!" in page(visitor, inquiry)
    assert not AnswerCount.objects.exists()


def test_its_days_begin_with_its_end_and_end_with_the_school_year(db, settings):
    inquiry = InquiryFactory()
    inquiries.decline(inquiry, "time", "Leider nein.")
    today = timezone.localdate()
    assert inquiry.delete_on == min(today + timedelta(days=settings.INQUIRY_KEPT_DAYS), inquiry.delete_on.replace(month=7, day=31))
    assert inquiry.delete_on > today


def test_nothing_is_forgotten_before_the_two_meet_or_her_week_is_over(db, settings):
    settings.INQUIRY_KEPT_DAYS = 5
    inquiry = InquiryFactory()
    meets_at = timezone.now() + timedelta(days=40)
    inquiries.invite(inquiry, meets_at, "Hof 2", "Komm gern.")
    inquiries.accept(inquiry)
    assert inquiry.delete_on == last_day(timezone.localdate(), timezone.localdate(meets_at), 5)
    week = inquiry.posting.weeks.create(monday=monday_ahead(9))
    inquiries.book(inquiry, week)
    assert inquiry.delete_on == last_day(timezone.localdate(), week.friday, 5)
    inquiries.withdraw(inquiry)
    assert inquiry.delete_on == timezone.localdate() + timedelta(days=7)


def test_her_page_asks_the_database_a_fixed_number_of_times(visitor, django_assert_max_num_queries):
    code = InquiryFactory(status=Status.DECLINED).code
    for _ in range(4):
        inquiries.answer(InquiryFactory(code=code), "Hallo")
    with django_assert_max_num_queries(8):
        visitor.get(Inquiry.objects.filter(code=code).first().get_absolute_url())


def at_once(*steps) -> list[str]:
    """Runs the steps in threads that start together: 'done' or 'refused' for each."""
    outcomes, together = [""] * len(steps), threading.Barrier(len(steps))

    def run(number, step):
        together.wait()
        try:
            step()
            outcomes[number] = "done"
        except ValidationError:
            outcomes[number] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return outcomes


def fresh(inquiry) -> Inquiry:
    return Inquiry.objects.select_related("posting__company", "posting__municipality").get(pk=inquiry.pk)


@pytest.mark.django_db(transaction=True)
def test_when_the_night_ends_an_inquiry_while_the_company_answers_the_answer_arrives():
    inquiry = InquiryFactory()
    answer, lapse = at_once(lambda: STEPS["answer"](fresh(inquiry)), lambda: inquiries.lapse(fresh(inquiry)))
    assert answer == "done"
    assert status_of(inquiry) == Status.ANSWERED
    assert AnswerCount.objects.get().answered is (lapse == "refused")


@pytest.mark.django_db(transaction=True)
def test_when_she_withdraws_while_the_company_invites_she_stays_withdrawn():
    inquiry = InquiryFactory()
    _, withdrawn = at_once(lambda: STEPS["invite"](fresh(inquiry)), lambda: inquiries.withdraw(fresh(inquiry)))
    assert withdrawn == "done"
    assert status_of(inquiry) == Status.WITHDRAWN


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_on_send_one_inquiry_comes_out():
    posting = PostingFactory()
    send = lambda: inquiries.send(Inquiry(name="Mia", message="Hallo", phone="0541 1"), posting)  # noqa: E731
    assert sorted(at_once(send, send)) == ["done", "refused"]
    assert Inquiry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_acceptances_of_the_same_pupil_do_not_block_each_other():
    code = InquiryFactory(status=Status.DECLINED).code
    [one, two] = [InquiryFactory(code=code, status=Status.INVITED, meets_at=TOMORROW) for _ in range(2)]
    yes = [lambda inquiry=inquiry: inquiries.accept(fresh(inquiry), close_others=True) for inquiry in (one, two)]
    assert sorted(at_once(*yes)) == ["done", "refused"]
    assert sorted([status_of(one), status_of(two)]) == [Status.ACCEPTED, Status.WITHDRAWN]
