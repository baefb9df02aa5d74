"""The demo data: their number, their variety, their honesty about being invented, and that a second call leaves them alone."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from internships.models import Company, Inquiry, Posting
from internships.periods.county import CountyCalendar
from offers.models import Booking, ContactPerson, Event, Offer, OfferDocument, Organisation
from portal.demo import stock
from portal.models import Municipality, School, SearchDocument, UnmetSearch, User
from portal.vocabulary import Status
from tests.portal.invented import TODAY, invent, invented_rows


@pytest.fixture(scope="module")
def county(ground):
    """All of the demo, made once."""
    invent()


@pytest.fixture
def demo(county, db):
    """The county, free to be changed."""


def test_a_county_is_filled(demo):
    assert Company.objects.published().count() == 300
    assert [company.name for company in Company.objects.waiting()] == ["Fahrradwerkstatt Haselhorst"]
    assert Posting.objects.count() == 2000
    assert Offer.objects.count() == 150
    assert Inquiry.objects.count() == 40
    assert Article.objects.count() == 12
    assert School.objects.count() == 45
    assert CountyCalendar("", TODAY).short_weeks
    assert 180 <= Event.objects.count() <= 280
    assert Posting.objects.values("occupation").distinct().count() >= 150
    assert Posting.objects.published().count() > 1700
    assert 8 <= Posting.objects.waiting().count() <= 20


def test_all_kinds_of_places_come_in_about_their_shares(demo):
    counts = Counter(Posting.objects.values_list("kind", flat=True))
    for kind, row in stock.read("kinds").items():
        assert counts[kind] == pytest.approx(2000 * row["share"] / 100, rel=0.05, abs=3)


def test_a_place_fits_its_kind(demo):
    works = stock.works()
    for kind, slug in Posting.objects.values_list("kind", "occupation__slug"):
        assert kind != Posting.Kind.VOLUNTARY_YEAR or works[slug].voluntary
        assert kind != Posting.Kind.DUAL_STUDY or works[slug].study
        assert kind != Posting.Kind.APPRENTICESHIP or not works[slug].school


def test_every_place_has_a_description_of_its_own(demo):
    descriptions = Posting.objects.values_list("description", flat=True)
    assert len(set(descriptions)) > 0.99 * len(descriptions)
    assert all(3 <= len(re.findall(r"[.!?](?:\s|$)", text)) <= 9 and "{" not in text for text in descriptions)


def test_no_two_places_of_a_company_share_a_title_more_than_rarely(demo):
    titles = Counter(Posting.objects.values_list("company", "title"))
    assert sum(count - 1 for count in titles.values()) < 0.05 * titles.total()


def test_every_invented_row_says_that_it_is_invented(demo):
    for model in (Company, Offer, Organisation, Article, School):
        assert not model.objects.filter(is_demo=False).exists()
    assert not Posting.objects.filter(company__is_demo=False).exists()


def test_nobody_can_be_reached_by_mistake(demo):
    models = (Company, Organisation, ContactPerson, School)
    addresses = [email for model in models for email in model.objects.exclude(email="").values_list("email", flat=True)]
    assert all(address.endswith((".example", "@example.org")) for address in addresses)
    assert all(re.fullmatch(r"05000 000-\d{3}", phone) for phone in Company.objects.values_list("phone", flat=True))
    assert all(url.endswith(".example/") for url in Company.objects.exclude(website="").values_list("website", flat=True))


def test_what_is_written_fits_the_forms(demo):
    for thing in [thing for model in (Company, Posting, Offer, Article, Inquiry) for thing in model.objects.order_by("pk")[::10]]:
        thing.full_clean(exclude=["slug"])


def test_the_calendar_is_alive(demo):
    """Something of each kind: in series, cancelled with a reason, bookable, full with people waiting."""
    assert Event.objects.filter(series__isnull=False).count() >= 5
    assert Event.objects.filter(is_cancelled=True).exclude(note="").exists()
    events = Event.objects.published().with_taken().exclude(seats=None)
    full = [event for event in events if event.free == 0]
    assert full
    assert all(event.taken <= event.seats for event in events)
    assert full[0].bookings.waiting().exists()
    assert all(booking.email.endswith("@example.org") for booking in Booking.objects.all())


def test_trainings_are_paid_by_law_and_start_within_two_years(demo):
    for place in Posting.objects.filter(kind=Posting.Kind.APPRENTICESHIP):
        assert place.monthly_pay >= 724
        assert (place.starts_on.month, place.starts_on.day) in {(8, 1), (9, 1)}
        assert place.starts_on.year in {2027, 2028}


def test_nothing_lies_in_the_wrong_time(demo):
    assert not Posting.objects.published().filter(published_at__date__gt=TODAY).exists()
    assert not Posting.objects.filter(starts_until__lt=TODAY).exists()
    assert not Event.objects.filter(starts__date__gt=TODAY + timedelta(days=125)).exists()
    assert not Event.objects.filter(starts__date__lte=TODAY).exists()
    assert not Article.objects.filter(published_at__date__gt=TODAY).exists()


def test_a_second_call_changes_nothing(demo):
    before = invented_rows()
    assert "schon da" in invent(seed=2)
    assert invented_rows() == before


def test_staff_and_two_firms_can_sign_in(demo, client):
    assert client.login(username="verwaltung@example.org", password="anlauf-demo-1")
    assert User.objects.get(email="verwaltung@example.org").is_superuser
    assert client.login(username="betrieb@example.org", password="anlauf-demo-2")
    assert client.login(username="betrieb2@example.org", password="anlauf-demo-3")


def test_the_firm_of_the_demo_has_places_and_inquiries(demo):
    firm = User.objects.get(email="betrieb@example.org")
    assert Posting.objects.of(firm).count() == 9  # eight of its own making, one from a file
    assert Inquiry.objects.of(firm).count() >= 3
    assert not Posting.objects.of(User.objects.get(email="betrieb2@example.org")).intersection(Posting.objects.of(firm)).exists()


def test_its_owner_reads_the_receipt_of_a_delivery(demo):
    company = Company.objects.filter(memberships__user__email="betrieb@example.org").get()
    delivery = company.deliveries.get()
    assert (delivery.unchanged, delivery.rejected, delivery.created) == (3, 2, 0)
    assert {problem["field"] for problem in delivery.problems} == {"occupation", "seats", "municipality"}


def test_what_is_public_can_be_found(demo):
    found = Counter(SearchDocument.objects.filter(published=True).values_list("kind", flat=True))
    assert found["posting"] == Posting.objects.published().count()
    assert found["company"] == Company.objects.published().count()
    assert found["offer"] == Offer.objects.filter(status=Status.PUBLISHED).count()


def test_offers_say_what_families_and_schools_decide_by(demo):
    public = Offer.objects.published()
    assert public.filter(coverage="mehrere", reaches__isnull=False).exists()
    assert public.exclude(class_size="").count() >= 20
    assert public.filter(registration="buchung", events__seats__gt=0).exists()
    assert {"de", "tr", "ar"} <= {key for keys in public.values_list("languages", flat=True) for key in keys}
    assert 1 <= public.overdue(timezone.localdate()).count() <= 20
    assert public.filter(completeness__gte=80).count() > public.count() / 2
    assert Offer.objects.waiting().exists()
    assert ContactPerson.objects.count() >= Organisation.objects.count()
    assert UnmetSearch.objects.shown().exists()


def test_some_measures_for_schools_have_a_leaflet_that_says_it_is_an_example(demo, client):
    leaflet = OfferDocument.objects.exclude(file="").first()
    assert "Beispiel" in leaflet.title
    assert client.get(leaflet.address).getvalue().startswith(b"%PDF-")


def test_the_provider_of_the_demo_has_offers(demo, client):
    answer = client.post("/konto/anmelden/?next=/traeger/", {"login": "traeger@example.org", "password": "anlauf-demo-4"})
    assert answer.url == "/traeger/"  # and no code to wait for
    assert Organisation.objects.of(User.objects.get(email="traeger@example.org")).exists()


def test_companies_stand_where_people_live(demo):
    per_town = Counter(Company.objects.values_list("municipality__name", flat=True))
    assert set(per_town) == set(Municipality.objects.values_list("name", flat=True))
    assert per_town["Belm"] < per_town["Melle"]
