"""The catalogue comes in as a whole, follows its source, and leaves alone what staff edited."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from occupations.imports import DATA
from occupations.models import Field, MinimumPay, Occupation, OccupationField, Specialisation
from occupations.wording import vocabulary
from portal import fulltext
from portal.models import ImportRun
from tests.factories import FieldFactory, OccupationFactory

FEW = ["baecker-in", "baugeraetefuehrer-in", "erzieher-in", "fachinformatiker-in", "kraftfahrzeugmechatroniker-in"]


@pytest.fixture
def folder(db, tmp_path):
    """The catalogue's files with five occupations only, free to be changed, already imported once."""
    for file in DATA.glob("*.csv"):
        head, *rows = file.read_text().splitlines(keepends=True)
        some = rows if file.stem == "minimum_pay" else [row for row in rows if row.split(",")[0] in FEW]
        (tmp_path / file.name).write_text("".join([head, *some]))
    bring_in(tmp_path)
    return tmp_path


def bring_in(folder: Path) -> tuple[str, str]:
    output, errors = StringIO(), StringIO()
    call_command("import_occupations", folder=folder, stdout=output, stderr=errors)
    return output.getvalue(), errors.getvalue()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def parts(slug: str, kind: str) -> list[str]:
    return list(Specialisation.objects.filter(occupation__slug=slug, kind=kind).values_list("name", flat=True))


def counts(what: str) -> tuple[int, int, int, int]:
    run = ImportRun.objects.filter(what=what).latest()
    return run.created, run.updated, run.unchanged, run.kept


class TheWholeCatalogueTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("import_occupations", stdout=StringIO())

    def test_the_catalogue_holds_319_dual_occupations_25_of_schools_and_2_of_universities(self):
        assert [Occupation.objects.filter(training=way).count() for way in ("dual", "school", "study")] == [319, 25, 2]

    def test_the_baker_is_as_the_ordinance_says(self):
        baker = Occupation.objects.get(slug="baecker-in")
        assert (baker.name, baker.name_masculine, baker.name_feminine) == ("Bäcker/in", "Bäcker", "Bäckerin")
        assert (baker.months, baker.years, baker.kldb, baker.kldb_codes) == (36, "3 Jahre", "29222", ["29222-101"])
        assert (baker.areas, baker.legal_basis) == (["Handwerk", "Industrie und Handel"], ["HwO", "BBiG"])
        assert (baker.law, baker.law_reference) == ("BäAusbV 2004", "BJNR063200004")
        assert (baker.law_date, baker.in_force) == (date(2004, 4, 21), date(2004, 8, 1))

    def test_names_are_short_and_keep_their_official_long_form_as_a_note(self):
        assert Occupation.objects.get(slug="koch-koechin").name == "Koch/Köchin"
        travel = Occupation.objects.get(slug="tourismuskaufmann-frau")
        assert travel.name == "Tourismuskaufmann/-frau"
        assert "Kauffrau für Privat- und Geschäftsreisen" in travel.note

    def test_where_the_land_makes_the_law_no_duration_is_claimed(self):
        educator = Occupation.objects.get(slug="erzieher-in")
        assert (educator.name_feminine, educator.months, educator.law) == ("Erzieherin", None, "")
        assert "Landesrecht" in educator.note
        assert Occupation.objects.filter(training="school", months=None, note__contains="Landesrecht").count() == 9

    def test_an_it_trainee_chooses_among_four_subjects(self):
        assert parts("fachinformatiker-in", "fachrichtung") == [
            "Anwendungsentwicklung",
            "Systemintegration",
            "Daten- und Prozessanalyse",
            "Digitale Vernetzung",
        ]

    def test_every_occupation_has_one_to_three_fields_and_its_main_field_first(self):
        assert list(Field.objects.values_list("key", flat=True)) == list(vocabulary()["fields"])
        assert OccupationField.objects.filter(position=0).count() == Occupation.objects.count() == 346
        assert not OccupationField.objects.filter(position__gt=2).exists()
        places = OccupationField.objects.filter(occupation__slug="kraftfahrzeugmechatroniker-in")
        assert list(places.values_list("field__key", flat=True)) == ["fahrzeuge", "elektro"]

    def test_interest_profiles_are_proposals_until_an_expert_releases_them(self):
        assert Occupation.objects.exclude(realistic=None).count() == 346
        assert not Occupation.objects.filter(interests_released=True).exists()
        baker = Occupation.objects.get(slug="baecker-in")
        assert baker.interests["R"] > 6 > 4 > baker.interests["I"]
        assert "O*NET 29.3 (51-3011.00;" in baker.interests_source

    def test_minimum_pay_is_known_for_each_start_since_2020(self):
        assert MinimumPay.objects.count() == 7
        assert MinimumPay.objects.latest().by_year == [Decimal(724), Decimal(854), Decimal(977), Decimal(1014)]


def test_every_file_of_the_catalogue_speaks_of_the_same_346_occupations():
    def slugs(name: str) -> list[str]:
        return [row["slug"] for row in csv.DictReader((DATA / name).read_text().splitlines())]

    assert slugs("occupations.csv") == slugs("interests.csv") == slugs("fields.csv")
    assert set(slugs("specialisations.csv")) < set(slugs("occupations.csv"))


def test_a_second_run_changes_nothing(folder):
    before = list(Occupation.objects.order_by("pk").values())
    specialisations = list(Specialisation.objects.values())
    history = Occupation.history.count()
    output, errors = bring_in(folder)
    assert "Berufe: 0 neu, 0 geändert, 5 unverändert, 0 von Hand geändert und behalten" in output
    assert not errors
    assert list(Occupation.objects.order_by("pk").values()) == before
    assert list(Specialisation.objects.values()) == specialisations
    assert Occupation.history.count() == history


def test_an_import_needs_as_many_queries_for_five_occupations_as_for_346(folder, monkeypatch):
    monkeypatch.setattr(fulltext, "index", lambda objects: None)
    Occupation.objects.all().delete()
    with CaptureQueriesContext(connection) as few:
        bring_in(folder)
    Occupation.objects.all().delete()
    with CaptureQueriesContext(connection) as all_of_them:
        bring_in(DATA)
    assert len(all_of_them) <= len(few) + 2 < 60


def test_what_staff_edited_survives_and_is_counted_as_kept(folder):
    baker = Occupation.objects.get(slug="baecker-in")
    baker.name = "Bäcker/in (Handwerk)"
    baker.save()
    output, _ = bring_in(folder)
    baker.refresh_from_db()
    assert baker.name == "Bäcker/in (Handwerk)"
    assert "Berufe: 0 neu, 0 geändert, 4 unverändert, 1 von Hand geändert und behalten" in output


def test_even_when_the_source_changes_the_same_value_staff_has_the_last_word(folder):
    Occupation.objects.filter(slug="baecker-in").update(months=30)
    change(folder / "occupations.csv", "Handwerk | Industrie und Handel,36,,29222,", "Handwerk | Industrie und Handel,42,,29222,")
    bring_in(folder)
    bring_in(folder)
    assert Occupation.objects.get(slug="baecker-in").months == 30


def test_a_changed_source_arrives_where_nobody_edited_and_leaves_a_trace_in_the_history(folder):
    Occupation.objects.filter(slug="baecker-in").update(note="Bitte früh aufstehen")
    change(folder / "occupations.csv", ",BäAusbV 2004,", ",BäAusbV 2030,")
    bring_in(folder)
    baker = Occupation.objects.get(slug="baecker-in")
    assert (baker.law, baker.note) == ("BäAusbV 2030", "Bitte früh aufstehen")
    assert counts("Berufe") == (0, 1, 4, 1)
    assert baker.history.first().history_change_reason == "Import: Berufe"
    assert baker.history.first().changed_at == baker.changed_at


def test_a_value_given_back_to_the_source_follows_it_again(folder):
    Occupation.objects.filter(slug="baecker-in").update(law="von Hand")
    bring_in(folder)
    Occupation.objects.filter(slug="baecker-in").update(law="BäAusbV 2004")
    change(folder / "occupations.csv", ",BäAusbV 2004,", ",BäAusbV 2030,")
    bring_in(folder)
    assert Occupation.objects.get(slug="baecker-in").law == "BäAusbV 2030"


def test_an_occupation_with_a_new_address_is_still_known(folder):
    Occupation.objects.filter(slug="baecker-in").update(slug="baecker")
    change(folder / "fields.csv", "baecker-in,essen", "baecker-in,essen handel")
    bring_in(folder)
    assert Occupation.objects.count() == 5
    assert OccupationField.objects.filter(occupation__slug="baecker").count() == 2


def test_an_occupation_staff_added_is_none_of_the_sources_business(folder):
    own = OccupationFactory(name="Speiseeishersteller/in", slug="speiseeis")
    OccupationField.objects.get_or_create(occupation=own, field=FieldFactory(key="essen"))
    _, errors = bring_in(folder)
    assert not errors
    assert Occupation.objects.filter(slug="speiseeis", places_in_fields__isnull=False).exists()
    assert counts("Berufsfelder je Beruf") == (0, 0, 5, 0)


def test_a_bad_row_is_named_with_its_line_and_the_rest_goes_in(folder):
    Occupation.objects.all().delete()
    change(folder / "occupations.csv", "Handwerk | Industrie und Handel,36,,29222,", "Handwerk | Industrie und Handel,drei,,29222,")
    output, errors = bring_in(folder)
    assert "Berufe: 4 neu" in output
    assert "occupations.csv, Zeile 3: Dauer in Monaten: " in errors
    assert "interests.csv, Zeile 3: Beruf „baecker-in“ gibt es nicht" in errors
    assert Occupation.objects.count() == 4
    assert ImportRun.objects.filter(what="Berufe").latest().problems[0].startswith("Zeile 3: ")


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("occupations.csv", "\nbaecker-in,Bäcker/in", "\nbaecker-in,", "Name: Dieses Feld darf nicht leer sein."),
        ("occupations.csv", "Bäckerin,dual,", "Bäckerin,Lehre,", "Art der Ausbildung: "),
        ("occupations.csv", "Bäcker,Bäckerin,", "Bäcker,", "hat nicht so viele Felder wie die Kopfzeile"),
        ("occupations.csv", "\nbaugeraetefuehrer-in,", "\nbaecker-in,", "„baecker-in“ steht schon weiter oben"),
        ("interests.csv", "baecker-in,6.5,", "baecker-in,,", "ein Interessenprofil hat alle sechs Werte oder keinen"),
        ("interests.csv", "baecker-in,6.5,", "baecker-in,8.37,", "Interessenwerte liegen zwischen 1 und 7"),
        ("fields.csv", "baecker-in,essen", "baecker-in,backen", "unbekanntes Berufsfeld: backen"),
        ("fields.csv", "baecker-in,essen", "baecker-in,", "ein Berufsfeld fehlt oder steht doppelt"),
        ("specialisations.csv", "fachinformatiker-in,fachrichtung,", "fachinformatiker-in,Richtung,", "Art: "),
        ("minimum_pay.csv", "2026,724.00,", "2026,viel,", "1. Jahr: "),
    ],
)
def test_each_fault_of_a_row_has_its_reason(folder, file, old, new, reason):
    change(folder / file, old, new)
    _, errors = bring_in(folder)
    assert f"{file}, Zeile " in errors
    assert reason in errors


def test_a_bad_row_takes_nothing_away_that_was_there(folder):
    change(folder / "specialisations.csv", "fachinformatiker-in,fachrichtung,Anwendungsentwicklung", "fachinformatiker-in,fachrichtung,")
    bring_in(folder)
    assert "Anwendungsentwicklung" in parts("fachinformatiker-in", "fachrichtung")


def test_a_file_without_its_columns_stops_the_import_with_a_sentence(folder):
    change(folder / "minimum_pay.csv", "first_year", "erstes_jahr")
    with pytest.raises(CommandError, match=r"minimum_pay.csv: Spalten fehlen: first_year"):
        bring_in(folder)


def test_an_occupation_that_leaves_the_source_stays_and_is_named(folder):
    rows = (folder / "occupations.csv").read_text().splitlines(keepends=True)
    (folder / "occupations.csv").write_text("".join(row for row in rows if not row.startswith("baecker-in,")))
    _, errors = bring_in(folder)
    assert "„Bäcker/in“ steht nicht mehr in der Quelle und bleibt bestehen" in errors
    assert Occupation.objects.filter(slug="baecker-in", is_offered=True).exists()


def test_a_changed_list_of_specialisations_replaces_the_old_one(folder):
    change(folder / "specialisations.csv", "fachinformatiker-in,fachrichtung,Digitale Vernetzung\n", "")
    bring_in(folder)
    assert len(parts("fachinformatiker-in", "fachrichtung")) == 3
    assert len(parts("fachinformatiker-in", "einsatzgebiet")) == 5
    assert counts("Spezialisierungen je Beruf") == (0, 1, 1, 0)


def test_a_list_of_specialisations_that_staff_edited_stays_as_it_is(folder):
    Specialisation.objects.filter(occupation__slug="fachinformatiker-in", name="Systemintegration").update(name="Systeme verbinden")
    change(folder / "specialisations.csv", "fachinformatiker-in,fachrichtung,Digitale Vernetzung\n", "")
    bring_in(folder)
    assert "Systeme verbinden" in parts("fachinformatiker-in", "fachrichtung")
    assert "Digitale Vernetzung" in parts("fachinformatiker-in", "fachrichtung")
    assert counts("Spezialisierungen je Beruf") == (0, 0, 1, 1)


def test_fields_that_staff_put_in_another_order_stay_so(folder):
    places = OccupationField.objects.filter(occupation__slug="kraftfahrzeugmechatroniker-in")
    places.filter(field__key="fahrzeuge").update(position=5)
    bring_in(folder)
    assert list(places.values_list("field__key", flat=True)) == ["elektro", "fahrzeuge"]
    assert counts("Berufsfelder je Beruf") == (0, 0, 4, 1)


def test_a_released_interest_profile_no_longer_follows_the_source(folder):
    Occupation.objects.filter(slug="baecker-in").update(interests_released=True)
    change(folder / "interests.csv", "baecker-in,6.5,", "baecker-in,5.00,")
    change(folder / "interests.csv", "fachinformatiker-in,3.25,", "fachinformatiker-in,5.00,")
    bring_in(folder)
    assert Occupation.objects.get(slug="baecker-in").realistic == Decimal("6.5")
    assert Occupation.objects.get(slug="fachinformatiker-in").realistic == 5
    assert counts("Interessenprofile") == (0, 1, 3, 1)


def test_pay_and_names_of_fields_that_staff_edited_stay(folder):
    MinimumPay.objects.filter(start_year=2026).update(first_year=730)
    Field.objects.filter(key="bau").update(name="Bau")
    bring_in(folder)
    assert MinimumPay.objects.get(start_year=2026).first_year == 730
    assert Field.objects.get(key="bau").name == "Bau"
