"""A firm's first place: on its way to approval within two minutes, with and without a script."""

import pytest
from django.conf import settings

from internships import moderation
from internships.models import Posting
from occupations.models import Profile
from tests.browser.test_golden_thread import sign_in
from tests.factories import CompanyFactory, MembershipFactory, OccupationFactory

pytestmark = pytest.mark.django_db(transaction=True)

MOST_CLICKS, MOST_FIELDS = 5, 3
"""At a slow ten seconds a click and twenty a field that is 110 seconds."""


class Counted:
    """Acts for a firm's owner and counts what it costs her."""

    def __init__(self, page):
        self.page, self.clicks, self.fields = page, 0, 0

    def click(self, role, name):
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def choose(self, label, value):
        self.fields += 1
        self.page.get_by_label(label, exact=True).select_option(label=value)

    def write(self, label, text):
        self.fields += 1
        self.page.get_by_label(label, exact=True).fill(text)


@pytest.fixture
def owner(db):
    Profile.objects.create(occupation=OccupationFactory(), tasks="Bretter hobeln\nFlächen schleifen und ölen")
    return MembershipFactory(company=CompanyFactory(name="Tischlerei Ahorn")).user


def test_a_first_place_takes_few_clicks_and_fields(portal, accessible, owner):
    sign_in(portal, "/betriebsbereich/", owner)
    hand = Counted(portal)
    hand.click("link", "Neuen Platz eintragen")
    portal.get_by_label("Art:").wait_for()
    accessible(portal)
    hand.choose("Art:", "Schulpraktikum")
    hand.choose("Beruf:", "Tischler/in")
    hand.click("button", "Weiter")
    portal.get_by_role("link", name="Was junge Leute bei Ihnen tun").wait_for()
    accessible(portal)
    hand.click("link", "Was junge Leute bei Ihnen tun")
    hand.write("Was dich erwartet:", "Du baust ein Regal und nimmst es mit.")
    hand.click("button", "Speichern und zur Übersicht")
    hand.click("button", "Zur Freigabe einreichen (Schulpraktikum Tischler/in)")
    portal.get_by_text("wartet auf Freigabe").first.wait_for()
    assert Posting.objects.get().status == Posting.Status.SUBMITTED
    assert hand.clicks <= MOST_CLICKS
    assert hand.fields <= MOST_FIELDS


def test_what_is_written_is_kept_and_hints_come_by_themselves(portal, owner):
    posting = Posting.objects.create(
        company=owner.memberships.get().company,
        municipality=owner.memberships.get().company.municipality,
        occupation=OccupationFactory(),
        kind="schulpraktikum",
        description="Alt",
    )
    sign_in(portal, "/betriebsbereich/", owner)
    portal.goto(f"{portal.home}/betriebsbereich/internships/posting/{posting.pk}/change/?teil=text")
    portal.get_by_label("Was dich erwartet:").fill("Bei uns arbeitest du nie im Akkord.")
    portal.get_by_text("§ 23 JArbSchG").wait_for()
    portal.get_by_text("Entwurf gesichert um").wait_for()
    posting.refresh_from_db()
    assert posting.description == "Bei uns arbeitest du nie im Akkord."


@pytest.mark.parametrize("width", [360, 1280])
def test_every_part_of_the_form_is_accessible(portal, accessible, owner, width):
    company = owner.memberships.get().company
    posting = Posting.objects.create(
        company=company, municipality=company.municipality, occupation=OccupationFactory(), kind="schulpraktikum"
    )
    sign_in(portal, "/betriebsbereich/", owner)
    portal.set_viewport_size({"width": width, "height": 800})
    address = f"{portal.home}/betriebsbereich/internships/posting/{posting.pk}/"
    for part in (
        "change/",
        *(f"change/?teil={part}" for part in ("platz", "text", "termine", "zeiten", "kontakt", "dazu", "bilder", "alles")),
        "vorschau/",
    ):
        portal.goto(address + part)
        accessible(portal)
        assert portal.evaluate("document.documentElement.scrollWidth") <= width, part


def test_the_link_in_a_mail_is_accessible(portal, accessible, owner):
    company = owner.memberships.get().company
    posting = Posting.objects.create(
        company=company, municipality=company.municipality, occupation=OccupationFactory(), kind="schulpraktikum", status="public"
    )
    moderation.confirm(posting)
    portal.goto(moderation.link_of(posting).replace(settings.SITE_URL, portal.home))
    accessible(portal)
    portal.get_by_role("button", name="Nein, besetzt").click()
    portal.get_by_role("heading", name="Der Platz ist als besetzt gekennzeichnet.").wait_for()
