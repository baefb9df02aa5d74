"""The check on a phone: with and without JavaScript, by keyboard, and straight on to a free place."""

import pytest

from occupations.models import SCALES
from tests.factories import MunicipalityFactory, OccupationFactory, PostingFactory

pytestmark = pytest.mark.django_db(transaction=True)
FIELDS = ("metall", "labor", "medien", "soziales", "handel", "buero")


@pytest.fixture
def place():
    """One occupation per interest, and a free place of the practical one."""
    for letter, field in zip(SCALES, FIELDS, strict=True):
        interests = {name: 6 if scale == letter else 2 for scale, name in SCALES.items()}
        OccupationFactory(slug=f"beruf-{letter.lower()}", name=f"Beruf {letter}", field=field, **interests)
    return PostingFactory(title="Praktikum am Schraubstock", occupation__slug="beruf-r", municipality=MunicipalityFactory(place="Melle"))


def answer(page, likes="R"):
    for question in page.locator("fieldset.question").all():
        code = question.get_attribute("id").removeprefix("f_")
        page.check(f"#{code}_{5 if code[0] in likes else 1 + int(code[1]) % 2}", force=True)


def questions_to_the_end(page, check_each=None):
    while page.get_by_role("heading", name="Wie gern würdest du das machen?").count():
        if check_each:
            check_each(page)
        answer(page)
        page.get_by_role("button", name="Weiter", exact=True).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_from_the_check_to_a_free_place_without_a_cookie(browser, live_server, place, javascript):
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": 360, "height": 740}, locale="de-DE")
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_role("link", name="Mach den Check").click()
    page.get_by_role("button", name="Los geht’s").click()
    questions_to_the_end(page)
    for _ in range(3):
        page.get_by_role("button", name="Weiter", exact=True).click()
    page.get_by_label("Wo wohnst du?").fill("49324")
    page.get_by_role("button", name="Zum Ergebnis").click()
    page.get_by_role("heading", name="Das liegt dir").wait_for()
    page.get_by_role("link", name="1 freier Platz um Melle").click()
    page.get_by_role("link", name="Praktikum am Schraubstock").click()
    page.get_by_role("link", name="Anfrage schreiben").wait_for()
    assert context.cookies() == []
    context.close()


def test_back_and_reload_of_the_browser_lose_nothing(portal, place):
    portal.goto(f"{portal.home}/check/")
    portal.get_by_role("button", name="Los geht’s").click()
    for number in (1, 2):
        portal.get_by_text(f"Seite {number} von 5").wait_for()
        answer(portal)
        portal.get_by_role("button", name="Weiter", exact=True).click()
    portal.get_by_text("Seite 3 von 5").wait_for()
    portal.go_back()
    portal.get_by_text("Seite 2 von 5").wait_for()
    assert portal.locator("fieldset.question input:checked").count() == 6
    portal.reload()
    portal.get_by_text("Seite 2 von 5").wait_for()
    assert portal.locator("fieldset.question input:checked").count() == 6
    portal.get_by_role("link", name="Check", exact=True).click()
    portal.get_by_role("button", name="Los geht’s").wait_for()


def test_another_language_keeps_even_what_is_not_sent_yet(browser, live_server, place):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(f"{live_server.url}/check/")
    page.get_by_role("button", name="Los geht’s").click()
    page.check("#R1_4", force=True)
    page.locator(".language-choice summary").click()
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="How much would you like to do this?").wait_for()
    assert page.is_checked("#R1_4")
    page.close()


def test_a_scanned_code_opens_the_result_and_leaves_the_address(portal, place):
    portal.goto(f"{portal.home}/check/")
    portal.get_by_role("button", name="Los geht’s").click()
    questions_to_the_end(portal)
    for _ in range(3):
        portal.get_by_role("button", name="Weiter", exact=True).click()
    portal.get_by_role("button", name="Zum Ergebnis").click()
    code = portal.locator(".code").inner_text()
    portal.goto(f"{portal.home}/check/ergebnis/#{code}")
    portal.get_by_role("heading", name="Das liegt dir").wait_for()
    assert code not in portal.url
    assert portal.locator(".code").inner_text() == code


def test_no_page_of_the_check_has_a_barrier(portal, place, accessible):
    portal.goto(f"{portal.home}/check/")
    accessible(portal)
    portal.get_by_role("button", name="Los geht’s").click()
    accessible(portal)
    questions_to_the_end(portal)
    for _ in range(3):
        accessible(portal)
        portal.get_by_role("button", name="Weiter", exact=True).click()
    accessible(portal)
    portal.get_by_role("button", name="Zum Ergebnis").click()
    portal.get_by_role("heading", name="Das liegt dir").wait_for()
    accessible(portal)
    for address in ("zusammen/", "klasse/", "klasse/unterricht/", "klasse/fragebogen/", "papier/", "ergebnis/"):
        portal.goto(f"{portal.home}/check/{address}")
        accessible(portal)


def test_a_page_with_gaps_is_said_and_reached_by_keyboard(browser, live_server, place):
    page = browser.new_page(locale="de-DE", viewport={"width": 360, "height": 740})
    page.goto(f"{live_server.url}/check/")
    page.get_by_role("button", name="Los geht’s").click()
    page.get_by_role("heading", name="Wie gern würdest du das machen?").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert page.locator("fieldset.question").first.locator("input:checked").get_attribute("value") == "2"
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.get_by_role("link").count() == 5
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.close()
