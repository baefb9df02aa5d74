"""Offers, directory, landscape and the providers' area in a real browser: accessible, within the screen, counted by a beacon."""

import pytest
from django.conf import settings
from django.test import Client

from portal.unmet import UnmetSearch
from tests.browser.conftest import WCAG
from tests.factories import EventFactory, MunicipalityFactory, OfferFactory, OrganisationMembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def membership():
    membership = OrganisationMembershipFactory(organisation__name="Werkstatthaus")
    school = {"for_schools": True, "duration": "3 Stunden", "class_size": "bis 28", "preparation": "Fragen", "school_cost": "keine"}
    place = {"municipality": MunicipalityFactory(), "access": ["stufenlos"], "languages": ["de"]}
    EventFactory(offer=OfferFactory(title="Werkstatttag", organisation=membership.organisation, **school, **place))
    return membership


def enter(page, user):
    client = Client()
    client.force_login(user)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": page.home}])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_offers_is_accessible_and_fits_its_screen(portal, accessible, membership, scheme, width):
    portal.emulate_media(color_scheme=scheme)
    portal.set_viewport_size({"width": width, "height": 740})
    offer = membership.organisation.offers.get()
    pages = ["/angebote/?klasse=8&ort=Melle", "/angebote/?q=xyzq", offer.get_absolute_url(), "/wer-hilft/"]
    pages += [membership.organisation.get_absolute_url(), "/landschaft/"]
    own = ["/traeger/", "/traeger/angebot/neu/", f"/traeger/angebot/{offer.pk}/", f"/traeger/angebot/{offer.pk}/kalender/"]
    own += [f"/traeger/organisation/{membership.organisation_id}/", "/traeger/vorschlag/"]
    for address in pages:
        look(portal, accessible, address, width)
    enter(portal, membership.user)
    for address in own:
        look(portal, accessible, address, width)


def look(page, accessible, address, width):
    page.goto(page.home + address)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_staff_pages_of_offers_are_accessible(portal, accessible, membership):
    portal.set_viewport_size({"width": 1280, "height": 900})
    enter(portal, UserFactory(is_staff=True, is_superuser=True))
    offer = membership.organisation.offers.get()
    offer.title = "Anderer Titel"
    offer.save()
    home = "/verwaltung/offers/offer/"
    for address in ("", "landschaft/", "export/", "import/", f"{offer.pk}/change/", f"{offer.pk}/history/"):
        portal.goto(portal.home + home + address)
        portal.wait_for_load_state("networkidle")
        accessible(portal, WCAG)


def test_a_search_in_vain_is_counted_by_the_beacon(portal):
    with portal.expect_request("**/suche/ohne-treffer/**"):
        portal.goto(portal.home + "/angebote/?q=Xylophonbauer")
    portal.wait_for_timeout(500)
    assert UnmetSearch.objects.get().term == "xylophonbauer"
    assert portal.context.cookies() == []
