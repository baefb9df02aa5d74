"""The life of an offer's entry: who may do what when, what is asked back, what falls out."""

import threading
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from offers import completeness, curation, duplicates
from offers.models import Offer, OrganisationMembership
from portal.models import SearchDocument
from portal.signed_links import sign
from tests.factories import (
    ContactPersonFactory,
    MunicipalityFactory,
    OfferFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import as_on_page, links_of, text_of

LONG = "Zwei Tage lang bauen, planen und knobeln alle in kleinen Gruppen, danach gibt es ein Gespräch über das, was gut gelungen ist."
Status = Offer.Status


def complete_offer(**values) -> Offer:
    return OfferFactory(**{"description": LONG, "contact_email": "frage@example.org"} | values)


@pytest.fixture
def member(db):
    """A provider, signed in; `member.organisation` is hers."""
    membership = OrganisationMembershipFactory(organisation__name="Werkstatthaus")
    client = Client()
    client.force_login(membership.user)
    client.organisation = membership.organisation
    return client


def form_of(offer_or_organisation, **changes) -> dict:
    organisation = getattr(offer_or_organisation, "organisation", offer_or_organisation)
    form = {"organisation": organisation.pk, "title": "Werkstatttag", "summary": "Ein Tag in vier Werkstätten.", "description": LONG}
    form |= {"topic": TopicFactory().pk, "format": "workshop", "stage": "klasse-5-10", "for_youth": "on", "coverage": "region"}
    form |= {"cost": "kostenlos", "is_free": "on", "contact_phone": "0541 1", "update_months": "6"}
    form |= {"documents-TOTAL_FORMS": "0", "documents-INITIAL_FORMS": "0"}
    return form | changes


def test_a_provider_enters_an_offer_and_staff_publish_it(member, staff, visitor, django_capture_on_commit_callbacks):
    member.post("/traeger/angebot/neu/", form_of(member.organisation, _einreichen="1"))
    offer = Offer.objects.get()
    assert offer.status == Status.REVIEW
    assert visitor.get(offer.get_absolute_url()).status_code == 404
    member.organisation.email = "haus@example.org"
    member.organisation.save()
    with django_capture_on_commit_callbacks(execute=True):
        staff.post("/verwaltung/offers/offer/", {"action": "publish", "_selected_action": [offer.pk]})
    assert "Werkstatttag" in text_of(visitor.get(offer.get_absolute_url()))
    assert mail.outbox[0].to == ["haus@example.org"]


def test_an_entry_without_what_the_public_needs_stays_a_draft_and_nothing_is_lost(member):
    response = member.post("/traeger/angebot/neu/", form_of(member.organisation, description="Kurz.", _einreichen="1"), follow=True)
    assert Offer.objects.get().status == Status.DRAFT
    assert "Beschreibung mit mindestens 120 Zeichen" in text_of(response)
    assert response.redirect_chain[-1][0] == f"/traeger/angebot/{Offer.objects.get().pk}/"  # where it can be added


def test_what_is_not_public_does_not_count_as_found(db):
    complete_offer(status=Status.DRAFT, published_at=None)
    assert not SearchDocument.objects.filter(kind="offer", published=True).exists()


def test_a_form_with_a_mistake_says_so_and_keeps_what_was_typed(member):
    response = member.post("/traeger/angebot/neu/", form_of(member.organisation, class_from="9", class_to="5", coverage="gemeinde"))
    assert response.status_code == 400
    assert "Die letzte Klasse liegt vor der ersten." in text_of(response) or "Für welche Gemeinde?" in text_of(response)
    assert 'value="Werkstatttag"' in response.content.decode()
    assert not Offer.objects.exists()


def with_leaflet(content: bytes, **changes) -> dict:
    row = {"documents-TOTAL_FORMS": "1", "documents-0-title": "Elternbrief"}
    return row | {"documents-0-file": SimpleUploadedFile("Brief.pdf", content)} | changes


def test_a_leaflet_can_be_uploaded_and_goes_when_its_offer_goes(member, visitor):
    offer = complete_offer(organisation=member.organisation)
    member.organisation.is_trusted = True
    member.organisation.save()
    member.post(f"/traeger/angebot/{offer.pk}/", form_of(offer) | with_leaflet(b"%PDF-1.7 Inhalt"))
    address = next(link for link in links_of(visitor.get(offer.get_absolute_url())) if link.endswith(".pdf"))
    shown = visitor.get(address)
    assert (shown["Content-Type"], b"".join(shown.streaming_content)) == ("application/pdf", b"%PDF-1.7 Inhalt")
    offer.status = Status.ARCHIVED
    offer.save()
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    "changes, words",
    [({"content": b"MZ"}, "Das ist keine PDF-Datei"), ({"content": b"%PDF-", "documents-0-url": "https://example.org"}, "nicht beides")],
)
def test_what_is_no_leaflet_is_refused_with_a_sentence(member, changes, words):
    response = member.post("/traeger/angebot/neu/", form_of(member.organisation) | with_leaflet(**changes))
    assert response.status_code == 400
    assert words in text_of(response)
    assert not Offer.objects.exists()


def test_contact_persons_are_asked_about_before_they_are_forgotten(member, django_capture_on_commit_callbacks):
    member.organisation.care_email = "haus@example.org"
    member.organisation.save()
    today = timezone.localdate()
    gone, asked, kept = (ContactPersonFactory(organisation=member.organisation, name=name) for name in ("Uta Alt", "Ina Bald", "Leo Da"))
    for person, days in ((gone, 0), (asked, 30), (kept, 90)):
        type(person).objects.filter(pk=person.pk).update(delete_on=today + timedelta(days=days))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("forget_contacts", verbosity=0)
    assert set(member.organisation.people.all()) == {asked, kept}
    assert [message.to for message in mail.outbox] == [["haus@example.org"]]
    assert "Ina Bald" in mail.outbox[0].body and "Leo Da" not in mail.outbox[0].body


def test_who_confirms_an_offer_confirms_whom_to_ask_there(db):
    person = ContactPersonFactory()
    type(person).objects.update(delete_on=timezone.localdate())
    curation.confirm(complete_offer(organisation=person.organisation, contact=person))
    person.refresh_from_db()
    assert person.delete_on > timezone.localdate() + timedelta(days=365)


def test_the_history_knows_partners_and_municipalities(member):
    offer, town = complete_offer(organisation=member.organisation), MunicipalityFactory(place="Belm")
    member.post(f"/traeger/angebot/{offer.pk}/", form_of(offer, coverage="mehrere", reaches=[town.pk]))
    newest = offer.history.first()
    assert [row.municipality for row in newest.reaches.all()] == [town]


def test_several_municipalities_have_to_be_named(member):
    response = member.post("/traeger/angebot/neu/", form_of(member.organisation, coverage="mehrere"))
    assert "Welche Gemeinden?" in text_of(response)


def test_a_change_to_a_public_offer_goes_back_to_staff(member):
    offer = complete_offer(organisation=member.organisation)
    member.post(f"/traeger/angebot/{offer.pk}/", form_of(offer, title="Neuer Titel"))
    offer.refresh_from_db()
    assert (offer.title, offer.status) == ("Neuer Titel", Status.REVIEW)


def test_a_trusted_provider_changes_a_public_offer_at_once(member):
    member.organisation.is_trusted = True
    member.organisation.save()
    offer = complete_offer(organisation=member.organisation)
    member.post(f"/traeger/angebot/{offer.pk}/", form_of(offer, title="Neuer Titel"))
    offer.refresh_from_db()
    assert (offer.title, offer.status) == ("Neuer Titel", Status.PUBLISHED)
    assert [entry.title for entry in offer.history.all()][:1] == ["Neuer Titel"]


def test_nobody_moves_an_offer_to_another_organisation_or_takes_its_people(member):
    other = OrganisationFactory()
    response = member.post("/traeger/angebot/neu/", form_of(other))
    assert response.status_code == 400
    assert not Offer.objects.exists()


def test_whoever_proposes_something_waits_for_staff(db, staff, visitor):
    proposer = Client()
    proposer.force_login(UserFactory())
    form = {"title": "Lerncafé", "summary": "Offen für alle.", "new_organisation": "Café e. V.", "belongs": "on"}
    form |= {"topic": TopicFactory().pk, "format": "kurs", "stage": "erwachsene"}
    proposer.post("/traeger/vorschlag/", form)
    offer = Offer.objects.get()
    assert (offer.status, offer.organisation.is_verified) == (Status.SUGGESTED, False)
    assert visitor.get(offer.organisation.get_absolute_url()).status_code == 404
    assert proposer.get(f"/traeger/angebot/{offer.pk}/").status_code == 404
    staff.post("/verwaltung/offers/offer/", {"action": "adopt", "_selected_action": [offer.pk]})
    membership = OrganisationMembership.objects.get()
    staff.post("/verwaltung/offers/organisationmembership/", {"action": "approve", "_selected_action": [membership.pk]})
    assert proposer.get(f"/traeger/angebot/{offer.pk}/").status_code == 200
    assert visitor.get(offer.organisation.get_absolute_url()).status_code == 200


def test_staff_give_back_with_a_reason_the_provider_reads(member, staff):
    offer = complete_offer(organisation=member.organisation, status=Status.REVIEW)
    chosen = {"action": "give_back", "_selected_action": [offer.pk]}
    assert "Grund" in text_of(staff.post("/verwaltung/offers/offer/", chosen))
    staff.post("/verwaltung/offers/offer/", chosen | {"reason": "Bitte die Kosten nennen."})
    assert "Bitte die Kosten nennen." in text_of(member.get("/traeger/"))


def test_staff_read_an_entry_and_publish_or_give_it_back_on_the_same_page(staff):
    offer = complete_offer(status=Status.REVIEW, published_at=None)
    address = f"/verwaltung/offers/offer/{offer.pk}/change/"
    read = as_on_page(staff.get(address))
    assert "der Träger liest ihn" in text_of(staff.post(address, read | {"_give_back": "1"}))
    assert Offer.objects.get().status == Status.REVIEW
    staff.post(address, read | {"title": "Werkstatttag mit Café", "_publish": "1"})
    offer = Offer.objects.get()
    assert (offer.status, offer.title) == (Status.PUBLISHED, "Werkstatttag mit Café")


@given(step=st.sampled_from(sorted(curation.STEPS)), status=st.sampled_from(Status.values))
def test_a_step_goes_only_from_where_it_may_start(step, status):
    assert curation.can(step, Offer(status=status)) == (status in curation.STEPS[step])


def test_of_two_clicks_only_the_first_counts(db):
    offer = complete_offer(status=Status.REVIEW)
    same = Offer.objects.get(pk=offer.pk)
    curation.publish(offer)
    with pytest.raises(ValidationError, match="öffentlich"):
        curation.publish(same)


def aged(days_overdue: int, **values) -> Offer:
    today = timezone.localdate()
    offer = complete_offer(**values)
    confirmed = today - timedelta(days=days_overdue) - timedelta(days=184)
    Offer.objects.filter(pk=offer.pk).update(confirmed_on=confirmed, due_on=today - timedelta(days=days_overdue))
    return Offer.objects.get(pk=offer.pk)


def nightly(callbacks):
    with callbacks(execute=True):
        call_command("curate_offers")


def test_a_reminder_comes_before_the_day_and_not_every_night(db, django_capture_on_commit_callbacks):
    aged(-10)
    nightly(django_capture_on_commit_callbacks)
    nightly(django_capture_on_commit_callbacks)
    assert [message.to for message in mail.outbox] == [["frage@example.org"]]
    assert "Stimmt noch alles?" in mail.outbox[0].subject


def test_the_link_shows_a_page_and_only_a_click_confirms(db, visitor):
    offer = aged(5)
    address = f"/angebote/bestaetigen/{sign(curation.LINK_PURPOSE, offer.pk)}/"
    assert "Stimmt noch alles?" in text_of(visitor.get(address))
    assert Offer.objects.get().is_overdue
    response = visitor.post(address, {"antwort": "stimmt"}, follow=True)
    assert "gelten als bestätigt" in text_of(response)
    assert not Offer.objects.get().is_overdue
    assert "über den Link in der Mail bestätigt" in offer.history.first().history_change_reason


def test_the_link_takes_an_offer_out_and_a_forged_one_does_nothing(db, visitor):
    offer = aged(5)
    address = f"/angebote/bestaetigen/{sign(curation.LINK_PURPOSE, offer.pk)}/"
    assert visitor.post(address, {"antwort": "quatsch"}).status_code == 409
    visitor.post(address, {"antwort": "weg"})
    assert Offer.objects.get().status == Status.ARCHIVED
    assert visitor.post(address, {"antwort": "stimmt"}).status_code == 409
    assert visitor.get(f"/angebote/bestaetigen/{sign('anderes', offer.pk)}/").status_code == 404


def test_what_is_overdue_says_so_to_the_public_and_falls_out_after_the_grace_time(db, visitor, django_capture_on_commit_callbacks):
    offer = aged(45)
    assert "können veraltet sein" in text_of(visitor.get(offer.get_absolute_url()))
    nightly(django_capture_on_commit_callbacks)
    assert Offer.objects.get().status == Status.PUBLISHED, "nobody was asked yet"
    Offer.objects.update(reminded_on=timezone.localdate() - timedelta(days=14))
    nightly(django_capture_on_commit_callbacks)
    assert Offer.objects.get().status == Status.ARCHIVED
    assert visitor.get(offer.get_absolute_url()).status_code == 404
    assert "Herausgenommen" in mail.outbox[-1].subject


@given(st.dates(date(2026, 1, 1), date(2036, 1, 1)), st.sampled_from([1, 3, 6, 12]))
def test_the_next_day_to_confirm_lies_so_many_months_ahead(day, months):
    due = curation.Offer(title="x", status=Status.PUBLISHED, confirmed_on=day, update_months=months)
    due.keep_in_step()
    assert 28 * months <= (due.due_on - day).days <= 31 * months


@given(st.dictionaries(st.sampled_from(["title", "summary", "cost", "duration", "venue", "curriculum"]), st.text(max_size=20)))
def test_more_said_never_lowers_the_score(values):
    plain = Offer(cost="", for_schools=True)
    said = Offer(**{"cost": "", "for_schools": True} | values)
    assert 0 <= completeness.of(plain).score <= completeness.of(said).score <= 100


def test_a_twin_is_hinted_at_and_a_namesake_elsewhere_is_not(db):
    offer = OfferFactory(title="Werkstatttage für Klasse 8")
    twin = OfferFactory(title="Werkstatttage Klasse 8", organisation=offer.organisation)
    OfferFactory(title="Elternabend Berufswahl", organisation=offer.organisation)
    assert duplicates.like(offer) == [twin]


def test_the_history_shows_old_and_new_side_by_side(staff):
    offer = complete_offer(title="Alter Titel")
    offer.title = "Neuer Titel"
    offer.save()
    html = staff.get(f"/verwaltung/offers/offer/{offer.pk}/history/").content.decode()
    assert "<del>Alter</del> Titel" in html
    assert "<ins>Neuer</ins> Titel" in html
    assert "style=" not in html.split('id="content"')[1]


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_publish_once():
    offer = complete_offer(status=Status.REVIEW)
    outcomes, together = [], threading.Barrier(2)

    def publish():
        mine = Offer.objects.get(pk=offer.pk)
        together.wait()
        try:
            curation.publish(mine)
            outcomes.append("done")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["done", "refused"]
