"""What families and schools find: filters, directory, landscape, open data."""

import json

import pytest
from django.template import Context, Template

from offers.models import ContactPerson, Offer
from tests.factories import FieldFactory, MunicipalityFactory, OfferFactory, OrganisationFactory, TopicFactory
from tests.pages import text_of


def titles(response) -> list[str]:
    return [offer.title for offer in response.context["offers"]]


@pytest.fixture
def offers(db):
    """Four offers that differ in what people ask for."""
    FieldFactory(key="metall", name="Metall")
    melle, belm = MunicipalityFactory(place="Melle"), MunicipalityFactory(place="Belm")
    OfferFactory(title="Lesen in Melle", municipality=melle, stage="grundschule", class_from=1, class_to=4, languages=["de", "tr"])
    OfferFactory(title="Schweißen", municipality=belm, stage="klasse-5-10", class_from=8, fields=["metall"], access=["stufenlos"])
    OfferFactory(title="Online fragen", is_online=True, stage="uebergang", age_from=16, is_free=False, cost="5 Euro")
    several = OfferFactory(title="Rollende Werkstatt", coverage="mehrere", stage="klasse-5-10")
    several.reaches.set([melle])
    return Offer.objects.order_by("title")


@pytest.mark.parametrize(
    "query, found",
    [
        ({"klasse": "3"}, ["Lesen in Melle"]),
        ({"klasse": "9"}, ["Online fragen", "Rollende Werkstatt", "Schweißen"]),
        ({"klasse": "5"}, ["Rollende Werkstatt"]),
        ({"alter": "17"}, ["Online fragen", "Rollende Werkstatt", "Schweißen"]),
        ({"alter": "15"}, ["Rollende Werkstatt", "Schweißen"]),
        ({"feld": "metall"}, ["Schweißen"]),
        ({"sprache": "tr"}, ["Lesen in Melle"]),
        ({"zugang": "stufenlos"}, ["Schweißen"]),
        ({"kostenlos": "on"}, ["Lesen in Melle", "Rollende Werkstatt", "Schweißen"]),
        ({"online": "on"}, ["Online fragen"]),
        ({"phase": "grundschule"}, ["Lesen in Melle"]),
        ({"ort": "Melle", "umkreis": "0"}, ["Lesen in Melle", "Online fragen", "Rollende Werkstatt"]),
        ({"ort": "Melle", "umkreis": "25"}, ["Lesen in Melle", "Schweißen", "Online fragen", "Rollende Werkstatt"]),
        ({"ort": "Belm", "umkreis": "0"}, ["Schweißen", "Online fragen"]),
        ({"fuer": "eltern"}, []),
    ],
)
def test_a_filter_leaves_what_fits(visitor, offers, query, found):
    assert titles(visitor.get("/angebote/", query)) == found


def test_every_filter_can_be_taken_back(visitor, offers):
    page = text_of(visitor.get("/angebote/", {"klasse": "8", "sprache": "tr", "kostenlos": "on", "ort": "Melle"}))
    for words in ("Klasse 8 entfernen", "Türkisch entfernen", "nur kostenlose entfernen", "Melle entfernen"):
        assert words in page


def test_the_list_costs_the_same_with_many_offers(visitor, offers, django_assert_max_num_queries):
    for _ in range(25):
        OfferFactory()
    visitor.get("/angebote/?q=lesen")
    with django_assert_max_num_queries(8):
        visitor.get("/angebote/?q=lesen&ort=Melle&klasse=3&feld=metall&thema=berufswahl")


def test_teachers_read_what_they_need(visitor, db):
    school = {"for_schools": True, "duration": "3 Stunden", "class_size": "bis 28", "preparation": "Fragen sammeln."}
    page = text_of(visitor.get(OfferFactory(**school, follow_up="Plakat", curriculum="Deutsch", school_cost="keine").get_absolute_url()))
    for words in ("Für Lehrkräfte", "bis 28", "Fragen sammeln.", "Plakat", "Bezug zum Lehrplan", "Kosten für die Schule keine"):
        assert words in page


def test_the_directory_says_who_helps_with_what_where(visitor, db):
    helper = OrganisationFactory(name="Lesehilfe", serves_region=False)
    helper.area.add(MunicipalityFactory(place="Belm"))
    helper.topics.add(TopicFactory(key="lesen", name="Lesen"))
    ContactPerson.objects.create(organisation=helper, name="Ada Beispiel", helps_with="Vorlesen")
    OrganisationFactory(name="Anderswo", serves_region=False, municipality=MunicipalityFactory(place="Melle"))
    OrganisationFactory(name="Ungeprüft", is_verified=False)
    page = text_of(visitor.get("/wer-hilft/", {"ort": "Belm", "thema": "lesen"}))
    assert "Lesehilfe" in page
    assert "Ada Beispiel: Vorlesen" in page
    assert "Anderswo" not in page
    assert "Ungeprüft" not in text_of(visitor.get("/wer-hilft/"))


def test_an_organisation_shows_its_people_and_offers(visitor, offers):
    organisation = offers[0].organisation
    ContactPerson.objects.create(organisation=organisation, name="Ada Beispiel", phone="0541 1")
    page = text_of(visitor.get(organisation.get_absolute_url()))
    assert "Ada Beispiel" in page
    assert "Lesen in Melle" in page


def matrix(response) -> dict:
    return {
        row.municipality.name if row.municipality else "überall": [cell.number for cell in row.cells]
        for row in [*response.context["rows"], response.context["region_row"]]
    }


def test_the_landscape_counts_each_offer_where_it_can_be_used(visitor, offers):
    found = matrix(visitor.get("/landschaft/"))
    assert found == {"Melle": [0, 1, 1, 0, 0, 0], "Belm": [0, 0, 1, 0, 0, 0], "überall": [0, 0, 0, 1, 0, 0]}
    assert matrix(visitor.get("/landschaft/?fuer=eltern"))["Melle"] == [0] * 6


def test_a_number_of_the_landscape_leads_to_as_many_offers(visitor, offers):
    cell = visitor.get("/landschaft/").context["rows"][0].cells[2]
    listed = [title for title in titles(visitor.get(f"{cell.address}")) if title != "Online fragen"]
    assert len(listed) == cell.number


def test_staff_see_drafts_in_the_landscape_and_take_it_along(staff, offers):
    OfferFactory(title="Entwurf", status="draft", municipality=MunicipalityFactory(place="Melle"), stage="kita")
    assert matrix(staff.get("/verwaltung/offers/offer/landschaft/"))["Melle"][0] == 0
    response = staff.get("/verwaltung/offers/offer/landschaft/?entwuerfe=on")
    assert matrix(response)["Melle"][0] == 1
    cell = next(row for row in response.context["rows"] if row.municipality.name == "Melle").cells[0]
    assert "Entwurf" in text_of(staff.get(cell.address))
    assert "gemeinde" in staff.get("/verwaltung/offers/offer/landschaft/?csv=1").content.decode().splitlines()[0]


def test_open_data_holds_offers_and_organisations_but_no_people(visitor, offers):
    ContactPerson.objects.create(organisation=offers[0].organisation, name="Ada Beispiel")
    answer = json.loads(visitor.get("/api/angebote/").content)
    assert answer["total"] == 4
    assert {row["titel"] for row in answer["results"]} == {"Lesen in Melle", "Schweißen", "Online fragen", "Rollende Werkstatt"}
    for address in ("/api/angebote.csv", "/api/traeger/", "/api/traeger.csv"):
        assert "Ada" not in visitor.get(address).content.decode()
    assert "Schweißen" in visitor.get("/angebote/neu.atom").content.decode()


def test_an_organisation_is_found_by_the_search_over_everything(visitor, db):
    OrganisationFactory(name="Mentorenkreis Apfelbaum")
    assert "Mentorenkreis Apfelbaum" in text_of(visitor.get("/suche/?q=mentorenkreis"))


def test_offers_of_a_field_stand_where_another_room_asks_for_them(offers):
    shown = Template("{% load offers %}{% offers_of_field keys %}")
    assert "Schweißen" in shown.render(Context({"keys": ["metall", "bau"]}))
    assert shown.render(Context({"keys": []})).strip() == ""
