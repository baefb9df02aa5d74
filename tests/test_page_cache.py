"""Pages from memory: quick for visitors, never stale, never somebody else's."""

import gzip

import pytest
from django.core.cache import cache

from internships.models import Posting
from tests.factories import PostingFactory
from tests.pages import text_of


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.PAGE_CACHE_SECONDS = 60


def test_a_second_look_costs_one_query(visitor, django_assert_num_queries):
    PostingFactory()
    visitor.get("/plaetze/")
    with django_assert_num_queries(1):
        visitor.get("/plaetze/")


def test_an_approval_shows_at_once(client, staff):
    posting = PostingFactory(title="Regale bauen", status=Posting.Status.SUBMITTED)
    assert "Regale bauen" not in text_of(client.get("/plaetze/"))
    staff.post("/verwaltung/internships/posting/", {"action": "approve", "_selected_action": [posting.pk]})
    assert "Regale bauen" in text_of(client.get("/plaetze/"))


def test_each_search_has_its_own_page(visitor):
    PostingFactory(title="Regale bauen")
    assert "Regale bauen" in text_of(visitor.get("/plaetze/?art=schulpraktikum"))
    assert "Regale bauen" not in text_of(visitor.get("/plaetze/?art=ausbildung"))


def test_pages_with_a_form_token_are_made_anew_for_everybody(visitor):
    posting = PostingFactory()
    tokens = {visitor.get(f"/plaetze/{posting.pk}/anfrage/").context["csrf_token"] for _ in range(2)}
    assert len(tokens) == 2


def test_signed_in_people_get_no_page_from_memory_and_leave_none(owner, client):
    owner.get("/plaetze/")
    assert cache.get("page") is None
    assert "Abmelden" not in text_of(client.get("/plaetze/"))


def test_those_who_cannot_unpack_get_plain_text(visitor):
    PostingFactory()
    packed = visitor.get("/plaetze/", headers={"Accept-Encoding": "gzip"})
    plain = visitor.get("/plaetze/")
    assert packed["Content-Encoding"] == "gzip"
    assert not plain.has_header("Content-Encoding")
    assert gzip.decompress(packed.content) == plain.content


def test_what_is_not_there_is_looked_for_every_time(visitor):
    assert visitor.get("/plaetze/1-regale/").status_code == 404
    posting = PostingFactory(pk=1, title="Regale")
    assert visitor.get(posting.get_absolute_url()).status_code == 200
