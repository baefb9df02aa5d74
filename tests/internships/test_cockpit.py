"""Staff see what waits, settle it with one click, and read the week's figures on Mondays."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from internships import kpi
from internships.models import Company, Inquiry, JoinRequest, Posting, PostingViews, Report
from portal.management.commands import nightly
from portal.outbox import MailProblem
from tests.factories import CompanyFactory, CompanySiteFactory, InquiryFactory, MembershipFactory, PostingFactory, UserFactory
from tests.pages import as_on_page, text_of

REASONS = Report.Reason.values


@pytest.fixture
def posting(db):
    return PostingFactory(title="Regale", company__name="Werkstatt Zwei", company__email="zwei@example.org")


def report(posting, **values) -> Report:
    return Report.objects.create(posting=posting, reason="wrong", **values)


def tell(visitor, posting, **data):
    form = visitor.get(f"/plaetze/{posting.pk}/melden/").context["form"]
    return visitor.post(f"/plaetze/{posting.pk}/melden/", {"shown": form.moment()} | data)


@pytest.mark.parametrize("reason", REASONS)
def test_anybody_can_say_what_is_wrong_and_staff_see_it(visitor, staff, posting, reason):
    assert f"/plaetze/{posting.pk}/melden/" in visitor.get(posting.get_absolute_url()).content.decode()
    assert "Wir sehen uns das an" in text_of(tell(visitor, posting, reason=reason, note="Die Zeiten stimmen nicht."))
    page = text_of(staff.get("/verwaltung/"))
    assert "Meldungen 1" in page
    assert f"{Report.Reason(reason).label}: „Die Zeiten stimmen nicht.“" in page


def test_a_report_needs_a_reason_and_no_name(visitor, posting):
    response = tell(visitor, posting, note="Hm.")
    assert response.status_code == 400
    assert "Hm." in response.content.decode()
    assert {field.name for field in Report._meta.fields} == {"id", "posting", "reason", "note", "outcome", "created", "delete_on"}


def test_programs_and_floods_are_turned_away(visitor, posting, monkeypatch):
    assert tell(visitor, posting, reason="fake", website="https://spam.example").status_code == 400
    monkeypatch.setattr("internships.report_views.REPORTS_AN_HOUR", 1)
    assert [tell(visitor, posting, reason="fake").status_code for _ in range(2)] == [200, 400]
    assert Report.objects.count() == 1


@pytest.mark.parametrize("step, outcome, status", [("erledigt", "dismissed", "public"), ("pausieren", "paused", "paused")])
def test_one_click_settles_a_report(staff, posting, step, outcome, status, django_capture_on_commit_callbacks):
    row = report(posting)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            response = staff.post(f"/verwaltung/internships/report/{row.pk}/{step}/", follow=True)
    row.refresh_from_db()
    posting.refresh_from_db()
    assert (row.outcome, posting.status) == (outcome, status)
    assert "schon erledigt" in text_of(response)
    assert len(mail.outbox) == (outcome == "paused")


def test_staff_write_to_the_company_and_the_reports_own_words_stay_here(staff, posting, django_capture_on_commit_callbacks):
    row = report(posting, note="Der Meister ist unfreundlich.")
    address = f"/verwaltung/internships/report/{row.pk}/schreiben/"
    assert "Bitte schreiben Sie dem Betrieb, worum es geht" in text_of(staff.post(address, {"text": " "}))
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address, {"text": "Stimmen die Arbeitszeiten noch?"})
    [message] = mail.outbox
    assert message.to == ["zwei@example.org"]
    assert "Stimmen die Arbeitszeiten noch?" in message.body
    assert "unfreundlich" not in message.body


def test_one_click_approves_a_place_and_verifies_a_company(staff):
    posting = PostingFactory(status=Posting.Status.SUBMITTED)
    company = MembershipFactory(company__is_verified=False).company
    page = text_of(staff.get("/verwaltung/"))
    assert "Plätze freigeben 1" in page
    assert "Betriebe prüfen 1" in page
    staff.post(f"/verwaltung/internships/posting/{posting.pk}/freigeben/")
    staff.post(f"/verwaltung/internships/company/{company.pk}/geprueft/")
    assert Posting.objects.get(pk=posting.pk).is_public
    assert Company.objects.get(pk=company.pk).is_verified
    assert "Plätze freigeben 0" in text_of(staff.get("/verwaltung/"))


def test_a_step_needs_a_click_and_the_right_to_take_it(staff, client, owner, posting):
    row = report(posting)
    address = f"/verwaltung/internships/report/{row.pk}/erledigt/"
    assert staff.get(address).status_code == 405
    assert staff.post(f"/verwaltung/internships/report/{row.pk}/sprengen/").status_code == 403
    client.force_login(UserFactory(is_staff=True))
    assert client.post(address).status_code == 403
    assert client.post(f"/verwaltung/internships/report/{row.pk}/schreiben/", {"text": "Hallo"}).status_code == 403
    assert owner.post(address).status_code == 302
    row.refresh_from_db()
    assert row.outcome == ""


def test_queues_say_since_when_and_name_no_pupil(staff, posting):
    today = timezone.localdate()
    InquiryFactory(posting=posting, name="Geheimnis", status=Inquiry.Status.LAPSED, due_on=today - timedelta(days=3))
    PostingFactory(title="Bald vorbei", starts_on=today, starts_until=today + timedelta(days=5))
    page = text_of(staff.get("/verwaltung/"))
    assert "Ohne Antwort 1" in page
    assert "Am längsten: 3 Tage" in page
    assert "Laufen bald ab 1" in page
    assert "Geheimnis" not in page


def test_companies_that_mail_does_not_reach_and_people_who_want_to_join_are_named(staff):
    company = CompanyFactory(name="Werkstatt Stumm", email="Weg@example.org")
    MailProblem.objects.note("weg@example.org", "550 no such mailbox")
    JoinRequest.objects.create(company=company, user=UserFactory(email="neu@example.org"))
    PostingFactory(title="Lange still", confirmed_on=timezone.localdate() - timedelta(days=55))
    page = text_of(staff.get("/verwaltung/"))
    assert "Nicht erreichbar 1" in page
    assert "Werkstatt Stumm Weg@example.org" in page
    assert "Wollen zu einem Betrieb gehören 1" in page
    assert "Noch frei? 1" in page


def test_the_first_page_costs_the_same_however_much_waits(staff, django_assert_max_num_queries):
    for _ in range(7):
        report(PostingFactory(status=Posting.Status.SUBMITTED))
        MembershipFactory(company__is_verified=False)
        CompanyFactory(silent_since=timezone.now())
    with django_assert_max_num_queries(26):
        page = text_of(staff.get("/verwaltung/"))
    assert "Alle 7 ansehen" in page


def test_the_weeks_figures_are_counted_and_compared(db):
    monday = kpi.week_before(timezone.localdate())[0]
    noon = timezone.make_aware(timezone.datetime(monday.year, monday.month, monday.day, 12))
    posting = PostingFactory(published_at=noon)
    InquiryFactory(posting=posting, created=noon, answered_at=noon)
    InquiryFactory(posting=posting, created=noon - timedelta(days=7))
    PostingViews.objects.create(posting=posting, week=monday, number=12)
    lines = {text: (now, before) for text, now, before in kpi.report(timezone.localdate())["lines"]}
    assert list(lines.values()) == [(1, 1), (1, 0), (0, 0), (1, 0), (12, 0)]


def test_staff_get_the_mail_and_nobody_else(db, posting, django_capture_on_commit_callbacks):
    UserFactory(email="amt@example.org", is_staff=True)
    UserFactory(email="weg@example.org", is_staff=True, is_active=False)
    MembershipFactory()
    report(posting)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("kpi_mail", verbosity=0)
    [message] = mail.outbox
    assert message.to == ["amt@example.org"]
    assert "- Meldungen: 1" in message.body


@pytest.mark.parametrize("day, sent", [("2026-11-23", True), ("2026-11-24", False)])
def test_the_mail_leaves_on_mondays(db, monkeypatch, day, sent):
    called = []
    monkeypatch.setattr(nightly, "call_command", lambda name, **options: called.append(name))
    monkeypatch.setattr(nightly.timezone, "localdate", lambda: timezone.datetime.fromisoformat(day).date())
    call_command("nightly")
    assert ("kpi_mail" in called) is sent
    assert "watch_inquiries" in called


def test_old_reports_and_looks_are_forgotten(db, posting):
    today = timezone.localdate()
    report(posting, delete_on=today)
    kept = report(posting)
    PostingViews.objects.create(posting=posting, week=today - timedelta(weeks=60), number=3)
    call_command("forget_reports", verbosity=0)
    assert list(Report.objects.all()) == [kept]
    assert not PostingViews.objects.exists()


def test_staff_who_have_read_a_place_decide_right_there(staff, posting, django_capture_on_commit_callbacks):
    Posting.objects.filter(pk=posting.pk).update(status=Posting.Status.SUBMITTED)
    page = staff.get(f"/verwaltung/internships/posting/{posting.pk}/change/").content.decode()
    back = f"/verwaltung/internships/posting/{posting.pk}/zurueckgeben/"
    assert all(f'name="{button}"' in page for button in ("_approve", "_give_back"))
    assert back in staff.get("/verwaltung/").content.decode()
    assert "Bitte nenne dem Betrieb den Grund" in text_of(staff.post(back, {"reason": " "}))
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(back, {"reason": "Bitte noch die Zeiten."})
    posting.refresh_from_db()
    assert posting.status == Posting.Status.REJECTED
    assert "Bitte noch die Zeiten." in mail.outbox[0].body
    assert "_give_back" not in staff.get(f"/verwaltung/internships/posting/{posting.pk}/change/").content.decode()


def test_what_staff_put_right_before_they_decide_is_kept(staff, posting):
    address = f"/verwaltung/internships/posting/{posting.pk}/change/"
    Posting.objects.filter(pk=posting.pk).update(status=Posting.Status.SUBMITTED)
    read = as_on_page(staff.get(address))
    back = staff.post(address, read | {"title": "Regale baun", "_give_back": "1"})
    assert back.url == f"/verwaltung/internships/posting/{posting.pk}/zurueckgeben/"
    assert staff.post(address, read | {"seats": "zwei", "_approve": "1"}).status_code == 200
    assert list(Posting.objects.values_list("title", "status")) == [("Regale baun", Posting.Status.SUBMITTED)]
    staff.post(address, read | {"title": "Regale bauen", "_approve": "1"})
    assert list(Posting.objects.values_list("title", "status")) == [("Regale bauen", Posting.Status.PUBLIC)]


def test_staff_choose_only_among_the_sites_of_the_places_own_firm(staff, posting):
    CompanySiteFactory()
    own = CompanySiteFactory(company=posting.company)
    page = staff.get(f"/verwaltung/internships/posting/{posting.pk}/change/")
    assert list(page.context["adminform"].form.fields["site"].queryset) == [own]
