"""The link in a mail: a firm says whether its place is still free, without signing in."""

import re
import threading

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from internships import moderation
from internships.models import Posting
from portal import signed_links
from tests.factories import PostingFactory
from tests.pages import text_of

Status = Posting.Status


def address(posting) -> str:
    return f"/platz-bestaetigen/{signed_links.sign('confirm-posting', posting.pk)}/"


def answer(client, posting, words):
    return client.post(address(posting), {"antwort": words}, follow=True)


def test_the_mails_link_opens_a_page_that_changes_nothing(visitor, db, django_capture_on_commit_callbacks):
    posting = PostingFactory()
    with django_capture_on_commit_callbacks(execute=True):
        moderation.remind(posting)
    link = re.search(r"https?://[^/]+(/platz-bestaetigen/\S+)", mail.outbox[0].body)[1]
    before = posting.history.count()
    assert "Ist dieser Platz noch frei?" in text_of(visitor.get(link))
    assert posting.history.count() == before


@pytest.mark.parametrize(
    "before, words, after, says",
    [
        ({"status": Status.PUBLIC}, "frei", Status.PUBLIC, "Danke! Der Platz bleibt stehen."),
        ({"status": Status.PUBLIC}, "besetzt", Status.FILLED, "als besetzt gekennzeichnet"),
        ({"status": Status.PAUSED}, "frei", Status.PUBLIC, "Danke! Der Platz bleibt stehen."),
        ({"status": Status.FILLED}, "frei", Status.PUBLIC, "Danke! Der Platz bleibt stehen."),
        ({"status": Status.EXPIRED, "ended_because": "unconfirmed"}, "frei", Status.PUBLIC, "Danke! Der Platz bleibt stehen."),
        (
            {"status": Status.EXPIRED, "ended_because": "started", "starts_on": "2020-01-01"},
            "frei",
            Status.EXPIRED,
            "Hier ist nichts zu bestätigen",
        ),
        ({"status": Status.REJECTED}, "frei", Status.REJECTED, "Hier ist nichts zu bestätigen"),
    ],
)
def test_one_click_on_the_page_is_enough(visitor, before, words, after, says):
    posting = PostingFactory(**before)
    assert says in text_of(answer(visitor, posting, words))
    posting.refresh_from_db()
    assert posting.status == after


@pytest.mark.parametrize("token", ["x", "MTc:abc:def", "foreign"])
def test_a_forged_or_foreign_link_opens_nothing(visitor, token):
    token = signed_links.sign("another-purpose", PostingFactory().pk) if token == "foreign" else token
    assert visitor.get(f"/platz-bestaetigen/{token}/").status_code == 410


def test_an_answer_nobody_knows_leaves_everything_as_it_is(visitor):
    posting = PostingFactory()
    response = answer(visitor, posting, "vielleicht")
    assert response.status_code == 400
    assert "Ist dieser Platz noch frei?" in text_of(response)
    posting.refresh_from_db()
    assert posting.is_public


def test_the_page_is_kept_by_no_cache(visitor):
    response = visitor.get(address(PostingFactory()))
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_answer_at_once_leave_one_clear_state():
    posting = PostingFactory()
    together, codes = threading.Barrier(2), []

    def click(words):
        client = Client()
        together.wait()
        codes.append(answer(client, posting, words).status_code)
        connection.close()

    threads = [threading.Thread(target=click, args=[words]) for words in ("besetzt", "besetzt")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert codes == [200, 200]
    assert Posting.objects.get(pk=posting.pk).status == Status.FILLED
    assert list(posting.history.values_list("history_change_reason", flat=True)).count("besetzt") == 1
