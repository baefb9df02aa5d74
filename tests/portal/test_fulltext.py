"""The search: what is found, what is not, and that nothing breaks it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import fulltext
from portal.folding import fold, stem
from portal.models import Synonym
from tests.factories import ArticleFactory, CompanyFactory, OfferFactory, PostingFactory


def found(client, text, kind="occupation") -> list[str]:
    groups = client.get("/suche/", {"q": text}).context["found"].groups
    return [str(hit) for group in groups if group.kind.name == kind for hit in group.hits]


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


def test_threads_that_fold_at_once_do_not_disturb_each_other():
    texts = [f"{first}{second}erinnen" for first in ("Tisch", "Bäck", "Gärtn", "Schloss") for second in ("a", "o", "ei", "au", "eu")] * 40
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(fold, texts))
    stem.cache_clear()
    assert together == [fold(text) for text in texts]
