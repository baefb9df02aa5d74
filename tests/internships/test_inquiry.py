"""A pupil makes contact, and the company gets it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from internships import inquiries
from internships.models import Inquiry, Posting
from tests.factories import InquiryFactory, PostingFactory
from tests.pages import text_of

WORDS = {"name": "Mia", "school_class": "Klasse 9", "message": "Ich baue gern Regale.", "phone": "0541 000000", "email": "", "website": ""}


@pytest.fixture
def posting(db):
    return PostingFactory(title="Regale bauen", company__email="chefin@example.org")


def write(visitor, posting, **changes):
    return visitor.post(f"/plaetze/{posting.pk}/anfrage/", WORDS | changes)


def test_a_phone_number_is_enough(visitor, posting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = write(visitor, posting)
    assert response.status_code == 302
    assert "deine Anfrage ist raus" in text_of(visitor.get(response.url))
    [message] = mail.outbox
    assert message.to == ["chefin@example.org"]
    assert message.subject == "Neue Anfrage: Regale bauen"
    assert "Ich baue gern Regale." in message.body
    assert "0541 000000" in message.body


def test_an_e_mail_address_is_enough_and_the_company_answers_to_it(visitor, posting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write(visitor, posting, phone="", email="mia@example.org")
    assert mail.outbox[0].reply_to == ["mia@example.org"]


def test_without_any_way_to_answer_nothing_is_sent_and_nothing_typed_is_lost(visitor, posting):
    response = write(visitor, posting, phone="")
    assert response.status_code == 400
    assert "Bitte gib eine Telefonnummer oder eine E-Mail-Adresse an" in text_of(response)
    assert "Ich baue gern Regale." in response.content.decode()
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("changes", [{"name": ""}, {"message": ""}, {"email": "keine Adresse"}, {"message": "x" * 1001}, {"name": "\0"}])
def test_what_cannot_be_understood_is_said_beside_its_field(visitor, posting, changes):
    response = write(visitor, posting, **changes)
    assert response.status_code == 400
    assert response.context["form"].errors.keys() == changes.keys()


def test_programs_that_fill_in_every_field_are_turned_away(visitor, posting):
    assert write(visitor, posting, website="https://spam.example").status_code == 400
    assert not Inquiry.objects.exists()


def test_an_inquiry_that_is_rolled_back_is_never_announced(posting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        inquiries.send(Inquiry(name="Mia", message="Hallo", phone="1"), posting)
        raise ZeroDivisionError
    assert (mail.outbox, Inquiry.objects.count()) == ([], 0)


def test_only_public_places_can_be_asked_for(visitor):
    draft = PostingFactory(status=Posting.Status.DRAFT)
    assert visitor.get(f"/plaetze/{draft.pk}/anfrage/").status_code == 404
    assert write(visitor, draft).status_code == 404


def test_looking_at_places_sets_no_cookie_and_only_the_form_does(visitor, posting):
    assert not visitor.get("/plaetze/").cookies
    assert not visitor.get(posting.get_absolute_url()).cookies
    assert list(visitor.get(f"/plaetze/{posting.pk}/anfrage/").cookies) == ["csrftoken"]


def test_at_night_what_was_kept_long_enough_is_forgotten(settings, posting):
    today = timezone.localdate()
    kept = InquiryFactory(posting=posting)
    InquiryFactory(posting=posting, delete_on=today)
    assert kept.delete_on == today + timedelta(days=settings.INQUIRY_KEPT_DAYS)
    call_command("forget_inquiries", verbosity=0)
    assert list(Inquiry.objects.all()) == [kept]
