"""A firm's owner hands over a file, reads the receipt, and makes a key for her software."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from internships.models import ApiToken, ColumnMemory, Delivery, Posting
from internships.sources.columns import COLUMNS
from tests.factories import CompanySiteFactory, MembershipFactory, MunicipalityFactory, OccupationFactory
from tests.pages import text_of

TABLE = "Nr;Beruf;Was;Bemerkung\n1;Tischler/in;Du baust ein Regal.;x\n2;Drachenzähmer;Du fliegst.;y\n"
CHOICE = {"spalte-0": "reference", "spalte-1": "occupation", "spalte-2": "description", "spalte-3": "", "kind": "schulpraktikum"}


@pytest.fixture
def owner(owner):
    OccupationFactory()
    return owner


def upload(owner, content: bytes | str, name="plaetze.csv", **fields):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return owner.post(f"/betriebsbereich/lieferungen/{owner.company.pk}/", {"file": file, **fields}, follow=True)


def test_she_uploads_a_table_says_once_what_its_columns_mean_and_reads_the_receipt(owner):
    page = upload(owner, TABLE)
    assert "Was bedeuten die Spalten?" in text_of(page)
    assert "Du baust ein Regal." in text_of(page)
    address = page.redirect_chain[-1][0]
    receipt = owner.post(address, CHOICE, follow=True)
    assert "1 übernommen, 1 nicht" in text_of(receipt)
    assert "Zeile 3 2 Beruf Den Beruf „Drachenzähmer“ kennen wir nicht" in text_of(receipt)
    posting = Posting.objects.get()
    assert (posting.reference, posting.kind, posting.status, posting.company) == ("1", "schulpraktikum", "submitted", owner.company)
    assert bytes(Delivery.objects.get().content) == b""

    again = upload(owner, TABLE)
    assert '<option value="description" selected>' in again.content.decode()
    assert ColumnMemory.objects.get().columns["Was"] == "description"


def test_columns_without_a_reference_or_named_twice_are_asked_again_and_nothing_is_lost(owner):
    address = upload(owner, TABLE).redirect_chain[-1][0]
    page = owner.post(address, CHOICE | {"spalte-0": ""})
    assert (page.status_code, "Eine Spalte muss die Referenz sein" in text_of(page)) == (400, True)
    page = owner.post(address, CHOICE | {"spalte-3": "description"})
    assert "„Was dich erwartet“ ist schon der Spalte „Was“ zugeordnet." in text_of(page)
    assert '<option value="schulpraktikum" selected>' in page.content.decode()
    assert not Posting.objects.exists()


def test_an_empty_cell_for_the_place_is_where_the_firm_is(owner):
    elsewhere = CompanySiteFactory(company=owner.company, name="Werk 2", municipality=MunicipalityFactory(place="Belm"))
    table = "Referenz;Art;Beruf;Was dich erwartet;Ort;Standort\n1;Praktikum;Tischler/in;Regale;;\n2;Praktikum;Tischler/in;Regale;;Werk 2\n"
    page = upload(owner, table)
    chosen = {field.name: field.value() for field, _ in page.context["form"].rows}
    assert "Neu 2" in text_of(owner.post(page.redirect_chain[-1][0], chosen, follow=True))
    assert [posting.municipality for posting in Posting.objects.order_by("reference")] == [
        owner.company.municipality,
        elsewhere.municipality,
    ]
    again = upload(owner, table).redirect_chain[-1][0]
    assert "Unverändert 2" in text_of(owner.post(again, chosen, follow=True))


def test_our_own_templates_come_in_without_a_question_left_open(owner):
    for ending in ("csv", "xlsx"):
        template = owner.get(f"/betriebsbereich/lieferungen/vorlage.{ending}")
        page = upload(owner, template.content, f"vorlage.{ending}")
        chosen = [field.value() for field, _ in page.context["form"].rows]
        assert chosen == [column.name for column in COLUMNS]
    sheet = openpyxl.load_workbook(io.BytesIO(template.content)).active
    assert [cell.value for cell in sheet[1]] == [column.label for column in COLUMNS]


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("plaetze.pdf", "x", "Bitte eine Datei mit der Endung .csv, .xlsx, .xml oder .json wählen."),
        ("plaetze.xlsx", "x", "Das ist keine XLSX-Datei."),
        ("plaetze.csv", "\n", "Die Datei ist leer."),
        ("plaetze.xml", "<a/>", "Das ist kein HR-BA-XML"),
        ("plaetze.json", "{", "Das ist kein gültiges JSON."),
        ("plaetze.csv", b"x" * (2 * 1024 * 1024 + 1), "Die Datei ist größer als 2 MB."),
    ],
)
def test_a_file_we_cannot_read_is_refused_with_a_sentence_and_leaves_no_trace(owner, name, content, sentence):
    page = upload(owner, content, name)
    assert (page.status_code, sentence in text_of(page)) == (400, True)
    assert not Delivery.objects.exists()


def test_json_is_taken_in_at_once(owner):
    page = upload(owner, '[{"reference": "1", "kind": "ausbildung", "occupation": "Tischler", "description": "Möbel."}]', "plaetze.json")
    assert "Alles übernommen." in text_of(page)


def test_a_key_is_shown_once_and_can_be_revoked(owner):
    address = f"/betriebsbereich/schluessel/{owner.company.pk}/"
    page = owner.post(address, {"name": "Bewerbungssoftware", "days": "365"})
    secret = page.context["secret"]
    assert f'data-copy="{secret}"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert secret not in owner.get(address).content.decode()
    token = ApiToken.objects.get()
    headers = {"Authorization": f"Bearer {secret}"}
    assert owner.get("/api/v1/places", headers=headers).status_code == 200
    assert owner.get(f"/betriebsbereich/schluessel/{token.pk}/sperren/").status_code == 405
    owner.post(f"/betriebsbereich/schluessel/{token.pk}/sperren/")
    assert owner.get("/api/v1/places", headers=headers).status_code == 401
    assert "gesperrt" in text_of(owner.get(address))


def test_an_editor_sees_the_keys_but_makes_none(owner):
    owner.company.memberships.update(role="editor")
    address = f"/betriebsbereich/schluessel/{owner.company.pk}/"
    assert "wer für den Betrieb verantwortlich ist" in text_of(owner.get(address))
    assert owner.post(address, {"name": "Software", "days": "90"}).status_code == 403
    assert not ApiToken.objects.exists()


def test_a_key_needs_a_name(owner):
    page = owner.post(f"/betriebsbereich/schluessel/{owner.company.pk}/", {"name": "", "days": "90"})
    assert (page.status_code, ApiToken.objects.exists()) == (400, False)


def test_nobody_reaches_another_firms_deliveries_or_keys(owner, client):
    upload(owner, TABLE)
    owner.post(f"/betriebsbereich/schluessel/{owner.company.pk}/", {"name": "Software", "days": "90"})
    delivery, token = Delivery.objects.get(), ApiToken.objects.get()
    client.force_login(MembershipFactory().user)
    for address in (
        f"lieferungen/{owner.company.pk}/",
        f"lieferung/{delivery.pk}/",
        f"lieferung/{delivery.pk}/spalten/",
        f"schluessel/{owner.company.pk}/",
    ):
        assert client.get(f"/betriebsbereich/{address}").status_code == 404
        assert client.post(f"/betriebsbereich/{address}", CHOICE | {"name": "x", "days": "90"}).status_code in (404, 405)
    assert client.post(f"/betriebsbereich/schluessel/{token.pk}/sperren/").status_code == 404
    assert ApiToken.objects.get().is_valid
    assert not Posting.objects.exists()


def test_staff_see_deliveries_and_keys_and_can_revoke_one(staff, owner):
    upload(owner, TABLE)
    owner.post(f"/betriebsbereich/schluessel/{owner.company.pk}/", {"name": "Software", "days": "90"})
    token = ApiToken.objects.get()
    assert "Tischlerei Ahorn" in text_of(staff.get("/verwaltung/internships/delivery/"))
    page = staff.get(f"/verwaltung/internships/apitoken/{token.pk}/change/")
    assert token.digest not in page.content.decode()
    staff.post("/verwaltung/internships/apitoken/", {"action": "revoke", "_selected_action": [token.pk]})
    assert not ApiToken.objects.get().is_valid
