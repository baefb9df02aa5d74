"""A file of figures: seen before it counts, counted once, checked before the public reads it."""

import threading
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from monitoring import imports
from monitoring.models import Area, Delivery, Indicator, Source, Value
from monitoring.models.areas import know_the_region
from tests.factories import AreaFactory, IndicatorFactory, MunicipalityFactory, UserFactory, ValueFactory
from tests.monitoring.tables import classic
from tests.pages import text_of

HEAD = "kennzahl;gebiet;zeit;wert;kategorie;status\n"


def delivery(*rows: str, name: str = "umfrage.csv") -> Delivery:
    padded = (row + ";" * (HEAD.count(";") - row.count(";")) for row in rows)
    return Delivery.of(name, (HEAD + "\n".join(padded)).encode())


def figures() -> list[tuple]:
    return list(
        Value.objects.order_by("area__code", "time", "category", "stage").values_list("area__code", "time", "category", "number", "stage")
    )


@pytest.fixture
def county(db):
    IndicatorFactory()
    return AreaFactory()


def test_a_dry_run_says_what_would_change_and_changes_nothing(county):
    ValueFactory(time="2022", number=5)
    ValueFactory(time="2021", number=7)
    before = figures()
    plan = imports.dry_run(delivery("schulabgaenge;03459;2023;9", "schulabgaenge;03459;2022;6", "schulabgaenge;03459;2021;7"))
    assert [fact.time for fact in plan.new] == ["2023"]
    assert [(change.before, change.number) for change in plan.changed] == [(Decimal(5), Decimal(6))]
    assert plan.unchanged == 1
    assert figures() == before
    assert not Delivery.objects.exists()


def test_a_second_time_changes_nothing(county):
    for counts in ((2, 0, 0), (0, 0, 2)):
        brought = delivery("schulabgaenge;03459;2023;9", "schulabgaenge;03459;2023;.;ohne Abschluss")
        imports.apply(brought)
        assert (brought.created, brought.updated, brought.unchanged) == counts
    assert Value.objects.count() == 2


def test_a_correction_waits_beside_the_public_figure_until_it_is_released(county):
    ValueFactory(number=5)
    brought = delivery("schulabgaenge;03459;2023;6")
    imports.apply(brought)
    assert [(number, stage) for *_, number, stage in figures()] == [(6, "imported"), (5, "public")]
    assert brought.values.release() == 0, "nobody has checked it yet"
    brought.values.check_off()
    assert brought.values.release() == 1
    assert [(number, stage) for *_, number, stage in figures()] == [(6, "public")]


def test_each_run_keeps_file_hash_counts_and_bad_lines(county):
    brought = delivery("schulabgaenge;03459;2023;9", "schulabgaenge;99;2023;viele", "schulabgaenge;Nirgendwo;2023;4")
    imports.apply(brought)
    kept = Delivery.objects.get()
    assert (kept.file_name, len(kept.file_hash), kept.created) == ("umfrage.csv", 64, 1)
    assert kept.problems == ["Zeile 3: „viele“ ist keine Zahl", "Zeile 4: Gebiet „Nirgendwo“ gibt es nicht"]
    assert kept.content.decode().startswith("kennzahl;gebiet")


def test_a_table_nobody_has_described_brings_its_own_indicators_not_public(county):
    header = [["", "", "", "Geburten", "Sterbefälle"], ["", "", "", "Anzahl", "Anzahl"]]
    brought = Delivery.of("neu.csv", classic("12612-01-01-5", ["Bewegung"], header, [["2023", "03459001", "  Neudorf", "12", "-"]]))
    imports.apply(brought)
    assert set(Indicator.objects.filter(is_public=False).values_list("name", flat=True)) == {"Geburten", "Sterbefälle"}
    assert Area.objects.get(code="03459001").level == Area.Level.MUNICIPALITY
    assert Source.objects.get().key == "12612-01-01"
    assert list(Value.objects.order_by("status").values_list("status", "number")) == [("final", 12), ("nothing", None)]


def test_two_censuses_in_one_year_are_two_figures(county):
    header = [["", "", "", "Bevölkerung"], ["", "", "", "Anzahl"]]
    rows = [["31.12.2021", "03459", "Beispielkreis", "10"], ["31.12.2022", "03459", "Beispielkreis", "11"]]
    imports.apply(Delivery.of("a.csv", classic("12411-01-01-4", ["Bevölkerung auf Grundlage des Zensus 2011"], header, rows)))
    imports.apply(Delivery.of("b.csv", classic("12411-01-01-4", ["Bevölkerung auf Grundlage des Zensus 2022"], header, rows[1:])))
    assert sorted(Value.objects.values_list("time", "basis")) == [
        ("2021-12-31", "Zensus 2011"),
        ("2022-12-31", "Zensus 2011"),
        ("2022-12-31", "Zensus 2022"),
    ]


@pytest.mark.parametrize("written", ["03459", "3459", "459", "Landkreis Beispiel", "beispiel, landkreis"])
def test_an_area_may_be_written_as_lsn_online_and_people_do(county, written):
    MunicipalityFactory(place="Melle")
    know_the_region()
    Area.objects.filter(code="03459").update(name="Beispiel, Landkreis")
    imports.apply(delivery(f"schulabgaenge;{written};2023;9"))
    assert Value.objects.get().area.code == "03459"


def test_a_sign_can_never_carry_a_number(county):
    with pytest.raises(IntegrityError), transaction.atomic():
        ValueFactory(status="secret", number=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        ValueFactory(status="final", number=None)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_apply_one_file_at_once_bring_its_figures_in_once():
    IndicatorFactory()
    AreaFactory()
    errors = []

    def bring():
        try:
            imports.apply(delivery("schulabgaenge;03459;2023;9", "schulabgaenge;03459;2022;8"))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (errors, Value.objects.count()) == ([], 2)


def test_staff_upload_look_apply_check_and_release(staff, county):
    ValueFactory(number=5)
    file = SimpleUploadedFile("umfrage.csv", delivery("schulabgaenge;03459;2023;6", "schulabgaenge;03459;2024;7").content)
    page = staff.post("/verwaltung/monitoring/delivery/add/", {"file": file}, follow=True)
    assert "1 neu, 1 anders, 0 gleich. Noch ist nichts übernommen." in text_of(page)
    address = page.redirect_chain[-1][0].removesuffix("change/")
    page = staff.post(f"{address}uebernehmen/", follow=True)
    assert "Die Werte warten jetzt auf Prüfung" in text_of(page)
    assert "2 Werte warten auf Prüfung" in text_of(staff.get("/verwaltung/"))
    staff.post(f"{address}pruefen/")
    staff.post(f"{address}veroeffentlichen/")
    assert [(time, number, stage) for _, time, _, number, stage in figures()] == [("2023", 6, "public"), ("2024", 7, "public")]


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(staff, county):
    page = staff.post("/verwaltung/monitoring/delivery/add/", {"file": SimpleUploadedFile("brief.txt", b"Liebe Leute")})
    assert "Weder eine Tabelle der Statistikämter noch die Vorlage des Portals erkannt" in text_of(page)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("step", ["uebernehmen", "pruefen", "veroeffentlichen"])
def test_no_step_without_the_right_to_change_figures(client, county, step):
    brought = delivery("schulabgaenge;03459;2023;9")
    imports.apply(brought)
    client.force_login(UserFactory(is_staff=True))
    assert client.post(f"/verwaltung/monitoring/delivery/{brought.pk}/{step}/").status_code == 403
    assert Value.objects.get().stage == "imported"


def test_the_region_brings_real_figures_that_are_public_at_once(db):
    call_command("import_region", verbosity=0)
    call_command("import_figures")
    county = Area.objects.home()
    public = Value.objects.public().filter(area=county, sex="")

    def number(key: str, category: str = "", **more) -> float:
        return float(public.get(indicator__key=key, category=category, **more).number)

    assert number("bevoelkerung", time="2024-12-31") == 354821
    assert number("bevoelkerung", time="2022-12-31") == 366221
    assert (number("schuelerzahl"), number("schuelerzahl", "Gymnasien"), number("schulen", "Gymnasien")) == (35755, 6953, 7)
    assert (number("schulabgaenge"), number("schulabgaenge", "ohne Hauptschulabschluss")) == (3091, 299)
    assert round(number("anteil-ohne-abschluss"), 2) == 9.67
    before = Value.objects.count(), Delivery.objects.count()
    call_command("import_figures")
    assert (Value.objects.count(), Delivery.objects.count()) == before
