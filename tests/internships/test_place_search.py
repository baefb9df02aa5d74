"""A pupil looks for a place: every filter, every count, every way on."""

from datetime import date, time, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from internships.filters import pupil_of, week_choices
from internships.models import Posting
from internships.search import PlaceSearch
from portal.vocabulary import Certificate
from tests.factories import PLACES, CompanyFactory, MunicipalityFactory, OccupationFactory, PostingFactory
from tests.pages import text_of

Kind = Posting.Kind


@pytest.fixture(autouse=True)
def region(request):
    """The region's municipalities are always there."""
    if "visitor" in request.fixturenames:
        request.getfixturevalue("db")
        for town in PLACES:
            MunicipalityFactory(place=town)


def place_in(town: str, **values) -> Posting:
    return PostingFactory(company=CompanyFactory(municipality=MunicipalityFactory(place=town)), **values)


def titles(response) -> list[str]:
    return [place.title for place in response.context["places"]]


def test_a_place_in_certain_weeks_does_not_claim_to_be_free_at_any_time(visitor):
    place_in("Melle", title="Regale")
    assert "jederzeit" in text_of(visitor.get("/plaetze/"))
    today = timezone.localdate()
    place = Posting.objects.get()
    place.weeks.create(monday=today - timedelta(days=today.weekday()) + timedelta(weeks=4))
    for address in ("/plaetze/", place.get_absolute_url()):
        words = text_of(visitor.get(address))
        assert "in bestimmten Wochen" in words
        assert "jederzeit" not in words


def test_without_filters_the_newest_place_comes_first(visitor):
    place_in("Melle", title="Gestern", published_at=timezone.now() - timedelta(days=1))
    place_in("Belm", title="Heute", published_at=timezone.now())
    assert titles(visitor.get("/plaetze/")) == ["Heute", "Gestern"]


def test_a_place_name_finds_the_nearest_first_and_says_how_far(visitor):
    for town in ("Bramsche", "Osnabrück", "Belm"):
        place_in(town, title=f"In {town}")
    response = visitor.get("/plaetze/", {"ort": "Osnabrück", "umkreis": "25"})
    assert titles(response) == ["In Osnabrück", "In Belm", "In Bramsche"]
    assert "hier im Ort" in text_of(response)
    assert "7 km" in text_of(response)


@pytest.mark.parametrize("typed", ["Melle", "melle", " MELLE ", "49324", "49324 Melle", "Mell", "03459024"])
def test_a_place_is_understood_however_it_is_typed(visitor, typed):
    place_in("Melle", title="Hier")
    place_in("Fürstenau", title="Weit weg")
    assert titles(visitor.get("/plaetze/", {"ort": typed, "umkreis": "5"})) == ["Hier"]


def test_an_unknown_place_is_said_and_the_rest_of_the_search_still_works(visitor):
    place_in("Melle", title="Hier")
    response = visitor.get("/plaetze/", {"ort": "Atlantis"})
    assert "„Atlantis“ kennen wir hier nicht" in text_of(response)
    assert titles(response) == ["Hier"]


def test_the_radius_draws_a_line(visitor):
    place_in("Belm", title="Sieben Kilometer")
    place_in("Melle", title="Einundzwanzig Kilometer")
    near = visitor.get("/plaetze/", {"ort": "Osnabrück", "umkreis": "10"})
    far = visitor.get("/plaetze/", {"ort": "Osnabrück", "umkreis": "25"})
    assert (titles(near), titles(far)) == (["Sieben Kilometer"], ["Sieben Kilometer", "Einundzwanzig Kilometer"])


def test_kinds_are_counted_and_can_be_combined(visitor):
    place_in("Melle", title="Praktikum", kind=Kind.SCHOOL_INTERNSHIP)
    place_in("Melle", title="Lehre", kind=Kind.APPRENTICESHIP)
    place_in("Melle", title="Tag", kind=Kind.TASTER_DAY)
    response = visitor.get("/plaetze/", {"art": [Kind.APPRENTICESHIP, Kind.TASTER_DAY]})
    assert set(titles(response)) == {"Lehre", "Tag"}
    assert {value: places for value, _, places in response.context["kinds"]}[Kind.SCHOOL_INTERNSHIP] == 1


def test_a_certificate_shows_what_is_open_to_somebody_with_it(visitor):
    place_in("Melle", title="Für alle", certificate=Certificate.NONE)
    place_in("Melle", title="Mit Hauptschule", certificate=Certificate.HAUPT)
    place_in("Melle", title="Mit Abitur", certificate=Certificate.ABITUR)
    assert set(titles(visitor.get("/plaetze/", {"abschluss": "1"}))) == {"Für alle", "Mit Hauptschule"}


def test_a_month_finds_what_can_start_then_and_what_can_start_any_time(visitor):
    year = timezone.localdate().year + 1
    place_in("Melle", title="August", starts_on=date(year, 8, 1))
    place_in("Melle", title="Frühling", starts_on=date(year, 3, 1), starts_until=date(year, 5, 31))
    place_in("Melle", title="Jederzeit")
    assert set(titles(visitor.get("/plaetze/", {"beginn": f"{year}-08"}))) == {"August", "Jederzeit"}
    assert set(titles(visitor.get("/plaetze/", {"beginn": f"{year}-04"}))) == {"Frühling", "Jederzeit"}


def test_an_occupation_and_its_field_find_its_places(visitor):
    OccupationFactory(slug="koch-koechin", name="Koch/Köchin", field="essen")
    place_in("Melle", title="Küche", occupation=OccupationFactory(slug="koch-koechin"))
    place_in("Melle", title="Werkbank")
    assert titles(visitor.get("/plaetze/", {"beruf": "koch-koechin"})) == ["Küche"]
    assert titles(visitor.get("/plaetze/", {"feld": "essen"})) == ["Küche"]
    assert titles(visitor.get("/plaetze/", {"beruf": "Köchin"})) == ["Küche"]


def test_a_class_or_an_age_shows_what_is_open_to_it(visitor):
    place_in("Melle", title="Schule")
    place_in("Melle", title="Lange Tage", day_starts=time(8), day_ends=time(17))
    place_in("Melle", title="Ferien", kind=Kind.HOLIDAY_INTERNSHIP)
    place_in("Melle", title="Erwachsen", kind=Kind.APPRENTICESHIP, minimum_age=18)
    found = {
        who: set(titles(visitor.get("/plaetze/", {"wer": who})))
        for who in ("klasse-7", "klasse-8", "klasse-9", "klasse-10", "14", "15", "18")
    }
    assert found["klasse-7"] == set()
    assert found["klasse-8"] == found["14"] == {"Schule"}
    assert found["klasse-9"] == {"Schule", "Ferien"}
    assert found["klasse-10"] == found["15"] == {"Schule", "Ferien", "Lange Tage"}
    assert found["18"] == {"Schule", "Ferien", "Lange Tage", "Erwachsen"}


def test_a_week_finds_short_stays_with_room_then(visitor):
    monday = date.fromisoformat(week_choices()[3][0])
    place_in("Melle", title="Ausbildung", kind=Kind.APPRENTICESHIP)
    place_in("Melle", title="Jederzeit")
    place_in("Melle", title="Später", starts_on=monday + timedelta(weeks=9))
    for title, capacity in (("Mit Platz", 2), ("Voll", 0)):
        place_in("Melle", title=title).weeks.create(monday=monday, capacity=capacity)
    place_in("Melle", title="Andere Woche").weeks.create(monday=monday + timedelta(weeks=1))
    assert set(titles(visitor.get("/plaetze/", {"woche": monday.isoformat()}))) == {"Jederzeit", "Mit Platz"}


def test_easy_ways_to_apply_and_what_is_provided_can_be_asked_for(visitor):
    place_in("Melle", title="Anrufen", phone_welcome=True, contact_phone="0541 000000")
    place_in("Melle", title="Beides", phone_welcome=True, contact_phone="0541 000000", no_cover_letter=True, gives_lunch=True)
    assert set(titles(visitor.get("/plaetze/", {"leicht": "telefon"}))) == {"Anrufen", "Beides"}
    assert titles(visitor.get("/plaetze/", {"leicht": ["telefon", "ohne-anschreiben"]})) == ["Beides"]
    response = visitor.get("/plaetze/", {"gibt": "essen", "wer": "klasse-9"})
    assert titles(response) == ["Beides"]
    assert [tag.text for tag in response.context["tags"]] == ["Mittagessen", "Klasse 9"]


def test_words_find_places_by_title_company_and_text(visitor):
    place_in("Melle", title="Möbel bauen")
    place_in("Melle", title="Brot backen", description="Du knetest Teig.")
    assert titles(visitor.get("/plaetze/", {"q": "moebel"})) == ["Möbel bauen"]
    assert titles(visitor.get("/plaetze/", {"q": "Teig"})) == ["Brot backen"]


def test_what_is_not_public_is_never_found(visitor):
    for status in set(Posting.Status.values) - {Posting.Status.PUBLIC}:
        place_in("Melle", status=status)
    assert titles(visitor.get("/plaetze/")) == []


def test_each_filter_can_be_taken_away_by_its_tag(visitor):
    place_in("Melle", title="Hier")
    response = visitor.get("/plaetze/", {"ort": "Melle", "art": Kind.APPRENTICESHIP, "q": "praktikum"})
    by_text = {tag.text: tag.address for tag in response.context["tags"]}
    assert list(by_text) == ["15 km um Melle", "Ausbildung", "„praktikum“"]
    assert "art=" not in by_text["Ausbildung"]
    assert "ort=Melle" in by_text["Ausbildung"]


def test_who_comes_from_an_occupation_reads_its_name_and_finds_the_same_by_it(visitor):
    occupation = OccupationFactory(slug="koch-koechin", name="Koch/Köchin")
    place_in("Melle", title="Am Herd", occupation=occupation)
    place_in("Melle", title="An der Bank", occupation=OccupationFactory(slug="tischler-in", name="Tischler/in"))
    response = visitor.get("/plaetze/", {"beruf": "koch-koechin"})
    assert "Beruf: Koch/Köchin" in text_of(response)
    assert 'name="beruf" value="Koch/Köchin"' in response.content.decode()
    assert titles(response) == titles(visitor.get("/plaetze/", {"beruf": "Koch/Köchin"})) == ["Am Herd"]


def test_when_nothing_is_found_only_widenings_that_find_something_are_offered(visitor):
    place_in("Melle", kind=Kind.SCHOOL_INTERNSHIP)
    response = visitor.get("/plaetze/", {"ort": "Belm", "umkreis": "2", "art": Kind.SCHOOL_INTERNSHIP})
    steps = {step.text: step.places for step in response.context["widenings"]}
    assert steps == {"im Umkreis von 25 km": 1, "in der ganzen Region": 1}
    for step in response.context["widenings"]:
        assert len(visitor.get(f"/plaetze/{step.address}").context["places"]) == step.places


def test_pages_of_a_list_follow_each_other_without_gap_or_repetition(visitor):
    for town in ("Osnabrück", "Belm", "Bramsche", "Melle"):
        for _ in range(12):
            place_in(town)
    seen = []
    for number in (1, 2, 3):
        seen += [place.pk for place in visitor.get("/plaetze/", {"ort": "Osnabrück", "umkreis": "50", "seite": number}).context["places"]]
    assert len(seen) == len(set(seen)) == 48
    assert visitor.get("/plaetze/", {"seite": "999"}).context["page"].number == 3
    assert visitor.get("/plaetze/", {"seite": "-1"}).status_code == 200


class CountsProperty(TestCase):
    """The quick counts always equal what counting the rows would give."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(sorted(PLACES)), st.sampled_from(Kind.values), st.sampled_from(Certificate.values)), max_size=12
        ),
        st.sampled_from(sorted(PLACES)),
        st.sampled_from([0, 10, 25, 50]),
        st.lists(st.sampled_from(Kind.values), max_size=2, unique=True),
        st.sampled_from(["", "1", "3"]),
        st.sampled_from(["", "klasse-8", "klasse-10", "16"]),
    )
    def test_the_total_is_the_number_of_rows_however_it_is_counted(self, rows, origin, radius, kinds, certificate, who):
        for town in PLACES:
            MunicipalityFactory(place=town)
        for town, kind, needed in rows:
            place_in(town, kind=kind, certificate=needed)
        search = PlaceSearch(query(ort=origin, umkreis=str(radius), art=kinds, abschluss=certificate, wer=who))
        here = search.municipalities()
        pupil = pupil_of(who)
        expected = [
            posting
            for posting in Posting.objects.published()
            if posting.municipality_id in here
            and (not kinds or posting.kind in kinds)
            and (not certificate or posting.certificate <= int(certificate))
            and (not pupil or posting.from_class <= pupil.school_class and posting.from_age <= pupil.age)
        ]
        assert search.page.total == len(expected)
        assert {place.pk for place in search.places()} == {posting.pk for posting in expected}


def query(**values) -> QueryDict:
    result = QueryDict(mutable=True)
    for name, value in values.items():
        result.setlist(name, value if isinstance(value, list) else [value])
    return result
