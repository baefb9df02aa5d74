"""Offers out to a spreadsheet and back in staff's admin."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from offers.models import Offer
from tests.factories import MunicipalityFactory, OfferFactory, OrganisationFactory, TopicFactory
from tests.pages import text_of

LIST = "/verwaltung/offers/offer/"
HEADINGS = "adresse,titel,in_einem_satz,beschreibung,traeger,thema,form,phase,jugendliche,sprachen,reichweite,klasse_von,ort,gemeinden"


@pytest.fixture
def ground(db):
    OrganisationFactory(name="Werkstatthaus")
    TopicFactory(name="Praktikum")
    MunicipalityFactory(place="Melle")


def row(**changes) -> str:
    cells = {"adresse": "", "titel": "Neues", "in_einem_satz": "Ein Satz.", "beschreibung": "Text", "traeger": "Werkstatthaus"}
    cells |= {"thema": "Praktikum", "form": "Kurs", "phase": "Kita", "jugendliche": "ja", "sprachen": "Deutsch | Türkisch"}
    cells |= {"reichweite": "diese Gemeinde", "klasse_von": "3", "ort": "Melle", "gemeinden": ""}
    return ",".join((cells | changes)[heading] for heading in HEADINGS.split(","))


def hand_in(staff, *rows):
    file = SimpleUploadedFile("angebote.csv", "\n".join([HEADINGS, *rows]).encode())
    return staff.post(f"{LIST}import/", {"import_file": file, "format": "0"})


def confirm(staff, response):
    form = response.context["confirm_form"]
    return staff.post(f"{LIST}process_import/", {name: form[name].value() for name in form.fields}, follow=True)


def export(staff, number: int):
    page = staff.get(f"{LIST}export/")
    form = page.context["form"]
    chosen = {name: "on" for name, field in form.fields.items() if getattr(field, "is_selectable_field", False)}
    return page, staff.post(f"{LIST}export/", chosen | {"format": str(number), "resource": "0"})


def test_a_look_changes_nothing_and_a_confirmation_does(staff, ground):
    response = hand_in(staff, row())
    assert not Offer.objects.exists()
    confirm(staff, response)
    offer = Offer.objects.get()
    assert (offer.status, offer.languages, offer.class_from, offer.format) == ("draft", ["de", "tr"], 3, "kurs")


def test_bad_rows_are_named_with_line_and_reason_and_the_good_ones_go_in(staff, ground):
    response = hand_in(staff, row(), row(titel="Zweites", traeger="Gibt es nicht"), row(titel="Drittes", klasse_von="drei"))
    page = text_of(response)
    assert "Träger „Gibt es nicht“ gibt es nicht." in page
    assert "„drei“ ist keine ganze Zahl." in page
    confirm(staff, response)
    assert [offer.title for offer in Offer.objects.all()] == ["Neues"]


def test_a_table_without_addresses_holds_new_entries(staff, ground):
    table = "\n".join([HEADINGS.removeprefix("adresse,"), row().removeprefix(",")])
    confirm(staff, staff.post(f"{LIST}import/", {"import_file": SimpleUploadedFile("angebote.csv", table.encode()), "format": "0"}))
    assert Offer.objects.get().title == "Neues"


def test_a_table_that_cannot_be_read_is_answered_in_german_and_without_code(staff, ground):
    table = SimpleUploadedFile("schulen.csv", b"klasse,von\n8,1.3.2027")
    answer = text_of(staff.post("/verwaltung/internships/internshipperiod/import/", {"import_file": table, "format": "0"}))
    assert "In der Tabelle fehlt die Spalte" in answer
    assert "Traceback" not in answer


def test_the_same_file_twice_makes_no_second_entry(staff, ground):
    for _ in range(2):
        confirm(staff, hand_in(staff, row()))
    assert Offer.objects.count() == 1


def test_what_goes_out_comes_back_unchanged(staff, ground):
    OfferFactory(title="=1+1", summary="-5 Grad", organisation__name="Haus", languages=["de", "uk"], topic__name="Praktikum")
    page, response = export(staff, 0)
    assert "style=" not in page.content.decode().split('id="content"')[1]
    assert "onchange" not in page.content.decode()
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert rows[0]["titel"] == "'=1+1"
    assert rows[0]["sprachen"] == "Deutsch | Ukrainisch"
    before = Offer.objects.values().get()
    file = SimpleUploadedFile("angebote.csv", response.content)
    looked = staff.post(f"{LIST}import/", {"import_file": file, "format": "0"})
    confirm(staff, looked)
    assert Offer.objects.values().get() == before


def test_a_spreadsheet_of_offers_opens(staff, ground):
    OfferFactory(title="Werkstatttag")
    _, response = export(staff, 1)
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert "Werkstatttag" in [cell.value for cell in sheet[2]]
