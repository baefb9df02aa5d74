"""The interface for firms, as an applicant-tracking system uses it."""

import json
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from internships import moderation
from internships.models import ApiToken, Posting
from internships.sources.columns import COLUMNS, NAMES
from tests.factories import MembershipFactory, OccupationFactory, PostingFactory

PLACE = {"kind": "ausbildung", "occupation": "Tischler/in", "description": "Du lernst, wie aus Holz Möbel werden."}
ADDRESS = "/api/v1/places/2027-014"


def token_of(membership, **fields) -> tuple[ApiToken, str]:
    fields = {"name": "Bewerbungssoftware", "expires_on": timezone.localdate() + timedelta(days=30)} | fields
    return ApiToken.make(company=membership.company, created_by=membership.user, **fields)


class System(Client):
    """A program with a firm's key."""

    def __init__(self, membership):
        super().__init__()
        self.membership, self.company = membership, membership.company
        self.token, self.secret = token_of(membership)

    def ask(self, method: str, address: str, body=None, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        headers = {"Authorization": f"Bearer {self.secret}"} | headers
        return self.generic(method, address, data, content_type="application/json", headers=headers)


@pytest.fixture
def system(db):
    OccupationFactory()
    caches["default"].clear()
    return System(MembershipFactory(company__name="Tischlerei Ahorn"))


def test_a_system_makes_changes_reads_and_closes_a_place_by_its_own_reference(system):
    made = system.ask("PUT", ADDRESS, PLACE)
    assert (made.status_code, made.json()["status_text"], made.json()["municipality"]) == (201, "wartet auf Freigabe", "Melle")
    assert system.ask("PUT", ADDRESS, PLACE).status_code == 200
    assert Posting.objects.count() == 1
    moderation.approve(Posting.objects.get())
    assert system.ask("PUT", ADDRESS, PLACE | {"seats": 2}).json()["status"] == "public"
    assert system.ask("PUT", ADDRESS, {"description": "Du lernst Möbel bauen."}).json()["status"] == "submitted"
    assert system.ask("GET", ADDRESS).json()["seats"] == 2
    assert [place["reference"] for place in system.ask("GET", "/api/v1/places").json()["results"]] == ["2027-014"]
    assert [system.ask("DELETE", ADDRESS).json()["status_text"] for _ in range(2)] == ["besetzt", "besetzt"]


def test_the_same_reference_with_other_content_is_a_conflict_that_shows_the_existing_place(system):
    assert system.ask("POST", "/api/v1/places", PLACE | {"reference": "7"}).status_code == 201
    assert system.ask("POST", "/api/v1/places", PLACE | {"reference": "7"}).status_code == 200
    conflict = system.ask("POST", "/api/v1/places", PLACE | {"reference": "7", "seats": 4})
    assert (conflict.status_code, conflict["Content-Type"]) == (409, "application/problem+json")
    assert (conflict.json()["existing"]["reference"], conflict.json()["existing"]["seats"]) == ("7", 1)
    assert Posting.objects.get().seats == 1


def test_a_change_on_old_knowledge_is_refused_and_shows_what_is_there_now(system):
    version = system.ask("PUT", ADDRESS, PLACE)["ETag"]
    system.ask("PUT", ADDRESS, PLACE | {"seats": 2})
    late = system.ask("PUT", ADDRESS, PLACE | {"seats": 3}, **{"If-Match": version})
    assert (late.status_code, late.json()["existing"]["seats"]) == (412, 2)
    assert system.ask("DELETE", ADDRESS, **{"If-Match": version}).status_code == 412
    now = system.ask("GET", ADDRESS)["ETag"]
    assert system.ask("PUT", ADDRESS, PLACE | {"seats": 3}, **{"If-Match": now}).json()["seats"] == 3
    assert system.ask("PUT", "/api/v1/places/neu", PLACE, **{"If-Match": "*"}).status_code == 412


def test_wrong_fields_are_named_in_german(system):
    answer = system.ask("PUT", ADDRESS, {"kind": "ausbildung", "occupation": "Drachenzähmer", "seats": 999})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    found = {error["field"]: error["reason"] for error in answer.json()["errors"]}
    assert found.keys() == {"occupation", "seats", "description"}
    assert "Drachenzähmer" in found["occupation"]
    answer = system.ask("PUT", ADDRESS, PLACE | {"seats": "viele", "farbe": "rot"}).json()["errors"]
    assert answer == [
        {"field": "seats", "reason": "Hier wird eine ganze Zahl erwartet."},
        {"field": "farbe", "reason": "Dieses Feld gibt es nicht."},
    ]
    assert system.ask("PUT", ADDRESS, PLACE | {"reference": "anders"}).json()["errors"][0]["field"] == "reference"
    assert system.ask("PUT", ADDRESS, b"{").json()["detail"] == "Erwartet wird gültiges JSON in UTF-8."
    assert not Posting.objects.exists()


def test_a_delivery_gets_a_receipt_that_can_be_read_again(system):
    places = [PLACE | {"reference": "1"}, {"reference": "2", "kind": "ausbildung"}, 7]
    answer = system.ask("POST", "/api/v1/deliveries", {"places": places, "full": True})
    receipt = answer.json()
    assert (answer.status_code, receipt["created"], receipt["rejected"]) == (201, 1, 2)
    named = {(problem["line"], problem["field"]) for problem in receipt["problems"]}
    assert named == {("Eintrag 2", "occupation"), ("Eintrag 2", "description"), ("Eintrag 3", "")}
    assert system.ask("GET", f"/api/v1/deliveries/{receipt['id']}").json() == receipt
    assert system.ask("GET", "/api/v1/deliveries/99999").status_code == 404
    assert System(MembershipFactory()).ask("GET", f"/api/v1/deliveries/{receipt['id']}").status_code == 404


def test_no_firm_reads_or_touches_another_ones_places(system):
    system.ask("PUT", ADDRESS, PLACE)
    other = System(MembershipFactory())
    assert [other.ask(method, ADDRESS).status_code for method in ("GET", "DELETE")] == [404, 404]
    assert other.ask("GET", "/api/v1/places").json()["total"] == 0
    assert other.ask("PUT", ADDRESS, PLACE | {"seats": 9}).status_code == 201
    assert Posting.objects.get(company=system.company).seats == 1


def test_places_without_a_reference_stay_out_of_reach(system):
    PostingFactory(company=system.company)
    assert system.ask("GET", "/api/v1/places").json()["total"] == 0


@pytest.mark.parametrize("change", [{"expires_on": "2020-01-01"}, {"revoked": "2026-01-01T00:00Z"}], ids=["expired", "revoked"])
def test_an_old_or_revoked_key_opens_nothing(system, change):
    ApiToken.objects.filter(pk=system.token.pk).update(**change)
    refused = system.ask("GET", "/api/v1/places")
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, 'Bearer realm="Betriebe"')


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer falsch", "Basic YTpi", "Bearer \xe4\xff"])
def test_without_a_good_key_nothing_is_shown(system, header):
    answer = system.ask("GET", "/api/v1/places", Authorization=header)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_the_keys_of_somebody_who_leaves_or_is_no_owner_any_more_stop_at_once(system):
    system.membership.role = "editor"
    system.membership.save()
    assert system.ask("GET", "/api/v1/places").status_code == 401
    system.membership.delete()
    assert system.ask("GET", "/api/v1/places").status_code == 401


def test_only_a_digest_of_the_key_is_kept_and_its_use_is_noted_by_day(system):
    assert system.secret not in str(ApiToken.objects.values().get())
    system.ask("GET", "/api/v1/places")
    assert ApiToken.objects.get().last_used == timezone.localdate()


def test_too_many_requests_are_told_when_to_come_back(system, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    answers = [system.ask("GET", "/api/v1/places") for _ in range(8)]
    assert {answer.status_code for answer in answers} == {200, 429}
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert System(MembershipFactory()).ask("GET", "/api/v1/places").status_code == 200


def test_a_delivery_that_is_too_large_is_refused_before_it_is_read(system, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024
    answer = system.ask("POST", "/api/v1/deliveries", {"places": [PLACE | {"description": "x" * 2000}]})
    assert (answer.status_code, answer.json()["title"]) == (413, "Zu groß")


def test_one_firms_answers_are_never_kept_for_another(system, settings):
    settings.PAGE_CACHE_SECONDS = 60
    system.ask("PUT", ADDRESS, PLACE)
    for address in (ADDRESS, "/api/v1/places"):
        assert system.ask("GET", address)["Cache-Control"] == "no-store"
        assert System(MembershipFactory()).ask("GET", address).content != system.ask("GET", address).content


def test_a_closed_place_leaves_the_kept_pages_at_once(system, settings, client):
    settings.PAGE_CACHE_SECONDS = 60
    system.ask("PUT", ADDRESS, PLACE | {"title": "Möbel bauen lernen"})
    moderation.approve(Posting.objects.get())
    assert "Möbel bauen lernen" in client.get("/plaetze/").content.decode()
    system.ask("DELETE", ADDRESS)
    assert "Möbel bauen lernen" not in client.get("/plaetze/").content.decode()


def test_the_list_costs_the_same_with_one_place_and_with_many(system):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            system.ask("GET", "/api/v1/places")
        return len(captured)

    PostingFactory(company=system.company, reference="eins")
    system.ask("GET", "/api/v1/places")
    before = min(queries(), queries())  # the first request of a minute opens the limit's row
    for number in range(12):
        PostingFactory(company=system.company, reference=str(number))
    assert min(queries(), queries()) == before


def test_the_description_names_every_operation_and_every_field(db, client):
    described = client.get("/api/v1/openapi.json").json()
    operations = {f"{method.upper()} {path}" for path, methods in described["paths"].items() for method in methods}
    assert operations == {
        "GET /api/v1/places", "POST /api/v1/places", "GET /api/v1/places/{reference}", "PUT /api/v1/places/{reference}",
        "DELETE /api/v1/places/{reference}", "POST /api/v1/deliveries", "GET /api/v1/deliveries/{number}",
    }  # fmt: skip
    assert list(described["components"]["schemas"]["Place"]["properties"]) == NAMES
    assert described["components"]["securitySchemes"]


def test_every_column_is_a_field_of_a_place():
    assert [column.name for column in COLUMNS if column.name not in {field.name for field in Posting._meta.get_fields()}] == []


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from([*NAMES, "places", "full", "x"]), inner, max_size=6)
    ),
    max_leaves=12,
)
bodies = st.one_of(st.binary(max_size=60), anything.map(lambda value: json.dumps(value).encode()), st.just(b'{"reference": "\\ud800"}'))
ends = st.one_of(
    st.just("places"),
    st.just("deliveries"),
    st.text(max_size=12).map(lambda text: f"places/{text}"),
    st.integers().map("deliveries/{}".format),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH"]), end=ends, body=bodies)
def test_whatever_is_sent_the_answer_is_never_a_crash(system, method, end, body):
    caches["default"].clear()
    answer = system.ask(method, f"/api/v1/{end}", body)
    assert answer.status_code < 500
    if answer.status_code in (400, 401, 409, 412, 413, 422, 429):
        assert answer["Content-Type"] == "application/problem+json"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    changes=st.dictionaries(
        st.sampled_from(NAMES[1:]), st.one_of(st.none(), st.integers(), st.text(max_size=20), st.dates().map(str)), max_size=5
    )
)
def test_what_is_accepted_once_is_accepted_again_and_is_the_same(system, changes):
    caches["default"].clear()
    first = system.ask("PUT", ADDRESS, PLACE | changes)
    again = system.ask("PUT", ADDRESS, PLACE | changes)
    assert first.status_code in (200, 201, 422)
    if first.status_code != 422:
        assert (again.status_code, again.json()["version"]) == (200, first.json()["version"])


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_wrong_address_is_answered_like_a_program(system, method):
    answer = system.ask(method, "/api/v1/stellen/7")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert "/api/v1/" in answer.json()["detail"]
