"""What a firm's own system delivers becomes the firm's places."""

import threading
from datetime import time, timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from internships import deliveries, moderation
from internships.deliveries import Busy
from internships.models import Delivery, Posting
from internships.sources import batch
from internships.sources.columns import NAMES
from internships.sources.record import BadSource
from tests.factories import CompanyFactory, CompanySiteFactory, MunicipalityFactory, OccupationFactory, PostingFactory

Status = Posting.Status
PLACE = {"reference": "2027-014", "kind": "Schulpraktikum", "occupation": "Tischlerin", "description": "Du baust ein Regal."}


@pytest.fixture
def company(db):
    OccupationFactory()
    return CompanyFactory(name="Tischlerei Ahorn")


def deliver(company, *places, is_full=False) -> Delivery:
    delivery = deliveries.received(company, Delivery.Format.JSON, b"[]", is_full=is_full)
    return deliveries.take(delivery, batch.from_list(list(places)))


def counts(delivery) -> tuple:
    return delivery.created, delivery.changed, delivery.unchanged, delivery.closed, delivery.rejected


def test_a_new_record_is_a_place_that_waits_for_staff(company):
    assert counts(deliver(company, PLACE)) == (1, 0, 0, 0, 0)
    posting = Posting.objects.get()
    assert (posting.reference, posting.status, posting.municipality) == ("2027-014", Status.SUBMITTED, company.municipality)
    assert posting.title == "Schulpraktikum Tischler/in"


def test_the_same_again_is_the_same_place_and_nothing_happens(company):
    deliver(company, PLACE)
    moderation.approve(Posting.objects.get())
    versions = Posting.history.count()
    assert counts(deliver(company, PLACE)) == (0, 0, 1, 0, 0)
    assert (Posting.objects.get().status, Posting.history.count()) == (Status.PUBLIC, versions)


def test_a_changed_record_changes_the_place_and_staff_look_again(company):
    deliver(company, PLACE)
    moderation.approve(Posting.objects.get())
    assert counts(deliver(company, PLACE | {"seats": 3})) == (0, 1, 0, 0, 0)
    assert (Posting.objects.get().seats, Posting.objects.get().status) == (3, Status.PUBLIC)
    assert counts(deliver(company, PLACE | {"description": "Du baust einen Stuhl."})) == (0, 1, 0, 0, 0)
    assert Posting.objects.get().status == Status.SUBMITTED


def test_what_the_law_forbids_is_refused_with_the_paragraph(company):
    delivery = deliver(company, PLACE | {"day_starts": "03:00", "day_ends": "12:00", "minimum_class": 8})
    assert counts(delivery) == (0, 0, 0, 0, 1)
    assert any("JArbSchG" in problem["reason"] for problem in delivery.problems)


def test_a_public_place_that_is_delivered_again_counts_as_confirmed_before_a_mail_has_to_ask(company):
    deliver(company, PLACE)
    moderation.approve(Posting.objects.get())
    long_ago = timezone.localdate() - timedelta(days=50)
    Posting.objects.update(confirmed_on=long_ago)
    assert deliver(company, PLACE).unchanged == 1
    assert Posting.objects.get().confirmed_on == timezone.localdate()


def test_no_mail_goes_out_for_each_place_of_a_delivery(company, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as after:
        deliver(company, PLACE, PLACE | {"reference": "2"}, is_full=True)
        deliver(company, PLACE, is_full=True)
    assert after == []


@pytest.mark.parametrize(
    "cells, field, value",
    [
        ({"weekdays": "Mo–Fr"}, "weekdays", "12345"),
        ({"weekdays": "Montag, Mittwoch und Fr."}, "weekdays", "135"),
        ({"weekdays": ""}, "weekdays", "12345"),
        ({"day_starts": "7.30", "day_ends": "15:00:00"}, "day_starts", time(7, 30)),
        ({"gives_lunch": "Ja"}, "gives_lunch", True),
        ({"gives_lunch": "nein"}, "gives_lunch", False),
        ({"monthly_pay": "1.200 €", "kind": "Ausbildung"}, "monthly_pay", 1200),
        ({"certificate": "mittlere Reife"}, "certificate", 2),
    ],
)
def test_values_are_read_as_firms_write_them(company, cells, field, value):
    assert counts(deliver(company, PLACE | cells)) == (1, 0, 0, 0, 0)
    assert getattr(Posting.objects.get(), field) == value


@pytest.mark.parametrize(
    "cells", [{"weekdays": "immer"}, {"gives_lunch": "vielleicht"}, {"day_starts": "früh"}, {"takes_inquiries": "nein"}]
)
def test_what_is_not_understood_or_leaves_no_way_to_the_firm_is_refused(company, cells):
    assert counts(deliver(company, PLACE | cells)) == (0, 0, 0, 0, 1)


def test_what_a_record_does_not_name_stays_and_what_it_empties_goes(company):
    deliver(company, PLACE | {"duration": "2 Wochen", "working_hours": "7 bis 15 Uhr"})
    deliver(company, {"reference": "2027-014", "duration": None})
    assert (Posting.objects.get().duration, Posting.objects.get().working_hours) == ("", "7 bis 15 Uhr")


def test_good_records_go_in_and_bad_ones_are_named_with_line_field_and_reason(company):
    bad = PLACE | {"reference": "2", "occupation": "Drachenzähmer", "seats": 900}
    delivery = deliver(company, PLACE, bad, "Unsinn", PLACE, PLACE | {"reference": "3", "farbe": "rot"})
    assert counts(delivery) == (1, 0, 0, 0, 4)
    named = {(problem["line"], problem["field"]) for problem in delivery.problems}
    assert named == {("Eintrag 2", "occupation"), ("Eintrag 2", "seats"), ("Eintrag 3", ""), ("Eintrag 4", "reference"), ("Eintrag 5", "")}
    assert "Den Beruf „Drachenzähmer“ kennen wir nicht" in delivery.problems[0]["reason"]


def test_a_day_that_is_over_and_an_end_before_the_start_are_refused(company):
    over = PLACE | {"starts_on": "2020-01-01", "starts_until": "2020-02-01"}
    turned = PLACE | {"reference": "2", "starts_on": "1.8.2090", "starts_until": "1.7.2090"}
    assert [problem["reason"] for problem in deliver(company, over, turned).problems] == [
        "Dieser Tag (01.02.2020) ist schon vorbei.",
        "„Start spätestens“ liegt vor „Start frühestens“.",
    ]


def test_a_full_delivery_closes_what_it_leaves_out_and_the_next_one_brings_it_back(company):
    by_hand = PostingFactory(company=company)
    deliver(company, PLACE, PLACE | {"reference": "2"})
    delivery = deliver(company, PLACE, is_full=True)
    assert counts(delivery) == (0, 0, 1, 1, 0)
    assert Posting.objects.get(reference="2").status == Status.EXPIRED
    assert Posting.objects.get(pk=by_hand.pk).status == Status.PUBLIC
    assert deliver(company, PLACE, PLACE | {"reference": "2"}, is_full=True).changed == 1
    assert Posting.objects.get(reference="2").status == Status.SUBMITTED


def test_a_full_delivery_without_a_good_record_closes_nothing(company):
    deliver(company, PLACE)
    assert counts(deliver(company, is_full=True)) == (0, 0, 0, 0, 0)
    assert counts(deliver(company, {"reference": "9"}, is_full=True)) == (0, 0, 0, 0, 1)
    assert Posting.objects.get().status == Status.SUBMITTED


def test_a_refused_record_keeps_its_place_open(company):
    deliver(company, PLACE, PLACE | {"reference": "2"})
    deliver(company, PLACE, PLACE | {"reference": "2", "seats": "viele"}, is_full=True)
    assert Posting.objects.get(reference="2").status == Status.SUBMITTED


def test_what_somebody_marked_as_filled_stays_filled_until_it_changes(company):
    deliver(company, PLACE)
    moderation.close(Posting.objects.get())
    assert deliver(company, PLACE).unchanged == 1
    assert Posting.objects.get().status == Status.FILLED
    deliver(company, PLACE | {"seats": 2})
    assert Posting.objects.get().status == Status.SUBMITTED
    assert Posting.objects.get().seats == 2


def test_a_place_at_one_of_the_firms_sites_is_known_by_the_sites_name(company):
    CompanySiteFactory(company=company, name="Werk Nord")
    CompanySiteFactory(name="Fremdes Werk")
    assert deliver(company, PLACE | {"site": "werk nord"}).created == 1
    assert Posting.objects.get().site.name == "Werk Nord"
    assert deliver(company, PLACE | {"site": "Werk Nord"}).unchanged == 1
    assert deliver(company, PLACE | {"reference": "2", "site": "Fremdes Werk"}).rejected == 1


def test_two_firms_may_use_the_same_reference(company):
    deliver(company, PLACE)
    deliver(CompanyFactory(), PLACE)
    assert Posting.objects.filter(reference="2027-014").count() == 2


@pytest.mark.parametrize(
    "text",
    ["Tischler/in", "tischler-in", "Tischlerin", "TISCHLER (m/w/d)", "22342", "Ausbildung zum Tischler (w/m/d) 2027", "Azubi Tischler*in"],
)
def test_an_occupation_is_recognised_as_firms_write_it(company, text):
    assert deliver(company, PLACE | {"occupation": text}).created == 1


@pytest.mark.parametrize(
    "text, name", [("Belm", "Belm"), ("49191", "Belm"), ("49191 Belm", "Belm"), ("03459008", "Belm"), ("", "Melle"), ("Berlin", None)]
)
def test_a_municipality_is_recognised_and_the_firms_own_is_the_default(company, text, name):
    MunicipalityFactory(place="Belm")
    cells = PLACE | ({"municipality": text} if text else {})
    assert deliver(company, cells).created == (name is not None)
    assert [str(posting.municipality) for posting in Posting.objects.all()] == ([name] if name else [])


def test_no_more_than_five_hundred_at_once(company):
    with pytest.raises(BadSource, match="Höchstens 500"):
        deliver(company, *[PLACE] * 501)
    assert not Posting.objects.exists()


def test_while_one_delivery_is_taken_in_another_has_to_wait(company):
    with deliveries.only_one(company), pytest.raises(Busy):
        deliver(company, PLACE)
    assert deliver(company, PLACE).created == 1


def test_receipts_are_forgotten_after_their_time_and_untaken_files_after_a_day(company):
    kept, old = deliver(company, PLACE), deliver(company, PLACE)
    waiting = deliveries.received(company, Delivery.Format.CSV, b"a;b\n1;2")
    Delivery.objects.filter(pk=old.pk).update(delete_on="2020-01-01")
    Delivery.objects.filter(pk=waiting.pk).update(received="2020-01-01T12:00Z")
    call_command("forget_deliveries", verbosity=0)
    assert list(Delivery.objects.all()) == [kept]


@pytest.mark.django_db(transaction=True)
def test_of_two_deliveries_at_once_each_place_is_made_once():
    OccupationFactory()
    company = CompanyFactory()
    places = [PLACE | {"reference": str(number)} for number in range(5)]
    outcomes, together = [], threading.Barrier(2)

    def send():
        together.wait()
        try:
            outcomes.append(deliver(company, *places).created)
        except Busy:
            outcomes.append("busy")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(Posting.objects.values_list("reference", flat=True)) == ["0", "1", "2", "3", "4"]
    assert sum(made for made in outcomes if made != "busy") == 5
    assert caches["default"].get(f"delivery-of-{company.pk}") is None
    assert deliver(company, *places).unchanged == 5


values = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.lists(st.text(), max_size=2))
records = st.dictionaries(st.sampled_from([*NAMES, "x"]), values, max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.one_of(records, values, records.map(lambda record: PLACE | record)), max_size=4))
def test_whatever_a_delivery_holds_every_record_is_taken_or_named_and_repeating_it_changes_nothing(company, places):
    first = deliver(company, *places)
    assert sum(counts(first)) == len(places)
    assert {problem["line"] for problem in first.problems} <= {f"Eintrag {number + 1}" for number in range(len(places))}
    again = deliver(company, *places)
    assert (again.created, again.changed, again.rejected) == (0, 0, first.rejected)
