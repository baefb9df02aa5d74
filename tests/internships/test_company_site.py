"""A firm's owner posts a place and reads what pupils write."""

import pytest
from django.core import mail

from internships.models import Posting
from tests.factories import OccupationFactory, PostingFactory, UserFactory
from tests.pages import text_of

Status = Posting.Status


def form(owner, **changes) -> dict:
    return {
        "company": owner.company.pk,
        "kind": "schulpraktikum",
        "occupation": OccupationFactory().pk,
        "title": "",
        "description": "Du baust ein Regal.",
        "municipality": owner.company.municipality_id,
        "certificate": "0",
        "seats": "1",
    } | changes


def test_she_writes_a_place_hands_it_in_and_after_approval_everybody_sees_it(owner, staff, client):
    owner.post("/betriebsbereich/internships/posting/add/", form(owner, _submit="1"))
    posting = Posting.objects.get()
    assert (posting.status, posting.title) == (Status.SUBMITTED, "Schulpraktikum Tischler/in")
    assert client.get("/plaetze/").context["page"].total == 0

    assert "Plätze freigeben 1" in text_of(staff.get("/verwaltung/"))
    staff.post("/verwaltung/internships/posting/", {"action": "approve", "_selected_action": [posting.pk]})
    assert "Tischlerei Ahorn" in text_of(client.get("/plaetze/"))


def test_a_mistake_is_explained_and_what_she_typed_stays(owner):
    response = owner.post("/betriebsbereich/internships/posting/add/", form(owner, description="", duration="2 Wochen"))
    assert "Dieses Feld ist zwingend erforderlich" in text_of(response)
    assert 'value="2 Wochen"' in response.content.decode()
    response = owner.post("/betriebsbereich/internships/posting/add/", form(owner, starts_on="1.8.2027", starts_until="1.7.2027"))
    assert "„Start spätestens“ liegt vor „Start frühestens“" in text_of(response)


def test_changed_words_of_a_public_place_go_back_to_staff(owner):
    posting = PostingFactory(company=owner.company)
    owner.post(f"/betriebsbereich/internships/posting/{posting.pk}/change/", form(owner, title="Neue Worte", _save="1"))
    posting.refresh_from_db()
    assert (posting.title, posting.status) == ("Neue Worte", Status.SUBMITTED)


@pytest.mark.parametrize(
    "step, before, after",
    [
        ("einreichen", Status.DRAFT, Status.SUBMITTED),
        ("pausieren", Status.PUBLIC, Status.PAUSED),
        ("zeigen", Status.PAUSED, Status.PUBLIC),
        ("besetzt", Status.PUBLIC, Status.FILLED),
        ("besetzt", Status.FILLED, Status.FILLED),
    ],
)
def test_one_click_moves_a_place(owner, step, before, after):
    posting = PostingFactory(company=owner.company, status=before)
    owner.post(f"/betriebsbereich/internships/posting/{posting.pk}/{step}/")
    posting.refresh_from_db()
    assert posting.status == after


def test_a_step_needs_a_click_and_not_only_a_link(owner):
    posting = PostingFactory(company=owner.company)
    assert owner.get(f"/betriebsbereich/internships/posting/{posting.pk}/pausieren/").status_code == 405


def test_a_copy_opens_at_once(owner):
    posting = PostingFactory(company=owner.company)
    response = owner.post(f"/betriebsbereich/internships/posting/{posting.pk}/kopieren/")
    assert response.url.endswith(f"/posting/{Posting.objects.order_by('-pk').first().pk}/change/")


def test_staff_give_a_place_back_with_a_reason(staff, owner, django_capture_on_commit_callbacks):
    posting = PostingFactory(company=owner.company, status=Status.SUBMITTED, title="Regale")
    choice = {"action": "reject", "_selected_action": [posting.pk]}
    assert "Der Betrieb liest ihn" in text_of(staff.post("/verwaltung/internships/posting/", choice)).replace("der Betrieb", "Der Betrieb")
    with django_capture_on_commit_callbacks(execute=True):
        staff.post("/verwaltung/internships/posting/", choice | {"reason": "Bitte kürzer."})
    posting.refresh_from_db()
    assert posting.status == Status.REJECTED
    assert "Bitte kürzer." in mail.outbox[0].body
    assert "Bitte kürzer." in text_of(owner.get("/betriebsbereich/"))


def test_without_a_company_nobody_enters(client, db):
    stranger = UserFactory(email="fremd@example.org")
    response = client.post("/betriebsbereich/login/", {"username": stranger.email, "password": "sehr-geheim-1"})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_owner_signs_in_with_her_address(client, owner):
    email = owner.company.memberships.get().user.email
    response = client.post("/betriebsbereich/login/", {"username": email, "password": "sehr-geheim-1", "next": "/betriebsbereich/"})
    assert response.url == "/betriebsbereich/"
