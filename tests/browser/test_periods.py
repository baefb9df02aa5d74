"""Internship weeks as a school office, a pupil and a firm use them on a phone."""

import pytest

from internships.models import InternshipPeriod
from internships.periods import entry
from internships.periods.school_years import school_year_of
from tests.browser.conftest import WCAG
from tests.browser.test_golden_thread import sign_in
from tests.factories import MembershipFactory, PeriodFactory, PostingFactory, SchoolFactory, UserFactory, monday_ahead

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_a_school_enters_a_week_and_a_pupil_finds_what_is_free_then(browser, live_server, javascript):
    school = SchoolFactory(name="Oberschule am Teich")
    PostingFactory(title="Regale bauen")
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": 360, "height": 740}, locale="de-DE")
    page = context.new_page()
    page.goto(f"{live_server.url}/praktikumszeiten/eintragen/{entry.token_of(school)}/")
    page.get_by_label("Jahrgang").select_option("9")
    page.get_by_label("Erster Tag").fill(monday_ahead(9).isoformat())
    page.get_by_role("button", name="Eintragen").click()
    assert "Wie viele Jugendliche: Bitte ausfüllen." in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Erster Tag").input_value() == monday_ahead(9).isoformat()
    page.get_by_label("Wie viele Jugendliche").fill("48")
    page.get_by_role("button", name="Eintragen").click()
    page.get_by_role("status").wait_for()
    assert InternshipPeriod.objects.get().pupils == 48
    context.clear_cookies()
    page.goto(f"{live_server.url}/plaetze/")
    page.get_by_role("link", name="Wann hat deine Schule Praktikum?").click()
    page.get_by_label("Deine Schule").select_option(label="Oberschule am Teich")
    page.get_by_role("button", name="Zeigen").click()
    page.get_by_role("link", name="Freie Plätze in dieser Zeit").click()
    page.get_by_role("link", name="Regale bauen").wait_for()
    page.get_by_role("link", name="Ohne Praktikumszeit suchen").click()
    assert "zeit=" not in page.url
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible_and_fit_their_screen(portal, accessible, scheme, width):
    portal.emulate_media(color_scheme=scheme)
    portal.set_viewport_size({"width": width, "height": 740})
    period = PeriodFactory(pupils=3)
    for classes in ("9a", "9b"):
        PeriodFactory(school=period.school, classes=classes, pupils=40)
    PeriodFactory()
    PostingFactory()
    own = f"/praktikumszeiten/eintragen/{entry.token_of(period.school)}/"
    year = school_year_of(period.first_day).year
    pages = ["/praktikumszeiten/", f"/praktikumszeiten/{period.school.slug}/", f"/praktikumszeiten/kalender/?schuljahr={year}"]
    pages += [period.places_address, "/praktikumszeiten/eintragen/", own, f"{own}{period.pk}/", "/ar/praktikumszeiten/kalender/"]
    for address in pages:
        portal.goto(portal.home + address)
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_pages_of_staff_and_firms_are_accessible(portal, accessible):
    PeriodFactory()
    membership = MembershipFactory()
    posting = PostingFactory(company=membership.company)
    sign_in(portal, "/betriebsbereich/", membership.user)
    for address in ("", f"internships/posting/{posting.pk}/change/?teil=termine"):
        portal.goto(f"{portal.home}/betriebsbereich/{address}")
        accessible(portal, WCAG)
    portal.context.clear_cookies()
    sign_in(portal, "/verwaltung/", UserFactory(is_staff=True, is_superuser=True))
    for address in ("", "add/", "schulen/"):
        portal.goto(f"{portal.home}/verwaltung/internships/internshipperiod/{address}")
        accessible(portal, WCAG)
