"""The scripts of the catalogue: type-ahead by keyboard, remembering after a click only."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import FieldFactory, OccupationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def baker():
    FieldFactory(key="essen", name="Essen & Trinken")
    return OccupationFactory(slug="baecker-in", name="Bäcker/in", field="essen")


def test_the_keyboard_chooses_a_suggestion(portal, accessible, baker):
    portal.goto(portal.home)
    box = portal.get_by_role("combobox", name="Beruf, Betrieb oder Stichwort")
    box.press_sequentially("bäck")
    portal.get_by_role("option", name="Bäcker/in").wait_for()
    accessible(portal)
    box.press("ArrowDown")
    assert portal.get_by_role("option", selected=True).inner_text() == "Bäcker/in"
    box.press("Enter")
    portal.wait_for_url("**/berufe/baecker-in/")


def test_escape_closes_the_suggestions_and_enter_searches_as_ever(portal, baker):
    portal.goto(portal.home)
    box = portal.get_by_role("combobox", name="Beruf, Betrieb oder Stichwort")
    box.press_sequentially("bäck")
    portal.get_by_role("option").first.wait_for()
    box.press("Escape")
    assert not portal.get_by_role("listbox").is_visible()
    box.press("Enter")
    portal.wait_for_url("**/suche/?q=*")


def test_something_is_remembered_only_after_a_click_and_forgotten_again(portal, baker):
    portal.goto(portal.home + "/berufe/baecker-in/")
    assert portal.evaluate("localStorage.length") == 0
    portal.get_by_role("button", name="Merken").click()
    portal.get_by_role("link", name="Merkliste 1").click()
    portal.wait_for_url("**/merkliste/?beruf=baecker-in")
    portal.get_by_role("link", name="Bäcker/in").last.click()
    assert portal.evaluate("localStorage.length") == 0
    assert portal.context.cookies() == []


def test_a_real_profile_is_accessible_at_360_pixels(portal, accessible):
    call_command("import_data", verbosity=0, stdout=StringIO())
    for address in (
        "/berufe/",
        "/berufe/erzieher-in/",
        "/berufe/vergleich/?beruf=baecker-in&beruf=koch-koechin",
        "/merkliste/?beruf=baecker-in",
    ):
        portal.goto(portal.home + address)
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= 360, address
