"""Links and mail addresses looked at by night, against a server on this machine."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.management import call_command

from offers import checks
from offers.models import AddressCheck, CalendarFeed, Event
from portal.fetching import CannotFetch, Trouble, fetch, public_address
from portal.models import MailProblem
from tests.factories import OfferFactory
from tests.offers.test_calendar_import import calendar, vevent
from tests.pages import text_of


class Pages(BaseHTTPRequestHandler):
    """Answers by its path: /200, /404, /no-head (405 for HEAD), /moved (301), /round (302 to itself), /cal."""

    def do_HEAD(self):
        self.answer(405 if self.path == "/no-head" else self.number())

    def do_GET(self):
        self.answer(200 if self.path in ("/no-head", "/cal") else self.number())
        if self.path == "/cal":
            self.wfile.write(calendar(vevent()))
        if self.path == "/large":
            self.wfile.write(b"x" * 2_000_000)

    def number(self) -> int:
        return {"/moved": 301, "/round": 302, "/inward": 302, "/large": 200}.get(self.path) or int(self.path[1:])

    def answer(self, status: int):
        self.send_response(status)
        targets = {"/moved": "/200", "/round": "/round", "/inward": "file:///etc/passwd"}
        if self.path in targets:
            self.send_header("Location", targets[self.path])
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    running = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.fixture
def inside(settings):
    settings.FETCH_PRIVATE = True


@pytest.mark.parametrize(
    "path, outcome",
    [
        ("/200", "ok"),
        ("/no-head", "ok"),
        ("/moved", "moved"),
        ("/404", "not_found"),
        ("/410", "not_found"),
        ("/403", "forbidden"),
        ("/429", "busy"),
        ("/500", "server_error"),
        ("/418", "not_found"),
        ("/round", "loop"),
        ("/inward", "scheme"),
    ],
)
def test_each_answer_has_its_outcome(server, inside, path, outcome):
    assert checks.look_at_link(server + path)[0] == outcome


def test_nobody_leads_us_into_our_own_network(server, settings):
    assert checks.look_at_link(server + "/200")[0] == AddressCheck.Outcome.PRIVATE
    for host in ("127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1", "0.0.0.0"):
        with pytest.raises(CannotFetch) as error:
            public_address(host, 80)
        assert error.value.trouble is Trouble.PRIVATE


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "http://", "http://user:pw@example.org/", "javascript:alert(1)", "http://[::1", "x"]
)
def test_only_plain_addresses_of_the_web_are_asked(address):
    with pytest.raises(CannotFetch):
        fetch(address)


def test_a_port_nobody_serves_and_a_body_too_large(server, inside):
    assert checks.look_at_link("http://127.0.0.1:9/")[0] == AddressCheck.Outcome.REFUSED
    with pytest.raises(CannotFetch) as error:
        fetch(server + "/large", most_bytes=1000)
    assert error.value.trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize(
    "address, outcome",
    [
        ("a@gmial.com", "mistyped"),
        ("a@web.ed", "mistyped"),
        ("kein-klammeraffe@", "mistyped"),
        ("a@gibt-es.invalid", "ok"),
        ("a@x.example", "ok"),
    ],
)
def test_a_mail_address_is_judged_without_a_mail(address, outcome):
    assert checks.look_at_mail(address)[0] == outcome


def test_what_fails_three_nights_running_comes_to_staff_with_advice(server, inside, staff, monkeypatch):
    monkeypatch.setattr(checks.elsewhere, "services", list)
    offer = OfferFactory(registration_url=server + "/404", contact_email="a@x.example")
    for night in range(3):
        assert AddressCheck.objects.broken().count() == 0, night
        call_command("check_addresses")
    check = AddressCheck.objects.broken().get()
    assert "Adressen, die nicht gehen" in text_of(staff.get("/verwaltung/"))
    page = text_of(staff.get(f"/verwaltung/offers/addresscheck/{check.pk}/change/"))
    assert "Die Seite gibt es dort nicht mehr." in page
    assert offer.title in page
    offer.registration_url = ""
    offer.save()
    call_command("check_addresses")
    assert not AddressCheck.objects.filter(address__contains="/404").exists()


def test_a_feed_is_read_by_night_and_a_silent_one_says_so(server, inside, db):
    good = CalendarFeed.objects.create(offer=OfferFactory(), url=server + "/cal")
    bad = CalendarFeed.objects.create(offer=OfferFactory(), url=server + "/404")
    call_command("read_calendars")
    good.refresh_from_db()
    bad.refresh_from_db()
    assert Event.objects.get().offer == good.offer
    assert "Termine: 1 neu" in good.report
    assert "404" in bad.report


def test_an_address_that_refused_a_mail_is_named(db, monkeypatch):
    monkeypatch.setattr(checks.elsewhere, "services", list)
    OfferFactory(contact_email="weg@x.example")
    MailProblem.objects.note("weg@x.example", "unbekannt")
    call_command("check_addresses")
    assert AddressCheck.objects.get().outcome == AddressCheck.Outcome.BOUNCED
