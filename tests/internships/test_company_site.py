"""A firm's owner posts a place and reads what pupils write."""

import re

import pytest
from django.core import mail

from internships.filters import week_choices
from internships.models import Posting
from occupations.models import Profile
from portal.slugs import german_slug
from tests.factories import CompanySiteFactory, MunicipalityFactory, OccupationFactory, PostingFactory
from tests.pages import text_of

Status = Posting.Status
NO_WEEKS = {"weeks-TOTAL_FORMS": "0", "weeks-INITIAL_FORMS": "0"}


HOME = "/betriebsbereich/internships/posting/"


def start(owner, **changes):
    """The first page of a new place; leads to the list of its tasks."""
    values = {"company": owner.company.pk, "kind": "schulpraktikum", "occupation": OccupationFactory().pk}
    return owner.post(f"{HOME}add/", values | changes)


def section(owner, posting, part, **values):
    return owner.post(f"{HOME}{posting.pk}/change/?teil={part}", values)


def test_she_writes_a_place_hands_it_in_and_after_approval_everybody_sees_it(owner, staff, client):
    response = start(owner)
    posting = Posting.objects.get()
    assert response.url == f"{HOME}{posting.pk}/change/"
    section(owner, posting, "text", description="Du baust ein Regal.")
    owner.post(f"{HOME}{posting.pk}/einreichen/")
    posting.refresh_from_db()
    assert (posting.status, posting.title) == (Status.SUBMITTED, "Schulpraktikum Tischler/in")
    assert client.get("/plaetze/").context["page"].total == 0

    assert "Plätze freigeben 1" in text_of(staff.get("/verwaltung/"))
    staff.post("/verwaltung/internships/posting/", {"action": "approve", "_selected_action": [posting.pk]})
    assert "Tischlerei Ahorn" in text_of(client.get("/plaetze/"))


def test_a_new_place_starts_with_a_text_from_the_occupations_profile(owner):
    occupation = OccupationFactory()
    Profile.objects.create(occupation=occupation, tasks="Bretter hobeln\nFlächen schleifen")
    start(owner, occupation=occupation.pk)
    posting = Posting.objects.get()
    assert "– Bretter hobeln" in posting.description
    assert posting.municipality == owner.company.municipality
    assert "Das ist noch unser Vorschlag" in text_of(owner.get(f"{HOME}{posting.pk}/change/"))


def test_the_tasks_say_what_is_done_and_what_is_missing(owner):
    posting = PostingFactory(company=owner.company, status=Status.DRAFT, description="", takes_inquiries=False)
    words = text_of(owner.get(f"{HOME}{posting.pk}/change/"))
    assert "Was junge Leute bei Ihnen tun Noch ohne Text. fehlt noch" in words
    assert "So meldet man sich Noch kein Weg, sich zu melden. fehlt noch" in words
    assert "Bilder Plätze mit Bildern sagen mehr. freiwillig" in words


def test_a_mistake_is_explained_and_what_she_typed_stays(owner):
    posting = PostingFactory(company=owner.company, status=Status.DRAFT)
    response = section(owner, posting, "text", description="")
    assert "Bitte ausfüllen" in text_of(response)
    response = section(owner, posting, "termine", starts_on="1.8.2027", starts_until="1.7.2027", duration="2 Wochen", **NO_WEEKS)
    assert "„Start spätestens“ liegt vor „Start frühestens“" in text_of(response)
    assert 'value="2 Wochen"' in response.content.decode()
    response = section(owner, posting, "kontakt", takes_inquiries="on", contact_phone="ruf mich an")
    assert "Das sieht nicht nach einer Telefonnummer aus" in text_of(response)


def test_what_the_law_forbids_is_said_at_once_with_its_paragraph_and_a_way_out(owner):
    posting = PostingFactory(company=owner.company, status=Status.DRAFT)
    long_days = {"day_starts": "08:00", "day_ends": "17:00", "weekdays": ["1", "2", "3", "4", "5"]}
    words = text_of(section(owner, posting, "zeiten", **long_days))
    assert "höchstens 7 Stunden am Tag erlaubt" in words
    assert "(§ 5 Abs. 2, § 7 Satz 1 Nr. 2 JArbSchG)" in words
    assert "„ab Klasse 10“ ein: Dann ist es erlaubt" in words
    assert section(owner, posting, "zeiten", **long_days, minimum_class="10").status_code == 302
    posting.refresh_from_db()
    assert (posting.from_class, posting.from_age) == (10, 15)


def test_a_place_at_a_site_stands_in_its_municipality_with_its_street(owner, client):
    site = CompanySiteFactory(company=owner.company, street="Werkweg 2", municipality=MunicipalityFactory(place="Belm"))
    posting = PostingFactory(company=owner.company)
    values = {"company": owner.company.pk, "kind": posting.kind, "occupation": posting.occupation_id, "title": posting.title}
    values |= {"municipality": posting.municipality_id, "seats": "1", "certificate": "0"}
    assert section(owner, posting, "platz", **values, site=site.pk).status_code == 302
    posting.refresh_from_db()
    assert (posting.municipality.name, posting.status) == ("Belm", Status.PUBLIC)
    assert re.search(r"Werkweg 2,\s+Belm", text_of(client.get(posting.get_absolute_url())))
    response = section(owner, posting, "platz", **values, site=CompanySiteFactory().pk)
    assert response.context["adminform"].form.errors.keys() == {"site"}


def test_many_weeks_are_entered_at_once(owner):
    posting = PostingFactory(company=owner.company, status=Status.DRAFT)
    first = week_choices()[2][0]
    last = week_choices()[5][0]
    section(owner, posting, "termine", weeks_from=first, weeks_until=last, weeks_capacity="2", **NO_WEEKS)
    assert list(posting.weeks.values_list("capacity", flat=True)) == [2, 2, 2, 2]
    assert "4 Wochen mit freien Plätzen" in text_of(owner.get(f"{HOME}{posting.pk}/change/"))
    posting.weeks.filter(monday=first).update(capacity=1, taken=1)
    section(owner, posting, "termine", weeks_from=first, weeks_capacity="3", **NO_WEEKS)
    assert list(posting.weeks.filter(monday=first).values_list("capacity", "taken")) == [(2, 1)]
    response = section(owner, posting, "termine", weeks_from=last, weeks_until=first, weeks_capacity="2", **NO_WEEKS)
    assert "Diese Woche liegt vor der ersten" in text_of(response)


def test_changed_words_of_a_public_place_go_back_to_staff_and_changed_hours_do_not(owner):
    posting = PostingFactory(company=owner.company)
    section(owner, posting, "zeiten", day_starts="08:00", day_ends="14:00", weekdays=["1", "2", "3", "4", "5"])
    posting.refresh_from_db()
    assert posting.status == Status.PUBLIC
    section(owner, posting, "text", description="Neue Worte für dich.")
    posting.refresh_from_db()
    assert (posting.description, posting.status) == ("Neue Worte für dich.", Status.SUBMITTED)


def test_a_place_that_is_over_becomes_a_draft_once_it_is_changed(owner):
    posting = PostingFactory(company=owner.company, status=Status.FILLED)
    section(owner, posting, "text", description="Neue Worte für dich.")
    posting.refresh_from_db()
    assert posting.status == Status.DRAFT


def test_a_draft_is_kept_while_it_is_written_without_a_line_in_its_history(owner):
    posting = PostingFactory(company=owner.company, status=Status.DRAFT)
    lines = posting.history.count()
    answer = owner.post(f"{HOME}{posting.pk}/zwischenstand/?teil=text", {"description": "Du sägst."}).json()
    posting.refresh_from_db()
    assert (answer, posting.description, posting.history.count()) == ({"kept": True, "problems": []}, "Du sägst.", lines)


def test_keeping_names_what_is_wrong_and_keeps_the_rest(owner):
    posting = PostingFactory(company=owner.company, status=Status.DRAFT)
    written = {"takes_inquiries": "on", "contact_name": "Frau Ahorn", "contact_email": "keine"}
    answer = owner.post(f"{HOME}{posting.pk}/zwischenstand/?teil=kontakt", written).json()
    posting.refresh_from_db()
    assert not answer["kept"]
    assert "E-Mail-Adresse" in answer["problems"][0]
    assert posting.contact_name == "Frau Ahorn"


def test_what_is_public_is_never_changed_behind_the_save_button(owner):
    posting = PostingFactory(company=owner.company, description="Alt")
    assert owner.post(f"{HOME}{posting.pk}/zwischenstand/?teil=text", {"description": "Neu"}).json() == {"kept": False, "problems": []}
    posting.refresh_from_db()
    assert posting.description == "Alt"


def test_the_preview_shows_what_pupils_will_see(owner):
    posting = PostingFactory(company=owner.company, status=Status.DRAFT, published_at=None, gives_lunch=True)
    words = text_of(owner.get(f"{HOME}{posting.pk}/vorschau/"))
    assert "So sehen junge Leute Ihren Platz" in words
    assert "Passt ab Klasse 8" in words
    assert "Mittagessen" in words


def test_hints_come_while_writing(owner):
    hints = owner.post(f"{HOME}hinweise/", {"text": "Wir arbeiten im Akkord."}).json()["hints"]
    assert any("§ 23 JArbSchG" in hint for hint in hints)
    assert any("Noch kurz" in hint for hint in hints)
    night = owner.post(f"{HOME}hinweise/", {"text": "Du bist in der Nachtschicht dabei."}).json()["hints"]
    assert any("§ 14 JArbSchG" in hint for hint in night)


def test_occupations_stand_in_the_order_of_a_german_dictionary(owner):
    for name in ("Zimmerer", "Bäcker/in", "Bankkaufmann/-frau"):
        OccupationFactory(name=name, slug=german_slug(name))
    page = text_of(owner.get(f"{HOME}add/"))
    assert page.index("Bäcker/in") < page.index("Bankkaufmann/-frau") < page.index("Zimmerer")


@pytest.mark.parametrize(
    "step, before, after",
    [
        ("einreichen", Status.DRAFT, Status.SUBMITTED),
        ("pausieren", Status.PUBLIC, Status.PAUSED),
        ("zeigen", Status.PAUSED, Status.PUBLIC),
        ("zurueckholen", Status.FILLED, Status.PUBLIC),
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
