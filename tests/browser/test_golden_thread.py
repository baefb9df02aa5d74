"""The portal's main job, as a pupil, a firm's owner and an editor do it."""

import pytest
from django.core.management import call_command

from internships.models import Inquiry, Posting
from tests.browser.conftest import WCAG
from tests.factories import CompanyFactory, MembershipFactory, MunicipalityFactory, OccupationFactory, PostingFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    return PostingFactory(title="Regale bauen", company=CompanyFactory(name="Tischlerei Ahorn"), occupation=OccupationFactory())


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_a_pupil_goes_from_the_home_page_to_a_sent_inquiry(browser, live_server, place, javascript):
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": 360, "height": 740}, locale="de-DE")
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("Beruf, Betrieb oder Stichwort").fill("Tischlerin")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="Tischler/in", exact=True).click()
    page.get_by_role("link", name="Plätze ansehen").click()
    page.get_by_label("Ort oder Postleitzahl").fill("Melle")
    page.get_by_role("button", name="Plätze zeigen").click()
    page.get_by_role("link", name="Regale bauen").click()
    assert context.cookies() == []
    page.get_by_role("link", name="Anfrage schreiben").click()
    page.get_by_label("Dein Vorname").fill("Mia")
    page.get_by_label("Deine Nachricht").fill("Ich baue gern und habe im März zwei Wochen Zeit.")
    page.get_by_role("button", name="Anfrage senden").click()
    assert "Bitte gib eine Telefonnummer" in page.get_by_role("alert").inner_text()
    page.get_by_label("Telefonnummer").fill("0541 000000")
    page.get_by_role("button", name="Anfrage senden").click()
    page.get_by_role("heading", name="Geschafft, deine Anfrage ist raus.").wait_for()
    assert Inquiry.objects.get().message == "Ich baue gern und habe im März zwei Wochen Zeit."
    context.close()


def test_an_owner_posts_a_place_and_an_editor_lets_it_out(portal):
    OccupationFactory()
    company = CompanyFactory(name="Tischlerei Ahorn", municipality=MunicipalityFactory())
    owner = MembershipFactory(company=company).user
    editor = UserFactory(is_staff=True, is_superuser=True)
    sign_in(portal, "/betriebsbereich/", owner)
    portal.get_by_role("link", name="Neuen Platz eintragen").click()
    portal.get_by_label("Art:").select_option("schulpraktikum")
    portal.get_by_label("Beruf:").select_option(label="Tischler/in")
    portal.get_by_role("button", name="Weiter").click()
    portal.get_by_role("link", name="Was junge Leute bei Ihnen tun").click()
    portal.get_by_label("Was dich erwartet").fill("Du baust ein Regal und nimmst es mit.")
    portal.get_by_role("button", name="Speichern und zur Übersicht").click()
    portal.get_by_role("button", name="Zur Freigabe einreichen").click()
    portal.get_by_text("wartet auf Freigabe").first.wait_for()

    portal.context.clear_cookies()
    sign_in(portal, "/verwaltung/", editor)
    portal.get_by_role("button", name="Freigeben").first.click()
    portal.get_by_text("Erledigt").first.wait_for()
    assert Posting.objects.get().is_public


def sign_in(page, address, user):
    page.goto(page.home + address)
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[name=password]").fill("sehr-geheim-1")
    page.get_by_role("button", name="Anmelden", exact=True).click()


PAGES = [
    "/",
    "/berufe/",
    "/berufe/tischler-in/",
    "/plaetze/?ort=Melle",
    "/plaetze/?q=xyzq",
    "/betriebe/",
    "/angebote/",
    "/magazin/",
    "/suche/?q=tischler",
]
PAGES += ["/fuer/jugendliche/?klasse=9&lage=praktikum", "/fuer/eltern/", "/impressum/", "/nirgends/", "place", "inquiry", "company"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_and_fits_its_screen(portal, accessible, place, scheme, width):
    call_command("create_pages", verbosity=0)
    named = {"place": place.get_absolute_url(), "inquiry": f"/plaetze/{place.pk}/anfrage/", "company": place.company.get_absolute_url()}
    portal.emulate_media(color_scheme=scheme)
    portal.set_viewport_size({"width": width, "height": 740})
    for address in PAGES:
        portal.goto(portal.home + named.get(address, address))
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= width, address
    portal.complaints = [line for line in portal.complaints if "404" not in line]


def test_the_admin_sites_are_accessible(portal, accessible, place):
    owner = MembershipFactory(company=place.company).user
    portal.set_viewport_size({"width": 1280, "height": 900})
    sign_in(portal, "/betriebsbereich/", owner)
    for address in (
        "",
        "internships/posting/",
        "internships/posting/add/",
        f"internships/posting/{place.pk}/change/",
        "internships/inquiry/",
        "internships/companysite/",
        "internships/companysite/add/",
        f"personen/{place.company_id}/",
    ):
        portal.goto(f"{portal.home}/betriebsbereich/{address}")
        accessible(portal)
    portal.context.clear_cookies()
    sign_in(portal, "/verwaltung/", UserFactory(is_staff=True, is_superuser=True))
    for address in (
        "",
        "internships/posting/",
        f"internships/posting/{place.pk}/change/",
        f"internships/company/{place.company_id}/change/",
        "occupations/occupation/",
        f"occupations/occupation/{place.occupation_id}/change/",
        "offers/offer/add/",
        "articles/article/add/",
    ):
        portal.goto(f"{portal.home}/verwaltung/{address}")
        portal.wait_for_load_state("networkidle")
        accessible(portal, WCAG)


def test_the_keyboard_alone_reaches_the_search_and_skips_the_menu(portal, place):
    portal.goto(portal.home)
    portal.keyboard.press("Tab")
    assert portal.evaluate("document.activeElement.textContent") == "Zum Inhalt"
    portal.keyboard.press("Enter")
    portal.keyboard.press("Tab")
    assert portal.evaluate("document.activeElement.name") == "q"


def test_the_first_load_is_light(portal, place, live_server):
    answers = []
    portal.on("response", lambda response: answers.append(response))
    portal.goto(portal.home + "/plaetze/")
    portal.wait_for_load_state("networkidle")
    assert len(answers) <= 8
