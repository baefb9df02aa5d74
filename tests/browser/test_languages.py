"""The languages as somebody uses them: choosing one without a script, and reading from right to left."""

import pytest
from django.core.management import call_command

from tests.factories import ArticleFactory, OccupationFactory, PictureFactory, PostingFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    call_command("create_pages", verbosity=0)
    return PostingFactory(title="Regale bauen", occupation=OccupationFactory())


def test_a_language_is_chosen_on_any_page_and_kept(portal, place):
    portal.goto(f"{portal.home}/plaetze/?ort=Melle")
    portal.locator(".language-choice summary").click()
    portal.get_by_role("link", name="Türkçe").click()
    portal.wait_for_url("**/tr/plaetze/?ort=Melle")
    portal.get_by_role("link", name="Regale bauen").click()
    portal.wait_for_url("**/tr/plaetze/*-regale-bauen/")
    portal.locator("[data-keep]").first.click()
    portal.locator("[data-kept-link]").click()
    portal.wait_for_url("**/tr/merkliste/?platz=*")
    assert portal.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_right_to_left_fits_and_is_accessible(portal, accessible, place, scheme, width):
    portal.emulate_media(color_scheme=scheme)
    portal.set_viewport_size({"width": width, "height": 740})
    for address in [
        "/",
        "/berufe/tischler-in/",
        "/plaetze/?ort=Melle",
        place.get_absolute_url(),
        "/merkliste/",
        "/datenschutz/",
        "/fuer/eltern/?lage=klasse-8",
    ]:
        portal.goto(f"{portal.home}/ar{address}")
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= width, address
    portal.locator(".language-choice summary").click()
    assert portal.get_by_role("link", name="العربية").bounding_box()["x"] >= 0


def test_an_article_with_a_picture_and_contents_is_accessible(portal, accessible, place):
    article = ArticleFactory(picture=PictureFactory(), text="## Eins\n\nA\n\n## Zwei\n\nB\n\n## Drei\n\nC", author="Ada Beispiel")
    article.occupations.add(place.occupation)
    for address in (article.get_absolute_url(), "/magazin/?fuer=eltern", f"/ar{article.get_absolute_url()}"):
        portal.goto(portal.home + address)
        portal.wait_for_load_state("networkidle")
        portal.complaints = [line for line in portal.complaints if "404" not in line]  # the picture is a row without files
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_only_pages_with_such_letters_load_the_cyrillic_typeface(portal, place):
    loaded = []
    portal.on("request", lambda request: loaded.append(request.url))
    portal.goto(portal.home)
    portal.locator(".language-choice summary").click()
    portal.wait_for_load_state("networkidle")
    assert not [address for address in loaded if "cyrillic" in address]
