"""Files, keys, posters and open data as people see them."""

import pytest

from internships.models import Posting
from tests.browser.conftest import WCAG
from tests.browser.test_golden_thread import sign_in
from tests.factories import CompanyFactory, MembershipFactory, OccupationFactory, PostingFactory

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "Nr.;Stelle;Was machen wir?\n1;Tischler (m/w/d);Du baust Möbel.\n2;Drachenzähmer;Du fliegst.\n"


@pytest.fixture
def place():
    OccupationFactory()
    return PostingFactory(title="Regale bauen", company=CompanyFactory(name="Tischlerei Ahorn"), starts_on="2090-02-01")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_posters_catalogue_and_guide_are_accessible_and_fit_their_screen(portal, accessible, place, scheme, width):
    portal.emulate_media(color_scheme=scheme)
    portal.set_viewport_size({"width": width, "height": 740})
    poster, firm = f"/plaetze/{place.pk}/aushang/", f"/betriebe/{place.company.slug}/aushang/"
    for address in (poster, firm, "/daten/", "/api/v1/", "/plaetze/", place.get_absolute_url()):
        portal.goto(portal.home + address)
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize(
    "title", ["Praktikum", "Mechatronikerin für Kältetechnik oder Mechatroniker für Kältetechnik gesucht: Ausbildung 2027"]
)
def test_a_poster_is_one_sheet_of_a4_with_all_of_its_code(portal, place, title):
    Posting.objects.filter(pk=place.pk).update(title=title, description="Du sägst, schleifst und ölst. " * 40)
    portal.goto(f"{portal.home}/plaetze/{place.pk}/aushang/")
    portal.get_by_role("button", name="Drucken").wait_for()
    portal.emulate_media(media="print")
    sheet, code, foot = (portal.locator(part).bounding_box() for part in (".poster", ".poster-code", ".poster-brand"))
    assert abs(sheet["height"] / sheet["width"] - 297 / 210) < 0.01
    assert code["width"] > 0.2 * sheet["width"]
    assert foot["y"] + foot["height"] <= sheet["y"] + sheet["height"]
    assert portal.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_an_owner_brings_a_table_and_makes_a_key(portal, accessible, place, tmp_path):
    file = tmp_path / "plaetze.csv"
    file.write_text(TABLE)
    sign_in(portal, "/betriebsbereich/", MembershipFactory(company=place.company).user)
    accessible(portal, WCAG)
    portal.get_by_role("link", name="Plätze aus einer Datei").click()
    accessible(portal, WCAG)
    portal.get_by_label("Datei", exact=True).set_input_files(file)
    portal.get_by_role("button", name="Datei hochladen").click()
    portal.get_by_label("Stelle", exact=True).select_option(label="Beruf")
    portal.get_by_label("Was machen wir?").select_option(label="Was dich erwartet")
    portal.get_by_label("Art, wenn die Datei keine nennt").select_option(label="Ausbildung")
    accessible(portal, WCAG)
    portal.get_by_role("button", name="Plätze übernehmen").click()
    portal.get_by_text("1 übernommen, 1 nicht").wait_for()
    accessible(portal, WCAG)
    assert Posting.objects.filter(reference="1", kind="ausbildung").exists()

    portal.goto(f"{portal.home}/betriebsbereich/schluessel/{place.company_id}/")
    portal.get_by_label("Wofür").fill("Bewerbungssoftware")
    portal.get_by_role("button", name="Schlüssel anlegen").click()
    assert portal.locator(".secret").inner_text().startswith("bp_")
    accessible(portal, WCAG)
    assert portal.evaluate("document.documentElement.scrollWidth") <= 360
