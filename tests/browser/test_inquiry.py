"""An inquiry from the form to «Ich komme»: the pupil on her phone, the company by the link in its mail, no account anywhere."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from internships import inquiries
from internships.models import Inquiry, Report
from tests.factories import CompanyFactory, InquiryFactory, MembershipFactory, PostingFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    return PostingFactory(title="Regale bauen", company=CompanyFactory(name="Tischlerei Ahorn", street="Hof 2"))


def write(page, place):
    page.goto(f"{page.home}/plaetze/{place.pk}/anfrage/")
    page.get_by_label("Dein Vorname").fill("Mia")
    page.get_by_label("Deine Nachricht").fill("Ich baue gern.")
    page.get_by_label("E-Mail-Adresse").fill("mia@example.org")
    page.get_by_role("button", name="Anfrage senden").click()
    page.get_by_role("heading", name="Geschafft, deine Anfrage ist raus.").wait_for()


def test_asked_invited_and_accepted_without_any_account(portal, accessible, place):
    today = timezone.localdate()
    week = place.weeks.create(monday=today + timedelta(days=14 - today.weekday()), capacity=2)
    write(portal, place)
    hers = portal.url
    link = re.search(r"/anfrage-beantworten/\S+", mail.outbox[0].body)[0]
    portal.context.clear_cookies()

    portal.goto(portal.home + link)
    portal.get_by_label("Tag").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    portal.get_by_role("button", name="Einladung senden").click()
    portal.get_by_text("Ihre Einladung ist unterwegs.").wait_for()
    assert "mia@example.org" not in portal.content()

    portal.goto(hers)
    portal.get_by_text("Du bist eingeladen!").wait_for()
    portal.get_by_role("button", name="Ich komme").click()
    portal.get_by_text("Du hast zugesagt.").wait_for()
    portal.goto(portal.home + link)
    portal.get_by_text("mia@example.org").wait_for()
    portal.get_by_role("button", name="(2 frei)").click()
    portal.get_by_text("ist jetzt ein Platz weniger frei").wait_for()
    accessible(portal)
    week.refresh_from_db()
    assert week.capacity == 1


def test_the_code_stays_in_this_browser_only_after_a_click_and_fills_the_next_form(portal, place):
    write(portal, place)
    code = Inquiry.objects.get().shown_code
    other = PostingFactory()
    portal.goto(f"{portal.home}/plaetze/{other.pk}/anfrage/")
    assert portal.locator("[name=own_code]").input_value() == ""
    portal.goto(portal.home + Inquiry.objects.get().get_absolute_url())
    portal.get_by_role("button", name="In diesem Browser merken").click()
    portal.goto(f"{portal.home}/plaetze/{other.pk}/anfrage/")
    assert portal.locator("[name=own_code]").input_value() == code
    portal.goto(portal.home + "/meine-anfragen/")
    portal.get_by_role("button", name="Nachsehen").click()
    portal.get_by_role("heading", name="Meine Anfragen").wait_for()
    assert portal.url.endswith(f"/{code}/")


def test_a_look_is_counted_when_the_page_is_seen(portal, place):
    with portal.expect_response(lambda response: "gesehen" in response.url) as counted:
        portal.goto(portal.home + place.get_absolute_url())
    assert counted.value.status == 204
    assert place.views.get().number == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible_and_fit_their_screen(portal, accessible, place, scheme, width):
    inquiry = InquiryFactory(posting=place)
    inquiries.invite(inquiry, timezone.now() + timedelta(days=3), "Hof 2", "Komm gern vorbei.")
    inquiries.answer(InquiryFactory(code=inquiry.code), "Wann hast du Zeit?")
    inquiries.decline(InquiryFactory(code=inquiry.code), "filled", "Leider vergeben.")
    portal.emulate_media(color_scheme=scheme)
    portal.set_viewport_size({"width": width, "height": 740})
    start = f"/plaetze/{place.pk}"
    for address in (inquiry.get_absolute_url(), "/meine-anfragen/", f"{start}/melden/", f"{start}/einverstaendnis/"):
        portal.goto(portal.home + address)
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= width, address


def test_company_and_staff_find_accessible_pages(portal, accessible, place):
    inquiry = InquiryFactory(posting=place, contact_released=True)
    ReportFactory(posting=place)
    for address, user in (
        (f"/betriebsbereich/internships/inquiry/{inquiry.pk}/change/", MembershipFactory(company=place.company).user),
        (f"/betriebsbereich/internships/inquiry/platz/{place.pk}/absagen/", None),
        ("/verwaltung/", UserFactory(is_staff=True, is_superuser=True)),
        (f"/verwaltung/internships/report/{Report.objects.get().pk}/schreiben/", None),
    ):
        if user:
            sign_in(portal, user)
        portal.goto(portal.home + address)
        accessible(portal)


def sign_in(page, user):
    """With a session of the server's own: how one signs in is another test's subject."""
    client = Client()
    client.force_login(user)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.home}])
