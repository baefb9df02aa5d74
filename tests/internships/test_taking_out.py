"""What others take out of the portal: feeds, calendars, open data, posters, descriptions for search engines."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.urls import get_resolver
from icalendar import Calendar

from internships.models import Posting
from portal.front.catalogue import DATASETS
from tests.factories import CompanyFactory, MunicipalityFactory, PostingFactory
from tests.pages import links_of, text_of
from tests.test_machines import structured_data

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def places(db):
    """Two in Melle, one of them dated, and one far away."""
    belm = MunicipalityFactory(place="Fürstenau")
    near = PostingFactory(title="Regale bauen", starts_on="2090-02-01", starts_until="2090-06-30", kind="ausbildung", monthly_pay=900)
    return [near, PostingFactory(title="Stühle leimen"), PostingFactory(title="Weit weg", municipality=belm)]


def titles(feed: bytes) -> list[str]:
    return [entry.find(f"{ATOM}title").text.partition(" – ")[0] for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry")]


def test_a_search_offers_itself_as_feed_and_calendar_with_all_its_filters(visitor, places):
    page = visitor.get("/plaetze/?ort=Melle&umkreis=5&art=ausbildung&seite=1")
    offered = {f"/plaetze/{kind}?ort=Melle&umkreis=5&art=ausbildung" for kind in ("neu.atom", "termine.ics")}
    assert offered <= set(links_of(page))


def test_the_feed_of_a_search_has_what_the_search_finds_and_says_so_in_its_title(visitor, places):
    assert titles(visitor.get("/plaetze/neu.atom").content) == ["Weit weg", "Stühle leimen", "Regale bauen"]
    feed = visitor.get("/plaetze/neu.atom?ort=Melle&art=ausbildung").content
    assert titles(feed) == ["Regale bauen"]
    assert ElementTree.fromstring(feed).find(f"{ATOM}title").text.startswith("Neue Plätze: 15 km um Melle, Ausbildung")


def test_an_entry_keeps_its_identity_when_the_title_changes(visitor, places):
    identity = lambda: ElementTree.fromstring(visitor.get("/plaetze/neu.atom?art=ausbildung").content).find(f"{ATOM}entry/{ATOM}id").text  # noqa: E731
    before = identity()
    Posting.objects.filter(title="Regale bauen").update(title="Regale und Kisten")
    assert identity() == before
    assert visitor.get(re.sub(r"^https?://[^/]+", "", before)).url.endswith("-regale-und-kisten/")


def test_the_calendar_shows_first_and_last_start_as_whole_days(visitor, places):
    response = visitor.get("/plaetze/termine.ics?ort=Melle")
    assert response["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [(str(event["summary"]).partition(" – ")[0], event.decoded("dtstart").isoformat()) for event in events] == [
        ("Start: Regale bauen", "2090-02-01"),
        ("Letzter Tag für den Start: Regale bauen", "2090-06-30"),
    ]
    assert len({event["uid"] for event in events}) == 2
    single = visitor.get(f"/plaetze/{places[0].pk}/start.ics")
    assert len(Calendar.from_ical(single.content).walk("VEVENT")) == 2
    assert visitor.get(f"/plaetze/{places[1].pk}/start.ics").status_code == 404


def test_open_data_answers_the_filters_of_the_page_in_json_and_csv(visitor, places):
    answer = visitor.get("/api/plaetze/?ort=Melle&art=ausbildung").json()
    assert answer["licence"].startswith("https://www.govdata.de/dl-de/by")
    [row] = answer["results"]
    assert (answer["total"], row["titel"], row["gemeindeschluessel"], row["start_ab"]) == (1, "Regale bauen", "03459024", "2090-02-01")
    response = visitor.get("/api/plaetze.csv?ort=Melle")
    table = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert [row["titel"] for row in table] == ["Stühle leimen", "Regale bauen"]


def test_open_data_holds_no_person_and_no_text_of_a_firm(visitor):
    posting = PostingFactory(contact_name="Erika Beispiel", contact_phone="05422 000000", description="Nur auf der Seite.")
    for address in ("/api/plaetze/", "/api/plaetze.csv"):
        response = visitor.get(address)
        text = (b"".join(response.streaming_content) if response.streaming else response.content).decode()
        assert posting.title in text
        assert not re.search("Erika|05422|Nur auf der Seite", text)


def test_a_filter_nobody_understands_is_a_400_for_programs(visitor, places):
    for address in ("/api/plaetze/?ort=Atlantis", "/api/plaetze.csv?ort=Atlantis"):
        response = visitor.get(address)
        assert response.status_code == 400
        assert "„Atlantis“ kennen wir hier nicht" in response.json()["errors"][0]


def test_pages_of_open_data_keep_their_filters(visitor, places):
    for number in range(120):
        Posting.objects.bulk_create([Posting(**fields(places[1], number))])
    Posting.objects.recount()
    first = visitor.get("/api/plaetze/?ort=Melle").json()
    assert (first["total"], len(first["results"])) == (122, 100)
    second = visitor.get(re.sub(r"^https?://[^/]+", "", first["next"])).json()
    assert (second["page"], len(second["results"]), second["next"]) == (2, 22, None)
    assert "ort=Melle" in second["previous"]


def fields(posting: Posting, number: int) -> dict:
    names = ("company_id", "municipality_id", "occupation_id", "kind", "description", "status", "published_at")
    return {name: getattr(posting, name) for name in names} | {"title": f"Platz {number}"}


def test_open_data_costs_the_same_with_many_places(visitor, places, django_assert_num_queries):
    PostingFactory.create_batch(8)
    with django_assert_num_queries(2):
        assert len(visitor.get("/api/plaetze/").json()["results"]) == 11


def test_no_formula_of_a_firm_runs_in_a_spreadsheet(visitor):
    PostingFactory(title="=HYPERLINK(1)")
    assert b"'=HYPERLINK(1)" in b"".join(visitor.get("/api/plaetze.csv").streaming_content)


def test_the_catalogue_names_every_open_table_with_licence_and_working_addresses(visitor, places):
    MunicipalityFactory(place="Osnabrück")
    page = visitor.get("/daten/")
    catalogue = structured_data(page)[0]
    assert catalogue["@type"] == "DataCatalog"
    for dataset in catalogue["dataset"]:
        assert dataset["license"].startswith("https://")
        for download in dataset["distribution"]:
            response = visitor.get(re.sub(r"^https?://[^/]+", "", download["contentUrl"]))
            assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, download["encodingFormat"])
    assert all(visitor.get(link).status_code == 200 for link in links_of(page) if link.startswith("/api/plaetze/?"))


def test_every_address_of_open_data_is_in_the_catalogue(visitor):
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    open_tables = {name for name in names if name.startswith("api_") and name != "api_guide"}
    assert {"api_postings", "api_occupations"} <= open_tables
    with_a_key_of_their_own = {"api_figures_area", "api_figures_indicator", "api_figures_compare"}  # linked from /api/zahlen/
    open_tables = {name for name in open_tables if name.removesuffix("_csv") not in with_a_key_of_their_own}
    assert open_tables <= {view for dataset in DATASETS for view in dataset.formats.values()}


def job(visitor, posting) -> dict:
    return structured_data(visitor.get(posting.get_absolute_url()))[0]


def test_a_place_is_described_as_googles_job_search_wants_it(visitor):
    company = CompanyFactory(name="Tischlerei Ahorn", street="Am Wall 1", postal_code="49324", website="https://ahorn.example.org/")
    posting = PostingFactory(company=company, description="Du sägst.\n\nUnd <b>ölst</b>.", reference="2027-014", kind="ausbildung", seats=2)
    data = job(visitor, posting)
    assert data["description"] == "<p>Du sägst.</p>\n\n<p>Und &lt;b&gt;ölst&lt;/b&gt;.</p>"
    assert data["identifier"] == {"@type": "PropertyValue", "name": "Tischlerei Ahorn", "value": "2027-014"}
    assert data["hiringOrganization"] == {"@type": "Organization", "name": "Tischlerei Ahorn", "sameAs": "https://ahorn.example.org/"}
    assert data["jobLocation"]["address"]["streetAddress"] == "Am Wall 1"
    assert data["jobLocation"]["address"]["addressCountry"] == "DE"
    assert (data["employmentType"], data["directApply"], "validThrough" in data) == ("FULL_TIME", True, False)
    required = {"title", "description", "datePosted", "hiringOrganization", "jobLocation"}
    assert required <= {name for name, value in data.items() if value}


def test_a_place_in_another_town_does_not_claim_the_firms_street(visitor):
    company = CompanyFactory(street="Am Wall 1", postal_code="49324")
    address = job(visitor, PostingFactory(company=company, municipality=MunicipalityFactory(place="Belm")))["jobLocation"]["address"]
    assert address["addressLocality"] == "Belm"
    assert address.keys().isdisjoint({"streetAddress", "postalCode"})


@pytest.mark.parametrize("status", ["expired", "filled", "paused", "rejected"])
def test_a_place_that_is_gone_leaves_search_engines_feeds_and_open_data(visitor, status):
    posting = PostingFactory(status=status, title="Vorbei und weg")
    page = visitor.get(posting.get_absolute_url())
    assert page.status_code == 410
    assert b"JobPosting" not in page.content
    assert b'content="noindex"' in page.content
    for address in ("/plaetze/neu.atom", "/api/plaetze/", "/sitemap-plaetze.xml"):
        assert "Vorbei und weg" not in visitor.get(address).content.decode()
        assert posting.get_absolute_url() not in visitor.get(address).content.decode()


def test_a_poster_carries_the_place_and_a_code_to_it(visitor, places):
    page = visitor.get(f"/plaetze/{places[0].pk}/aushang/")
    words = text_of(page)
    assert "Regale bauen" in words
    assert f"/p/{places[0].pk}" in words
    assert "<svg" in page.content.decode()
    assert visitor.get(f"/p/{places[0].pk}/").url == places[0].get_absolute_url()


def test_a_firms_poster_lists_its_places_and_how_many_more(visitor):
    company = CompanyFactory(name="Tischlerei Ahorn")
    PostingFactory.create_batch(8, company=company)
    words = text_of(visitor.get(f"/betriebe/{company.slug}/aushang/"))
    assert "Tischlerei Ahorn" in words
    assert "und 2 weitere Plätze" in words


def test_there_is_no_poster_of_what_nobody_may_see(visitor):
    draft = PostingFactory(status="draft", published_at=None)
    hidden = CompanyFactory(is_verified=False)
    for address in (f"/plaetze/{draft.pk}/aushang/", f"/p/{draft.pk}/", f"/betriebe/{hidden.slug}/aushang/"):
        assert visitor.get(address).status_code == 404


def test_the_guide_of_the_interface_shows_every_operation_and_field_without_a_foreign_script(visitor):
    page = visitor.get("/api/v1/")
    words = text_of(page)
    for needed in ("PUT /api/v1/places/{reference}", "POST /api/v1/deliveries", "reference *", "409 Unter dieser Referenz"):
        assert needed in words
    assert not [link for link in links_of(page) if link.startswith("http") and "127.0.0.1" not in link]
    assert json.loads(visitor.get("/api/v1/openapi.json").content)["openapi"].startswith("3.")
