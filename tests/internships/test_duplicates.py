"""Staff are told when a place may have been posted twice; nobody merges anything for them."""

import pytest

from internships.duplicates import doubles_of
from internships.models import Posting
from tests.factories import CompanyFactory, MunicipalityFactory, OccupationFactory, PostingFactory
from tests.pages import text_of

TITLE = "Ausbildung Tischler/in ab August"


@pytest.fixture
def posting(db):
    return PostingFactory(title=TITLE)


def test_the_same_place_in_other_words_is_a_hint_with_its_reference(posting, staff):
    PostingFactory(company=posting.company, title="Ausbildung Tischler (m/w/d) ab August", status="submitted", reference="2027-014")
    page = text_of(staff.get(f"/verwaltung/internships/posting/{posting.pk}/change/"))
    assert "Ausbildung Tischler (m/w/d) ab August (wartet auf Freigabe, Referenz: 2027-014)" in page
    assert Posting.objects.count() == 2


def test_without_a_likeness_the_page_says_so(posting, staff):
    assert "kein ähnlicher Platz dieses Betriebs" in text_of(staff.get(f"/verwaltung/internships/posting/{posting.pk}/change/"))


@pytest.mark.parametrize("difference", ["company", "occupation", "kind", "municipality", "status", "title"])
def test_a_place_that_differs_in_one_of_these_is_no_double(posting, difference):
    other = {"company": posting.company, "occupation": posting.occupation, "municipality": posting.municipality, "title": TITLE}
    made = {
        "company": CompanyFactory,
        "occupation": lambda: OccupationFactory(slug="maurer-in", name="Maurer/in"),
        "kind": lambda: "schnuppertag",
        "municipality": lambda: MunicipalityFactory(place="Belm"),
        "status": lambda: "filled",
        "title": lambda: "Zwei Wochen in der Werkstatt für Oberflächen",
    }[difference]()
    PostingFactory(**(other | {difference: made}))
    assert doubles_of(posting) == []
