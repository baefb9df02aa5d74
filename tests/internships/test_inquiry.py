"""A pupil makes contact, and the company gets it - without getting her number."""

import re
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
    return PostingFactory(title="Regale bauen", company__email="chefin@example.org", company__answer_days=3)


def write(visitor, posting, **changes):
    """Opens the form, fills it in and sends it."""
    address = f"/plaetze/{posting.pk}/anfrage/"
    shown = re.search(r'name="shown" value="([^"]+)"', visitor.get(address).content.decode())[1]
    return visitor.post(address, WORDS | {"shown": shown} | changes)


def test_a_phone_number_is_enough_and_the_company_does_not_get_it(visitor, posting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = write(visitor, posting)
    assert "Geschafft, deine Anfrage ist raus" in text_of(visitor.get(response.url))
    [message] = mail.outbox
    assert (message.to, message.subject) == (["chefin@example.org"], "Neue Anfrage: Regale bauen")
    assert "Ich baue gern Regale." in message.body
    assert "0541" not in message.body
    assert not message.reply_to


def test_with_her_permission_the_company_may_call_or_write(visitor, posting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write(visitor, posting, email="mia@example.org", contact_released="on")
    to_company, to_pupil = mail.outbox
    assert "0541 000000" in to_company.body
    assert to_company.reply_to == ["mia@example.org"]
    assert (to_pupil.to, to_pupil.subject) == (["mia@example.org"], "Deine Anfrage ist raus: Regale bauen")
    assert Inquiry.objects.get().get_absolute_url() in to_pupil.body


def test_the_company_is_told_by_when_and_the_pupil_sees_it(visitor, posting):
    response = write(visitor, posting)
    inquiry = Inquiry.objects.get()
    assert inquiry.due_on == timezone.localdate() + timedelta(days=3)
    assert f"Antwort bis {inquiry.due_on:%A}"[:11] in text_of(visitor.get(response.url))


def test_without_any_way_to_answer_nothing_is_sent_and_nothing_typed_is_lost(visitor, posting):
    response = write(visitor, posting, phone="")
    assert response.status_code == 400
    assert "Bitte gib eine Telefonnummer oder eine E-Mail-Adresse an" in text_of(response)
    assert "Ich baue gern Regale." in response.content.decode()
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"message": ""},
        {"email": "keine Adresse"},
        {"phone": "0151 ABC"},
        {"message": "x" * 1001},
        {"name": "\0"},
        {"message": "Gewinne auf https://spam.example"},
        {"own_code": "BCDF-GHJK-LMNP-QRST"},
        {"website": "https://spam.example"},
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(visitor, posting, changes):
    response = write(visitor, posting, **changes)
    assert response.status_code == 400
    assert response.context["form"].errors.keys() == changes.keys()
    assert not Inquiry.objects.exists()


def test_a_form_sent_faster_than_a_person_types_can_be_sent_again(visitor, posting, settings):
    settings.SHORTEST_WRITING_SECONDS = 3
    response = write(visitor, posting)
    assert "Das ging sehr schnell" in text_of(response)
    assert "Ich baue gern Regale." in response.content.decode()
    assert "phone" in write(visitor, posting, phone="").context["form"].errors


def test_another_language_keeps_what_she_wrote_and_sends_nothing(visitor, posting):
    address = f"/plaetze/{posting.pk}/anfrage/"
    assert f'form="anfrage" formaction="/tr{address}" name="hier"' in visitor.get(address).content.decode()
    response = visitor.post(f"/tr{address}", WORDS | {"hier": "1", "contact_released": "on"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "Ich baue gern Regale." in html and 'value="0541 000000"' in html and "checked" in html
    assert not Inquiry.objects.exists()


def test_the_form_says_who_may_come(visitor):
    posting = PostingFactory(kind="ferienpraktikum")
    assert "Passt ab 15 Jahren" in text_of(visitor.get(f"/plaetze/{posting.pk}/anfrage/"))


@pytest.mark.parametrize("shown", ["", "1", "1:forged", "9999999999:x"])
def test_a_form_that_was_never_shown_is_refused_and_comes_back_complete(visitor, posting, shown):
    response = write(visitor, posting, shown=shown)
    assert response.status_code == 400
    again = re.search(r'name="shown" value="([^"]+)"', response.content.decode())[1]
    assert write(visitor, posting, shown=again).status_code == 302


def test_an_inquiry_that_is_rolled_back_is_never_announced(posting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        inquiries.send(Inquiry(name="Mia", message="Hallo", phone="1"), posting)
        raise ZeroDivisionError
    assert (mail.outbox, Inquiry.objects.count()) == ([], 0)


def test_only_public_places_can_be_asked_for(visitor):
    draft = PostingFactory(status=Posting.Status.DRAFT)
    assert visitor.get(f"/plaetze/{draft.pk}/anfrage/").status_code == 404
    assert visitor.post(f"/plaetze/{draft.pk}/anfrage/", WORDS).status_code == 404


def test_looking_at_places_sets_no_cookie_and_only_the_form_does(visitor, posting):
    assert not visitor.get("/plaetze/").cookies
    assert not visitor.get(posting.get_absolute_url()).cookies
    assert list(visitor.get(f"/plaetze/{posting.pk}/anfrage/").cookies) == ["csrftoken"]


@pytest.mark.parametrize("again", [{"phone": "+49 541 000000"}, {"phone": "0049541000000"}, {"email": "MIA@example.org", "phone": ""}])
def test_the_same_place_is_asked_once_while_the_first_is_open(visitor, posting, again):
    write(visitor, posting, email="mia@example.org")
    response = write(visitor, posting, **again)
    assert "Deine erste Anfrage läuft noch" in text_of(response)
    assert Inquiry.objects.count() == 1
    inquiries.withdraw(Inquiry.objects.get())
    assert write(visitor, posting, **again).status_code == 302


def test_five_open_inquiries_a_week_are_enough(visitor):
    places = [PostingFactory() for _ in range(7)]
    for place in places[:5]:
        assert write(visitor, place).status_code == 302
    response = write(visitor, places[5])
    assert "Diese Woche laufen schon 5 Anfragen von dir" in text_of(response)
    assert write(visitor, places[5], phone="0541 111111").status_code == 302
    Inquiry.objects.filter(posting=places[0]).update(created=timezone.now() - timedelta(days=8))
    assert write(visitor, places[6]).status_code == 302


def test_with_her_code_all_inquiries_stand_on_one_page(visitor, posting):
    first = write(visitor, posting).url
    code = Inquiry.objects.get().shown_code
    other = PostingFactory(title="Fenster bauen")
    write(visitor, other, own_code=code.lower().replace("-", " "))
    page = text_of(visitor.get(first))
    assert "Regale bauen" in page
    assert "Fenster bauen" in page


def test_without_it_the_same_number_opens_nothing(visitor, posting):
    write(visitor, posting)
    write(visitor, PostingFactory(title="Fenster bauen"))
    assert Inquiry.objects.values("code").distinct().count() == 2


def test_who_sends_very_many_is_stopped_for_an_hour(visitor, posting, monkeypatch):
    monkeypatch.setattr("internships.pupil_views.SENDINGS_AN_HOUR", 2)
    answers = [write(visitor, PostingFactory(), phone=f"0541 {number}").status_code for number in range(3)]
    assert answers == [302, 302, 400]


def test_at_night_what_was_kept_long_enough_is_forgotten(posting):
    kept = InquiryFactory(posting=posting, delete_on=timezone.localdate() + timedelta(days=1))
    inquiries.answer(InquiryFactory(posting=posting), "Hallo")
    Inquiry.objects.exclude(pk=kept.pk).update(delete_on=timezone.localdate())
    call_command("forget_inquiries", verbosity=0)
    assert list(Inquiry.objects.all()) == [kept]


def test_the_sheet_for_the_parents_stores_nothing(visitor, posting, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = visitor.get(f"/plaetze/{posting.pk}/einverstaendnis/")
    assert "Einverständnis der Eltern" in text_of(response)
    assert not response.cookies
    assert "<form" not in response.content.decode()
