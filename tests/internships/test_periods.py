"""Schools say when their classes are out; pupils find what is free then, firms see it, the county sees where it gets tight."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from icalendar import Calendar

from internships import inquiries
from internships.models import Inquiry, InternshipPeriod, Posting
from internships.models.weeks import week_words
from internships.periods import entry, seats
from internships.periods.load import Week, crowded_towns, load
from internships.periods.school_years import SchoolYear, school_year_of
from internships.search import PlaceSearch
from tests.factories import (
    CompanyFactory,
    InquiryFactory,
    MunicipalityFactory,
    PeriodFactory,
    PostingFactory,
    SchoolFactory,
    UserFactory,
    monday_ahead,
)
from tests.pages import links_of, text_of

WEEK = timedelta(weeks=1)


def titles(response) -> set[str]:
    return {place.title for place in response.context["places"]}


# --- pupils ---


def test_a_pupil_goes_from_her_school_to_the_places_that_are_free_in_her_weeks(visitor):
    period = PeriodFactory(school__name="Oberschule am Teich", classes="9a, 9b")
    first, second = period.mondays
    PostingFactory(title="Jederzeit")
    PostingFactory(title="Nur ein Tag", kind=Posting.Kind.TASTER_DAY)
    PostingFactory(title="Erst ab 16", minimum_age=16)
    PostingFactory(title="Später", starts_on=second + 9 * WEEK)
    PostingFactory(title="Beide Wochen").weeks.create(monday=first)
    Posting.objects.get(title="Beide Wochen").weeks.create(monday=second)
    PostingFactory(title="Eine Woche").weeks.create(monday=first)
    chosen = visitor.get("/praktikumszeiten/", {"schule": "oberschule-am-teich"}, follow=True)
    assert "Klasse 9 (9a, 9b)" in text_of(chosen)
    assert not chosen.cookies
    address = next(link for link in links_of(chosen) if link.startswith("/plaetze/?zeit="))
    found = visitor.get(address)
    assert titles(found) == {"Jederzeit", "Beide Wochen"}
    assert not found.cookies
    assert "Oberschule am Teich: " in text_of(found)
    tag = next(tag for tag in found.context["tags"] if tag.text.startswith("Praktikum deiner Schule: "))
    assert {"Später", "Eine Woche"} <= titles(visitor.get(f"/plaetze/{tag.address}"))


def test_a_period_that_is_gone_is_said_and_the_rest_of_the_search_still_works(visitor):
    PostingFactory(title="Hier")
    over = PeriodFactory(first_day=monday_ahead(-4))
    for asked in (over.pk, over.pk + 1, "quatsch", "9" * 18):
        response = visitor.get("/plaetze/", {"zeit": asked})
        assert "Diese Praktikumszeit gibt es nicht mehr" in text_of(response)
        assert titles(response) == {"Hier"}


def test_a_school_without_weeks_says_so_and_offers_a_way_on(visitor):
    school = SchoolFactory()
    SchoolFactory(name="Grundschule am Bach", kind="Grundschule")
    choice = text_of(visitor.get("/praktikumszeiten/"))
    assert school.name in choice
    assert "Grundschule am Bach" not in choice
    page = visitor.get(f"/praktikumszeiten/{school.slug}/")
    assert "Hier steht noch keine Zeit" in text_of(page)
    assert "/plaetze/?art=schulpraktikum&ort=Melle&umkreis=25" in links_of(page)
    assert "Wähl zuerst deine Schule" in text_of(visitor.get("/praktikumszeiten/", {"schule": ""}))
    assert "Diese Schule kennen wir hier nicht" in text_of(visitor.get("/praktikumszeiten/", {"schule": "nirgends"}))


class FreeThroughout(TestCase):
    """What is shown for a period is free in each of its weeks, and nothing free is missing: compared with looking at every row."""

    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.dictionaries(st.integers(0, 4), st.integers(0, 2), max_size=5),
                st.none() | st.tuples(st.integers(-3, 40), st.integers(0, 30)),
                st.sampled_from(Posting.Kind.values),
            ),
            max_size=8,
        ),
        st.integers(0, 2),
        st.integers(0, 4),
        st.integers(0, 25),
    )
    def test_brute_force_finds_the_same(self, places, week, weekday, days):
        start = monday_ahead(6)
        first = start + week * WEEK + timedelta(days=weekday)
        period = PeriodFactory(first_day=first, last_day=first + timedelta(days=days))
        expected = set()
        for weeks, window, kind in places:
            opens = window and start + timedelta(days=window[0])
            closes = window and opens + timedelta(days=window[1])
            place = PostingFactory(kind=kind, starts_on=opens, starts_until=closes)
            for ahead, capacity in weeks.items():
                place.weeks.create(monday=start + ahead * WEEK, capacity=capacity)
            free = {start + ahead * WEEK for ahead, capacity in weeks.items() if capacity}
            days_out = [first + timedelta(days=number) for number in range(days + 1)]
            fits = {day - timedelta(days=day.weekday()) for day in days_out} <= free if weeks else not window or opens <= first <= closes
            if fits and kind in ("schulpraktikum", "ferienpraktikum", "schnuppertag"):
                expected.add(place.pk)
        search = PlaceSearch(QueryDict(f"zeit={period.pk}"))
        assert {place.pk for place in search.places()} == expected
        assert search.page.total == len(expected)


# --- schools ---


def link_in_the_mail() -> str:
    return re.search(r"https?://[^/]+(/praktikumszeiten/eintragen/\S+)", mail.outbox[-1].body)[1]


def ask(client, email, capture):
    with capture(execute=True):
        shown = client.get("/praktikumszeiten/eintragen/").context["form"].moment()
        return client.post("/praktikumszeiten/eintragen/", {"email": email, "shown": shown})


def typed(**changes) -> dict:
    monday = monday_ahead(5)
    values = {"kind": "betriebspraktikum", "school_class": 9, "classes": "", "first_day": monday, "pupils": 50}
    return values | {"last_day": monday + timedelta(days=11)} | changes


def test_a_school_gets_a_link_and_enters_changes_and_deletes_its_weeks(visitor, django_capture_on_commit_callbacks):
    school = SchoolFactory(email="Sekretariat@Schule.example")
    ask(visitor, "sekretariat@schule.example", django_capture_on_commit_callbacks)
    link = link_in_the_mail()
    assert mail.outbox[-1].to == ["Sekretariat@Schule.example"]
    visitor.get(link)
    assert not InternshipPeriod.objects.exists()
    assert "Die Zeit steht jetzt im Kalender." in text_of(visitor.post(link, typed(), follow=True))
    period = InternshipPeriod.objects.get()
    assert (period.school, period.pupils, period.history.get().history_change_reason) == (school, 50, "von der Schule über ihren Link")
    visitor.post(f"{link}{period.pk}/", typed(pupils=70, last_day=""))
    period.refresh_from_db()
    assert (period.pupils, period.last_day) == (70, period.first_day)
    assert "Wirklich löschen?" in text_of(visitor.get(f"{link}{period.pk}/loeschen/"))
    assert InternshipPeriod.objects.exists()
    visitor.post(f"{link}{period.pk}/loeschen/")
    assert not InternshipPeriod.objects.exists()


def test_nobody_finds_out_whose_address_is_known(visitor, django_capture_on_commit_callbacks):
    school = SchoolFactory()
    known, unknown = (ask(visitor, email, django_capture_on_commit_callbacks) for email in (school.email, "niemand@example.org"))
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert len(mail.outbox) == 1


def test_a_mailbox_is_not_flooded_and_who_asks_too_often_is_told(visitor, django_capture_on_commit_callbacks):
    school = SchoolFactory()
    answers = [ask(visitor, school.email, django_capture_on_commit_callbacks) for _ in range(11)]
    assert len(mail.outbox) == 3
    assert [answer.status_code for answer in answers] == [200] * 10 + [400]


def test_what_was_typed_stays_when_something_is_wrong(visitor):
    school = SchoolFactory()
    PeriodFactory(school=school, first_day=monday_ahead(5))
    link = f"/praktikumszeiten/eintragen/{entry.token_of(school)}/"
    saturday = monday_ahead(5) + timedelta(days=5)
    wrong = {
        "steht schon eine Zeit": typed(classes=""),
        "Wochenende": typed(first_day=saturday),
        "Der letzte Tag liegt vor dem ersten": typed(last_day=monday_ahead(4)),
        "mehr als acht Wochen": typed(last_day=monday_ahead(20)),
        "in diesem oder im nächsten Schuljahr": typed(first_day=date(2001, 5, 7), last_day=date(2001, 5, 8)),
        "nur Klassen": typed(classes="frau@example.org"),
    }
    for words, form in wrong.items():
        response = visitor.post(link, form | {"pupils": 33})
        assert response.status_code == 400
        assert words in text_of(response)
        assert 'value="33"' in response.content.decode()
    assert InternshipPeriod.objects.count() == 1


def test_a_link_opens_only_its_own_school_and_only_while_the_address_stays(visitor):
    school, other = SchoolFactory(), SchoolFactory()
    foreign = PeriodFactory(school=other)
    link = f"/praktikumszeiten/eintragen/{entry.token_of(school)}/"
    for address in (f"{link}{foreign.pk}/", f"{link}{foreign.pk}/loeschen/"):
        assert visitor.post(address, typed()).status_code == 404
    school.email = "neu@example.org"
    school.save()
    assert visitor.get(link).status_code == 410
    assert visitor.post(link, typed()).status_code == 410
    assert visitor.get("/praktikumszeiten/eintragen/x:y:z/").status_code == 410
    assert InternshipPeriod.objects.get() == foreign


# --- staff ---


def test_staff_see_who_has_entered_nothing_and_mail_the_links(staff, django_capture_on_commit_callbacks):
    missing, there, unreachable = SchoolFactory(), SchoolFactory(), SchoolFactory(email="")
    coming = school_year_of(timezone.localdate()).next
    PeriodFactory(school=there, first_day=coming.mondays(coming.first_day)[10])
    page = staff.get("/verwaltung/internships/internshipperiod/schulen/")
    ticked = re.findall(r'name="schule" value="(\d+)"[^>]* checked', page.content.decode())
    assert ticked == [str(missing.pk)]
    with django_capture_on_commit_callbacks(execute=True):
        staff.post("/verwaltung/internships/internshipperiod/schulen/", {"schule": [missing.pk, unreachable.pk, "quatsch"]})
    assert [message.to for message in mail.outbox] == [[missing.email]]
    assert coming.name in mail.outbox[0].subject
    assert staff.get(link_in_the_mail()).status_code == 200


def test_only_staff_with_the_right_mail_links(db):
    client = Client()
    client.force_login(UserFactory(is_staff=True))
    assert client.post("/verwaltung/internships/internshipperiod/schulen/", {"schule": [SchoolFactory().pk]}).status_code == 403


def test_staff_bring_a_table_in_and_each_bad_row_is_named(staff):
    SchoolFactory(name="IGS am Wald")
    head = "schule,klasse,klassen,art,erster_tag,letzter_tag,jugendliche\n"
    good, bad = "IGS am Wald,9,9a,Betriebspraktikum,3.5.2027,2027-05-14,55\n", "Nirgends,9,,Betriebspraktikum,morgen,2027-05-14,55\n"
    address = "/verwaltung/internships/internshipperiod/import/"
    looked = upload(staff, address, head + good + bad)
    assert "Schule „Nirgends“ gibt es nicht." in text_of(looked)
    form = upload(staff, address, head + good).context["confirm_form"]
    staff.post("/verwaltung/internships/internshipperiod/process_import/", {name: form[name].value() for name in form.fields})
    period = InternshipPeriod.objects.get()
    assert (period.first_day, period.last_day, period.classes) == (date(2027, 5, 3), date(2027, 5, 14), "9a")


def upload(client, address, text):
    return client.post(address, {"format": "0", "import_file": SimpleUploadedFile("zeiten.csv", text.encode())})


# --- firms ---


def test_a_firm_sees_schools_nearby_and_offers_their_weeks_with_one_click(owner):
    near = PeriodFactory(school__name="Oberschule Nah", school__municipality=MunicipalityFactory(place="Osnabrück"))
    PeriodFactory(school__name="Oberschule Fern", school__municipality=MunicipalityFactory(place="Fürstenau"))
    posting = PostingFactory(company=owner.company, status="draft")
    text = text_of(owner.get("/betriebsbereich/"))
    assert "Oberschule Nah" in text
    assert "Oberschule Fern" not in text
    address = f"/betriebsbereich/internships/posting/{posting.pk}/change/?teil=termine"
    choices = owner.get(address).context["adminform"].form.fields["school_weeks"].choices
    assert [value for value, _ in choices] == [monday.isoformat() for monday in near.mondays]
    form = {"school_weeks": [value for value, _ in choices], "weeks_capacity": "2", "duration": "2 Wochen"}
    form |= {"weeks-TOTAL_FORMS": "0", "weeks-INITIAL_FORMS": "0"}
    owner.post(address, form)
    assert list(posting.weeks.values_list("monday", "capacity")) == [(monday, 2) for monday in near.mondays]
    assert f"Woche: {week_words(near.mondays[0])} Löschen" in text_of(owner.get(address))
    assert owner.get(address).context["adminform"].form.fields["school_weeks"].choices == []


# --- the county ---


def test_a_week_with_more_pupils_than_seats_is_marked_in_words(visitor):
    town = MunicipalityFactory(place="Melle")
    period = PeriodFactory(school=SchoolFactory(municipality=town), pupils=5)
    PeriodFactory(school=SchoolFactory(municipality=town), pupils=4, first_day=period.mondays[1])
    PostingFactory(seats=6)
    calendar = visitor.get(f"/praktikumszeiten/kalender/?schuljahr={school_year_of(period.first_day).year}").context["calendar"]
    weeks = {week.monday: week for week in calendar.weeks}
    assert [(weeks[monday].pupils, weeks[monday].missing, weeks[monday].close_towns) for monday in period.mondays] == [
        (5, 0, []),
        (9, 3, [("Melle", 2)]),
    ]
    text = text_of(visitor.get(f"/praktikumszeiten/kalender/?schuljahr={school_year_of(period.first_day).year}"))
    assert "Es fehlen 3 Plätze" in text
    assert "Nachbarn zugleich: Melle (2)" in text


def test_seats_of_a_week_are_those_of_the_places_that_its_link_finds(db):
    monday = monday_ahead(7)
    PostingFactory(seats=3)
    PostingFactory(seats=5, starts_on=monday - 3 * WEEK, starts_until=monday)
    PostingFactory(seats=7, starts_on=monday + WEEK)
    PostingFactory(seats=9, kind=Posting.Kind.APPRENTICESHIP)
    PostingFactory(seats=11, status="paused")
    PostingFactory(seats=13).weeks.create(monday=monday, capacity=2)
    PostingFactory(seats=17).weeks.create(monday=monday + WEEK, capacity=4)
    counted = seats.seats_in([monday, monday + WEEK])
    for week, expected in ((monday, 3 + 5 + 2), (monday + WEEK, 3 + 7 + 4)):
        found = Posting.objects.published().filter(kind__in=seats.KINDS).free_in_week(week)
        by_hand = sum(place.weeks.get(monday=week).capacity if place.weeks.exists() else place.seats for place in found)
        assert counted[week].free.total() == by_hand == expected
        assert counted[week].by_field(seats.fields_of_occupations()).free.total() == expected


def test_who_has_a_place_is_counted_with_her_field_and_needs_no_free_one(visitor):
    period = PeriodFactory(pupils=5)
    place = PostingFactory(seats=9)
    week = place.weeks.create(monday=period.mondays[0], capacity=3)
    for _ in range(2):
        inquiries.book(InquiryFactory(posting=place, status=Inquiry.Status.ACCEPTED), week)
    Inquiry.objects.all().delete()  # forgotten in the night: the number stays
    PostingFactory(title="Ohne Wochen, zu spät", starts_on=period.mondays[1] + WEEK)
    address = f"/praktikumszeiten/kalender/?schuljahr={school_year_of(period.first_day).year}"
    response = visitor.get(address)
    counted = next(each for each in response.context["calendar"].weeks if each.monday == week.monday)
    assert (counted.free, counted.taken, counted.missing) == (1, 2, 2)
    assert re.findall(r'<td class="(tight|full|open|filling|nothing)">', response.content.decode()) == ["tight", "nothing"]
    assert "1 frei 2 weg" in text_of(response)
    Posting.objects.filter(pk=place.pk).update(status=Posting.Status.PAUSED)
    counted = next(each for each in visitor.get(address).context["calendar"].weeks if each.monday == week.monday)
    assert (counted.free, counted.taken) == (0, 2)


def test_near_is_not_passed_on_from_town_to_town():
    chain = lambda one, other: abs(ord(one) - ord(other)) == 1  # noqa: E731
    schools = {"A": {1}, "B": {2}, "C": {3}, "F": {4}, "H": {5, 6}}
    assert crowded_towns(schools, chain) == [("A", 1), ("B", 1), ("C", 1), ("H", 2)]
    assert crowded_towns({"A": {1}, "C": {3}}, chain) == []


def test_a_week_stands_as_what_weighs_most():
    def week(**values):
        return Week(**{"monday": date(2027, 5, 3), "periods": [1], "schools": 1, "pupils": 5, "free": 3, "taken": 2} | values)

    assert week(free=2, close_towns=[("A", 2)]).state == "short"
    assert week(close_towns=[("A", 2)]).state == "close"
    assert week().state == "enough"
    assert week(periods=[], schools=0, pupils=0).state == "nobody"
    assert [load(free, 10 - free) for free in (10, 9, 8, 6, 5, 1, 0)] == ["open", "open", "filling", "filling", "tight", "tight", "full"]
    assert load(0, 0) == "nothing"


@pytest.mark.parametrize("day, year", [("2026-07-31", 2025), ("2026-08-01", 2026), ("2027-01-04", 2026)])
def test_a_school_year_begins_in_august(day, year):
    assert school_year_of(date.fromisoformat(day)) == SchoolYear(year)


def test_a_school_years_weeks_are_those_whose_monday_lies_in_it():
    year = SchoolYear(2026)
    assert (year.name, year.mondays(date(2026, 1, 1))[0], year.mondays(date(2026, 1, 1))[-1]) == (
        "2026/27",
        date(2026, 8, 3),
        date(2027, 7, 26),
    )
    assert year.mondays(date(2027, 7, 28)) == [date(2027, 7, 26)]


def test_programs_read_weeks_with_licence_and_mark_of_invention(visitor):
    period = PeriodFactory(school__is_demo=True)
    PeriodFactory(first_day=monday_ahead(-5))
    data = visitor.get("/api/praktikumszeiten/").json()
    assert data["licence"].endswith("dl-de/by-2-0")
    (row,) = data["results"]
    assert (row["erster_tag"], row["jugendliche_etwa"], row["beispiel"]) == (period.first_day.isoformat(), 60, True)
    assert str(period.first_day) in visitor.get("/api/praktikumszeiten.csv").content.decode()
    for address in ("/praktikumszeiten/termine.ics", f"/praktikumszeiten/{period.school.slug}/termine.ics"):
        (event,) = Calendar.from_ical(visitor.get(address).content).walk("VEVENT")
        assert (event["dtstart"].dt, event["dtend"].dt) == (period.first_day, period.last_day + timedelta(days=1))
        assert "(Beispiel)" in event["summary"]


def test_the_calendar_takes_as_many_questions_for_many_schools(visitor, django_assert_max_num_queries):
    CompanyFactory()
    for _ in range(12):
        PeriodFactory()
        PostingFactory()
    for address in ("/praktikumszeiten/kalender/", "/praktikumszeiten/kalender/?schuljahr=9999", "/praktikumszeiten/"):
        with django_assert_max_num_queries(8):
            assert visitor.get(address).status_code == 200
