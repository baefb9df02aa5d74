"""Making an account, signing in, and the second factor that staff need."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import caches
from django.test import Client

from portal.models import User
from tests.factories import MembershipFactory, UserFactory
from tests.pages import text_of

PASSWORD = "sehr-geheim-1"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    caches["default"].clear()


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Posts a form and lets the mails leave."""

    def post(client, address, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, fields, follow=True)

    return post


def code_in(message) -> str:
    return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", message.body, re.MULTILINE).group(1)


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_firm_makes_an_account_with_a_name_an_address_and_the_code_from_the_mail(client, send):
    page = send(client, "/konto/neu/", name="Maren Ahorn", email="Maren@Example.org")
    assert "Wir haben einen Code an maren@example.org geschickt" in text_of(page)
    assert not signed_in(client)
    page = send(client, "/konto/bestaetigen/", code=code_in(mail.outbox[0]))
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == ("maren@example.org", "Maren Ahorn", False)
    assert "Wo arbeiten Sie?" in text_of(page)


def test_a_wrong_code_confirms_nothing(client, send):
    send(client, "/konto/neu/", name="Maren Ahorn", email="maren@example.org")
    page = send(client, "/konto/bestaetigen/", code="FALSCH")
    assert "Dieser Code stimmt nicht" in text_of(page)
    assert not signed_in(client)


def test_signing_in_by_a_mailed_code(client, send):
    user = MembershipFactory().user
    send(client, "/konto/anmelden/code/", email=user.email)
    assert not signed_in(client)
    page = send(client, "/konto/anmelden/code/eingeben/", code=code_in(mail.outbox[0]))
    assert signed_in(client)
    assert "Ihre Plätze" in text_of(page)


def test_signing_in_by_password_leads_where_one_wanted_to_go(client, send):
    user = MembershipFactory().user
    assert client.get("/betriebsbereich/internships/posting/", follow=True).redirect_chain[-1][0].startswith("/konto/anmelden/?next=")
    response = client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD, "next": "/betriebsbereich/internships/posting/"})
    assert response.url == "/betriebsbereich/internships/posting/"


def test_a_stranger_site_is_never_where_one_ends_up(client):
    user = MembershipFactory().user
    response = client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD, "next": "https://böse.example/"})
    assert response.url == "/betriebsbereich/"


@pytest.mark.parametrize(
    "address, fields",
    [
        ("/konto/anmelden/code/", {}),
        ("/konto/passwort/vergessen/", {}),
        ("/konto/neu/", {"name": "Egal"}),
        ("/konto/anmelden/", {"password": "falsch-falsch"}),
    ],
)
def test_no_page_tells_whether_an_address_has_an_account(send, address, fields):
    UserFactory(email="da@example.org")
    pages = []
    for email in ("da@example.org", "nicht@example.org"):
        caches["default"].clear()
        page = send(Client(), address, email=email, login=email, **fields)
        pages.append((page.status_code, page.redirect_chain, re.sub(rf"{email}|csrf\S+ value=\S+", "", page.content.decode())))
    assert pages[0] == pages[1]


def test_what_the_mails_say_instead(client, send):
    UserFactory(email="da@example.org")
    send(client, "/konto/neu/", name="Egal", email="da@example.org")
    send(Client(), "/konto/anmelden/code/", email="nicht@example.org")
    assert [message.subject for message in mail.outbox] == ["Sie haben schon ein Konto", "Zu dieser Adresse gibt es kein Konto"]


def test_who_tries_passwords_is_stopped(client):
    user = UserFactory()
    for _ in range(5):
        client.post("/konto/anmelden/", {"login": user.email, "password": "falsch-falsch"})
    page = client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})
    assert "Das waren zu viele Versuche" in text_of(page)
    assert not signed_in(client)


def test_who_has_codes_sent_again_and_again_is_stopped(send):
    UserFactory(email="da@example.org")
    pages = [send(Client(), "/konto/anmelden/code/", email="da@example.org") for _ in range(5)]
    assert len(mail.outbox) == 3
    assert "Das waren zu viele Versuche" in text_of(pages[-1])


def test_a_forgotten_password_is_replaced_by_a_code(client, send):
    user = MembershipFactory().user
    send(client, "/konto/passwort/vergessen/", email=user.email)
    send(client, "/konto/passwort/vergessen/code/", code=code_in(mail.outbox[0]))
    send(client, "/konto/passwort/vergessen/neu/", password1="ein-neues-langes", password2="ein-neues-langes")
    user.refresh_from_db()
    assert user.check_password("ein-neues-langes")
    assert "neu gesetzt" in mail.outbox[-1].body


def test_an_account_that_was_switched_off_is_out_at_once(client):
    user = MembershipFactory().user
    client.force_login(user)
    assert client.get("/betriebsbereich/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/betriebsbereich/").status_code == 302


# --- staff ---


def totp_code(secret) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def editor(settings):
    settings.STAFF_SECOND_FACTOR = True
    return UserFactory(is_staff=True, is_superuser=True)


def test_staff_without_a_second_factor_are_led_to_it(client, editor):
    client.force_login(editor)
    page = client.get("/verwaltung/internships/posting/", follow=True)
    assert page.redirect_chain[-1][0] == "/konto/"
    assert "Für die Verwaltung brauchen Sie einen zweiten Faktor" in text_of(page)


def test_staff_sign_in_with_password_and_the_code_of_their_app(client, editor):
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    page = client.post("/konto/anmelden/", {"login": editor.email, "password": PASSWORD}, follow=True)
    assert "Bitte geben Sie den Code aus Ihrer App ein" in text_of(page)
    assert not signed_in(client)
    assert client.get("/verwaltung/").status_code == 302
    page = client.post("/konto/authenticate/", {"code": totp_code(secret)}, follow=True)
    assert page.redirect_chain[-1][0] == "/verwaltung/"
    assert page.status_code == 200


def test_staff_who_switch_the_factor_off_are_out_at_once(client, editor):
    TOTP.activate(editor, generate_totp_secret())
    client.force_login(editor)
    assert client.get("/verwaltung/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/verwaltung/").status_code == 302


def test_a_new_factor_is_set_up_with_the_password_and_told_by_mail(client, editor, send):
    client.post("/konto/anmelden/", {"login": editor.email, "password": PASSWORD})
    page = client.post("/konto/noch-einmal/", {"password": PASSWORD, "next": "/konto/totp/activate/"}, follow=True)
    secret = client.session["mfa.totp.secret"]
    assert secret in text_of(page)
    send(client, "/konto/totp/activate/", code=totp_code(secret))
    assert Authenticator.objects.filter(user=editor, type="totp").exists()
    assert "Code-App wurde eingeschaltet" in mail.outbox[0].body
    assert client.get("/verwaltung/").status_code == 200


def test_firms_need_no_second_factor_and_never_enter_the_staffs_site(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    client.force_login(MembershipFactory().user)
    assert client.get("/betriebsbereich/").status_code == 200
    assert client.get("/verwaltung/", follow=True).status_code == 403


def test_staff_free_a_colleague_who_lost_her_phone(client, settings, staff, send):
    colleague = UserFactory(is_staff=True)
    TOTP.activate(colleague, generate_totp_secret())
    send(staff, "/verwaltung/portal/user/", action="forget_second_factor", _selected_action=[colleague.pk])
    assert not Authenticator.objects.filter(user=colleague).exists()
    assert "zweiten Faktor Ihres Kontos zurückgesetzt" in mail.outbox[0].body


def test_when_staff_change_an_address_the_old_mailbox_opens_nothing(staff, send):
    user = UserFactory(email="alt@example.org", name="Maren")
    send(staff, f"/verwaltung/portal/user/{user.pk}/change/", email="neu@example.org", name="Maren", is_active="on")
    user.refresh_from_db()
    assert user.email == "neu@example.org"
    send(Client(), "/konto/anmelden/code/", email="alt@example.org")
    assert [message.subject for message in mail.outbox] == ["Zu dieser Adresse gibt es kein Konto"]


def test_signing_out_ends_at_the_home_page(client):
    client.force_login(MembershipFactory().user)
    assert client.post("/konto/abmelden/").url == "/"
    assert not signed_in(client)


def test_the_account_pages_are_german_and_offer_no_other_language(client):
    page = client.get("/konto/anmelden/").content.decode()
    assert 'href="/en/' not in page
    assert client.get("/en/konto/anmelden/").status_code == 404


def test_anonymous_pages_still_set_no_cookie(client):
    assert not client.get("/plaetze/").cookies
    assert "no-store" in client.get("/konto/anmelden/")["Cache-Control"]
