"""A firm comes to the portal; passkeys with a device that the browser plays."""

import re

import pytest
from django.core import mail
from django.core.cache import caches

from internships.models import Company, JoinRequest
from internships.people import token_of
from tests.browser.test_golden_thread import sign_in
from tests.factories import InvitationFactory, MembershipFactory, UserFactory


@pytest.fixture(autouse=True)
def fresh_limits(transactional_db):
    caches["default"].clear()


def code_from(message) -> str:
    return re.search(r"^([A-Z0-9-]{6,9})$", message.body, re.MULTILINE).group(1)


def test_a_firm_registers_and_asks_to_join_its_company(portal, accessible):
    company = MembershipFactory(company__name="Tischlerei Ahorn").company
    portal.goto(portal.home + "/betriebsbereich/")
    accessible(portal)
    portal.get_by_role("link", name="Konto anlegen").click()
    accessible(portal)
    portal.get_by_label("Ihr Name").fill("Leyla Birkenau")
    portal.get_by_label("E-Mail").fill("leyla@example.org")
    portal.get_by_role("button", name="Konto anlegen").click()
    accessible(portal)
    portal.get_by_label("Code").fill(code_from(mail.outbox[0]))
    portal.get_by_role("button", name="Bestätigen").click()
    portal.get_by_label("Name oder Ort").fill("ahorn")
    portal.get_by_role("button", name="Suchen").click()
    accessible(portal)
    portal.get_by_role("button", name="Hier gehöre ich dazu").click()
    portal.get_by_text("Sie warten auf eine Antwort").wait_for()
    accessible(portal)
    assert JoinRequest.objects.get().company == company


def test_a_new_firm_stands_in_four_fields(portal, accessible):
    user = UserFactory()
    MembershipFactory()  # its municipality can be chosen
    sign_in(portal, "/betriebsbereich/", user)
    portal.goto(portal.home + "/betriebsbereich/beitreten/neu/")
    accessible(portal)
    portal.get_by_label("Name des Betriebs").fill("Rad & Tat")
    portal.get_by_label("Gemeinde").select_option("Melle")
    portal.get_by_role("button", name="Betrieb anlegen").click()
    portal.get_by_text("Wir prüfen „Rad & Tat“ gerade").wait_for()
    accessible(portal)
    assert Company.objects.waiting().get().memberships.owners().get().user == user


def test_a_passkey_is_set_up_and_opens_the_staffs_site_without_a_password(portal, accessible, settings):
    settings.STAFF_SECOND_FACTOR = True
    portal.home = portal.home.replace("127.0.0.1", "localhost")  # passkeys belong to a name, not to a number
    devices = portal.context.new_cdp_session(portal)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"isUserVerified": True, "automaticPresenceSimulation": True}})
    sign_in(portal, "/verwaltung/", UserFactory(is_staff=True, is_superuser=True))
    portal.get_by_text("Für die Verwaltung brauchen Sie einen zweiten Faktor").wait_for()
    accessible(portal)
    portal.get_by_role("link", name="Passkey einrichten").click()
    portal.get_by_label("Passwort").fill("sehr-geheim-1")
    portal.get_by_role("button", name="Weiter").click()
    portal.get_by_label("Auch ohne Passwort und Code anmelden").check()
    accessible(portal)
    portal.get_by_role("button", name="Passkey einrichten").click()
    portal.get_by_role("heading", name="Notfallcodes").wait_for()
    accessible(portal)
    portal.goto(portal.home + "/verwaltung/")
    portal.get_by_role("heading", name="Was ansteht").wait_for()
    portal.context.clear_cookies()
    portal.goto(portal.home + "/verwaltung/")
    portal.get_by_role("button", name="Mit Passkey anmelden").click()
    portal.get_by_role("heading", name="Was ansteht").wait_for()
    portal.complaints = [line for line in portal.complaints if not line.startswith(portal.home)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_account_pages_are_accessible(portal, accessible, scheme):
    user = MembershipFactory().user
    portal.emulate_media(color_scheme=scheme)
    for address in ("anmelden/", "anmelden/code/", "neu/", "passwort/vergessen/"):
        portal.goto(f"{portal.home}/konto/{address}")
        accessible(portal)
    sign_in(portal, "/betriebsbereich/", user)
    for address in ("", "adresse/", "passwort/", "noch-einmal/", "webauthn/", "abmelden/"):
        portal.goto(f"{portal.home}/konto/{address}")
        accessible(portal)


def test_the_code_app_page_shows_its_picture_under_the_strict_policy(portal, accessible):
    sign_in(portal, "/konto/", MembershipFactory().user)
    portal.get_by_role("link", name="Code-App einrichten").click()
    portal.get_by_label("Passwort").fill("sehr-geheim-1")
    portal.get_by_role("button", name="Weiter").click()
    picture = portal.get_by_role("img", name="QR-Code für die Code-App")
    picture.wait_for()
    assert picture.evaluate("image => image.naturalWidth") > 0
    accessible(portal)


def test_an_invitation_is_accessible(portal, accessible):
    portal.goto(f"{portal.home}/betriebsbereich/einladung/{token_of(InvitationFactory())}/")
    accessible(portal)
