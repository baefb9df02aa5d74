"""The calendar and a booking as a teacher uses them, with a phone and without a script."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from offers.models import Booking
from tests.browser.conftest import WCAG
from tests.browser.test_golden_thread import sign_in
from tests.factories import BookingFactory, EventFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    soon = timezone.now() + timedelta(days=2)
    EventFactory(offer__title="Elternrunde", starts=soon, is_cancelled=True, note="Die Leitung ist krank.")
    return EventFactory(offer__title="Werkstatttag", offer__for_schools=True, starts=soon, ends=soon + timedelta(hours=3), seats=30)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_a_teacher_finds_a_date_books_it_and_calls_it_off(browser, live_server, event, javascript):
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": 360, "height": 740}, locale="de-DE")
    page = context.new_page()
    page.goto(f"{live_server.url}/termine/?zeitraum=monat&ansicht=kalender&tag={timezone.localdate(event.starts)}")
    page.get_by_role("link", name="2 Termine am").click()
    page.get_by_role("link", name="Werkstatttag").last.click()
    assert context.cookies() == []
    page.get_by_role("link", name="Plätze buchen").click()
    page.get_by_label("Name der Schule").fill("Oberschule am Teich")
    page.get_by_label("Ihr Name").fill("Frau Ginsterkamp")
    page.get_by_label("Ihre E-Mail-Adresse").fill("ginsterkamp@example.org")
    page.get_by_label("Wie viele Plätze?").fill("40")
    page.get_by_role("button", name="Anmelden").click()
    assert "Dieser Termin hat insgesamt 30 Plätze." in page.get_by_role("alert").inner_text()
    page.get_by_label("Wie viele Plätze?").fill("24")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("heading", name="Fast geschafft").wait_for()
    page.goto(live_server.url + re.search(r"/termine/anmeldung/\S+", mail.outbox[-1].body).group())
    page.get_by_role("button", name="Anmeldung bestätigen").click()
    page.get_by_role("heading", name="Sie sind angemeldet.").wait_for()
    assert Booking.objects.get().status == Booking.Status.CONFIRMED
    page.get_by_role("button", name="Absagen").click()
    page.get_by_role("heading", name="Diese Anmeldung ist abgesagt.").wait_for()
    assert Booking.objects.get().status == Booking.Status.CALLED_OFF
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_calendar_is_accessible_and_fits_its_screen(portal, accessible, event, scheme, width):
    portal.emulate_media(color_scheme=scheme)
    portal.set_viewport_size({"width": width, "height": 740})
    day = f"tag={timezone.localdate(event.starts)}"
    pages = [f"/termine/?{day}", f"/termine/?ansicht=kalender&{day}", f"/termine/?zeitraum=monat&ansicht=kalender&{day}"]
    for address in [*pages, "/termine/?klasse=1", event.get_absolute_url(), f"/termine/{event.pk}/anmelden/"]:
        portal.goto(portal.home + address)
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_admin_of_dates_is_accessible(portal, accessible, event):
    BookingFactory(event=event)
    portal.set_viewport_size({"width": 1280, "height": 900})
    sign_in(portal, "/verwaltung/", UserFactory(is_staff=True, is_superuser=True))
    for address in ("event/", f"event/{event.pk}/change/", "eventseries/add/", "booking/", f"offer/{event.offer_id}/change/"):
        portal.goto(f"{portal.home}/verwaltung/offers/{address}")
        portal.wait_for_load_state("networkidle")
        accessible(portal, WCAG)
