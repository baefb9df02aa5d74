"""Searching as pupils type: through the search page, on the real occupations."""

from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import fulltext
from portal.folding import fold
from portal.models import Synonym
from tests.factories import ArticleFactory, CompanyFactory, OfferFactory, PostingFactory

FIRST = {
    "Bäcker": "Bäcker/in",
    "baeckerei": "Bäcker/in",
    "Erzieher": "Erzieher/in",
    "ErzieherIn": "Erzieher/in",
    "erzieher*in": "Erzieher/in",
    "kfz mechatroniker": "Kraftfahrzeugmechatroniker/in",
    "Mechatroniker": "Mechatroniker/in",
    "köchin": "Koch/Köchin",
    "KOECHIN": "Koch/Köchin",
    "Bürokauffrau": "Kaufmann/-frau für Büromanagement",
    "Schreiner": "Tischler/in",
    "Tischlerlehre": "Tischler/in",
    "frisöhr": "Friseur/in",
    "Fachinformatick": "Fachinformatiker/in",
    "industriekaufman": "Industriekaufmann/-frau",
    "was mit Tieren": "Tierpfleger/in",
    "Ausbildung zum Maurer": "Maurer/in",
    "Krankenschwester": "Pflegefachmann/-frau",
    "Zahnarzthelferin": "Zahnmedizinische/r Fachangestellte/r",
    "Lokführer": "Eisenbahner/in im Betriebsdienst Lokführer/in und Transport",
}


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """The real occupations, read once for the whole module."""
    with django_db_blocker.unblock():
        call_command("import_data", verbosity=0, stdout=StringIO())
        yield
        call_command("flush", verbosity=0, interactive=False)


def found(client, text, kind="occupation") -> list[str]:
    groups = client.get("/suche/", {"q": text}).context["found"].groups
    return [str(hit) for group in groups if group.kind.name == kind for hit in group.hits]


@pytest.mark.parametrize("typed", FIRST)
def test_what_pupils_type_finds_what_they_mean(catalogue, visitor, typed):
    assert found(visitor, typed)[:1] == [FIRST[typed]]


def test_a_typing_mistake_is_named(catalogue, visitor):
    assert found(visitor, "Mechatronicker")
    assert "Gesucht nach: mechatron" in visitor.get("/suche/", {"q": "Mechatronicker"}).content.decode().replace("<strong>", "")


def test_everything_is_found_and_grouped_by_kind(visitor):
    for factory in (PostingFactory, OfferFactory, ArticleFactory):
        factory(title="Roboter bauen")
    CompanyFactory(name="Roboter & Söhne")
    groups = visitor.get("/suche/", {"q": "Roboter"}).context["found"].groups
    assert [group.kind.name for group in groups] == ["posting", "offer", "company", "article"]


def test_what_is_not_public_is_not_found(visitor):
    PostingFactory(title="Roboter", status="draft")
    OfferFactory(title="Roboter", status="draft")
    CompanyFactory(name="Roboter", is_verified=False)
    assert visitor.get("/suche/", {"q": "Roboter"}).context["found"].groups == []


def test_a_new_name_is_found_at_once_and_the_old_one_no_longer(visitor):
    posting = PostingFactory(title="Roboter bauen")
    posting.title = "Drachen steigen lassen"
    posting.save()
    assert found(visitor, "Drachen", "posting") == ["Drachen steigen lassen"]
    assert found(visitor, "Roboter", "posting") == []


def test_what_is_deleted_is_forgotten(visitor):
    posting = PostingFactory(title="Roboter bauen")
    type(posting).objects.filter(pk=posting.pk).delete()
    assert fulltext.search("Roboter", ["posting"]).hits == []


def test_an_index_built_anew_is_the_same_as_one_grown_by_saving(visitor):
    for number in range(3):
        PostingFactory(title=f"Roboter {number}")
    before = found(visitor, "Roboter", "posting")
    call_command("reindex", verbosity=0)
    assert found(visitor, "Roboter", "posting") == before


def test_a_synonym_that_staff_add_works_at_once(visitor):
    PostingFactory(title="Drohne fliegen")
    assert found(visitor, "Kopter", "posting") == []
    Synonym.objects.create(typed="Kopter", meant="Drohne")
    assert found(visitor, "Kopter", "posting") == ["Drohne fliegen"]


def test_when_no_place_has_all_words_those_with_any_are_shown(visitor):
    PostingFactory(title="Roboter bauen")
    assert found(visitor, "Roboter Zirkus", "posting") == ["Roboter bauen"]


@pytest.mark.parametrize("nothing", ["", " ", "x", "?!", "\0"])
def test_an_empty_search_says_what_to_do(visitor, nothing):
    response = visitor.get("/suche/", {"q": nothing})
    assert response.status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=150))
def test_no_text_breaks_the_search(db, text):
    PostingFactory._meta.model.objects.filter(pk__in=fulltext.matching(text, "posting")).count()
    fulltext.search(text, ["posting", "company"])


WORDS = st.text(alphabet="abcdefghijklmnoprstuvwzäöü", min_size=3, max_size=10)


@given(word=WORDS)
def test_gender_forms_of_a_word_meet(word):
    base = fold(f"{word}er")
    for form in ("er/in", "er*in", "er:in", "er/-in", "erInnen", "er (m/w/d)"):
        assert fold(f"{word}{form}") == base


@given(text=st.text(max_size=80))
def test_capital_letters_make_no_difference_to_ordinary_words(text):
    assert fold(text.lower()) == fold(text.lower().capitalize())
