"""What is true of every public page: quick, quiet, complete, and unbreakable by any address."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.languages import LANGUAGES
from tests.factories import (
    ArticleFactory,
    EventFactory,
    InquiryFactory,
    MunicipalityFactory,
    OccupationFactory,
    PeriodFactory,
    PostingFactory,
    ValueFactory,
)
from tests.pages import links_of

ADDRESSES = [
    "/",
    "/berufe/",
    "/berufe/?feld=bau",
    "/berufe/tischler-in/",
    "/plaetze/",
    "/plaetze/?ort=Melle&umkreis=25&art=schulpraktikum&feld=bau&abschluss=1&wer=klasse-9&sortierung=neu",
    "/plaetze/?ort=Melle&q=tischler&beruf=tischler-in&beginn=1999-01&leicht=telefon&gibt=essen",
    "/plaetze/?zeit={period_id}&wer=klasse-9&ort=Melle",
    "/praktikumszeiten/",
    "/praktikumszeiten/{school_slug}/",
    "/praktikumszeiten/kalender/",
    "{posting}",
    "/plaetze/{posting_id}/anfrage/",
    "/plaetze/{posting_id}/einverstaendnis/",
    "/plaetze/{posting_id}/melden/",
    "/meine-anfragen/",
    "{inquiry}",
    "/betriebe/",
    "/betriebe/?ort=melle&q=werk",
    "{company}",
    "/angebote/",
    "/angebote/?fuer=jugendliche&phase=uebergang&thema=berufswahl&ort=Melle&ab=2020-01-01&bis=2040-01-01&q=werkstatt",
    "/angebote/?klasse=8&alter=14&feld=bau&form=workshop&sprache=de&zugang=stufenlos&kostenlos=on&umkreis=25&ort=Melle",
    "{offer}",
    "/termine/",
    "/termine/?zeitraum=monat&ansicht=kalender&fuer=jugendliche&phase=uebergang&klasse=9&thema=berufswahl&ort=Melle&kostenlos=on&frei=on",
    "{event}",
    "/termine/{event_id}/anmelden/",
    "/wer-hilft/",
    "/wer-hilft/?q=verein&thema=berufswahl&fuer=jugendliche&phase=uebergang&ort=Melle",
    "{organisation}",
    "/landschaft/",
    "/landschaft/?fuer=eltern",
    "/magazin/",
    "{article}",
    "/magazin/?fuer=eltern",
    "/fuer/jugendliche/",
    "/fuer/jugendliche/?klasse=9&lage=praktikum",
    "/fuer/eltern/?lage=klasse-8",
    "/fuer/schulen/?lage=unterricht",
    "/fuer/betriebe/",
    "/suche/?q=tischler",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/zahlen/",
    "/zahlen/schulabgaenge/",
    "/zahlen/methoden/",
    "/zahlen/bericht/",
]
PREFIXES = [language.prefix for language in LANGUAGES if language.prefix]
MOST_QUERIES = {"/": 8, "/suche/?q=tischler": 11}


def make_world() -> dict:
    """Rows for every page, enough for a second one; returns what the addresses above leave open."""
    call_command("create_pages", verbosity=0)
    MunicipalityFactory(place="Osnabrück")
    occupation = OccupationFactory()
    for _ in range(21):
        posting = PostingFactory(occupation=occupation)
    for _ in range(21):
        event = EventFactory(seats=30, offer__for_schools=True)
    inquiry = InquiryFactory(posting=posting, status="lapsed")
    period = PeriodFactory(school__website="https://schule.example/")
    ValueFactory()
    rows = {
        "posting": posting,
        "company": posting.company,
        "inquiry": inquiry,
        "offer": event.offer,
        "event": event,
        "organisation": event.offer.organisation,
        "article": ArticleFactory(),
    }
    keys = {"posting_id": posting.pk, "event_id": event.pk, "period_id": period.pk, "school_slug": period.school.slug}
    return {name: row.get_absolute_url() for name, row in rows.items()} | keys


@pytest.fixture(scope="module")
def world(shared_rows):
    return make_world()


@pytest.fixture(scope="module")
def answers(world):
    """Every page fetched once, with the queries it took: {address: response}."""
    client = Client()
    client.get("/")  # the first request of a process loads what all later ones share
    return {address: fetch(client, address.format(**world)) for address in ADDRESSES}


def fetch(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    response.queries = [query["sql"] for query in queries]
    return response


@pytest.fixture(params=ADDRESSES)
def shown(request, answers):
    answers[request.param].address = request.param
    return answers[request.param]


def test_every_page_answers(shown):
    assert shown.status_code == 200


def test_every_page_asks_the_database_at_most_eight_times(shown):
    assert len(shown.queries) <= MOST_QUERIES.get(shown.address, 8), "\n".join(shown.queries)


def test_looking_writes_nothing(shown):
    assert [sql for sql in shown.queries if not sql.lstrip("(").startswith(("SELECT", "WITH"))] == []


def test_no_page_sets_a_cookie_but_the_form(shown):
    has_form = any(word in shown.address for word in ("anfrage", "melden", "{inquiry}", "anmelden/"))
    assert list(shown.cookies) == (["csrftoken"] if has_form else [])


def test_everything_a_page_loads_comes_from_here(shown):
    html = shown.content.decode()
    loaded = re.findall(r'<(?:link|script|img|iframe|source)\b[^>]*?(?:href|src)="([^"]*)"', html)
    assert [link for link in loaded if urlsplit(link).netloc not in ("", "127.0.0.1:8000")] == []
    assert len([link for link in loaded if "/static/" in link]) <= 8


def test_no_page_carries_inline_style_or_script(shown):
    html = re.sub(r'<script type="application/ld\+json">.*?</script>', "", shown.content.decode(), flags=re.DOTALL)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert "style=" not in html
    assert not re.search(r"\son\w+=", html)


def test_every_page_has_one_heading_a_title_and_german_as_its_language(shown):
    html = shown.content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="de" dir="ltr">' in html
    assert re.search(r"<title>\s*\S+", html)


def test_ids_are_unique_and_labels_point_somewhere(shown):
    html = shown.content.decode()
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:for|aria-labelledby|aria-describedby)="([^"]*)"', html)) <= set(ids)


def kind_of_page(address: str) -> tuple[str, ...]:
    """What pages of one kind share: the path but for language and numbers, and the names of what is asked."""
    parts = urlsplit(address)
    path = re.sub(rf"^/({'|'.join(PREFIXES)})(?=/)|\d+", "", parts.path)
    return path, *sorted(parse_qs(parts.query))


def test_links_between_pages_lead_somewhere(world, visitor):
    """One page of each kind is opened."""
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        response = visitor.get(address)
        assert response.status_code in (200, 302), address
        if response.get("Content-Type", "").startswith("text/html"):
            for link in links_of(response):
                if link.startswith("/") and not link.startswith("/static/") and kind_of_page(link) not in seen:
                    seen.add(kind_of_page(link))
                    waiting.append(link)
    assert len(seen) > 40


HOSTILE = st.text(max_size=60) | st.sampled_from(
    ["\0", "'", '"><script>', "%", "\\", "‮", "9" * 50, "-1", "1e9", "2027-99", "(((", "* OR", "ä" * 300]
)
NAMES = st.sampled_from(
    [
        "q",
        "ort",
        "umkreis",
        "art",
        "beruf",
        "feld",
        "beginn",
        "abschluss",
        "wer",
        "woche",
        "zeit",
        "schule",
        "schuljahr",
        "leicht",
        "gibt",
        "sortierung",
        "seite",
        "weg",
        "fuer",
        "phase",
        "klasse",
        "lage",
        "thema",
        "ab",
        "bis",
        "zeitraum",
        "ansicht",
        "tag",
        "klasse",
        "kostenlos",
        "alter",
        "form",
        "sprache",
        "zugang",
        "online",
    ]
)


LISTS = st.sampled_from(
    [
        "/plaetze/",
        "/berufe/",
        "/angebote/",
        "/termine/",
        "/praktikumszeiten/",
        "/praktikumszeiten/kalender/",
        "/wer-hilft/",
        "/landschaft/",
        "/landschaft.csv",
        "/api/angebote/",
        "/betriebe/",
        "/suche/",
        "/magazin/",
        "/fuer/jugendliche/",
        "/merkliste/",
        "/berufe/vergleich/",
        "/berufe/vorschlaege/",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=LISTS, query=st.dictionaries(NAMES, st.lists(HOSTILE, min_size=1, max_size=2), max_size=5))
def test_no_query_string_breaks_a_list(world, db, address, query):
    response = Client().get(address, query)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/plaetze/0-x/", "/plaetze/99999999999999999999-x/", "/berufe/%00/", "/betriebe/ä/", "/%ff/", "/plaetze/999999/anfrage/", "/x" * 400],
)
def test_what_is_not_there_is_a_helpful_404(visitor, address):
    response = visitor.get(address)
    assert response.status_code == 404
    assert "Such einfach weiter" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_pages_takes_no_other_method(visitor, method):
    assert getattr(visitor, method)("/plaetze/").status_code == 405


def test_a_place_that_is_gone_says_so_and_a_draft_was_never_there(visitor):
    gone = PostingFactory(status="filled", title="Weg")
    draft = PostingFactory(status="draft", published_at=None)
    assert visitor.get(gone.get_absolute_url()).status_code == 410
    assert visitor.get(draft.get_absolute_url()).status_code == 404


def test_an_old_name_of_a_place_leads_to_its_new_address(visitor):
    posting = PostingFactory(title="Neuer Name")
    assert visitor.get(f"/plaetze/{posting.pk}-alter-name/").url == posting.get_absolute_url()
