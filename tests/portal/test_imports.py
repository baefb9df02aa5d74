"""The region's municipalities and postal codes come from its files and from nowhere else."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.models import ImportRun, Municipality, PostalCode
from portal.places import import_municipalities, import_postal_codes

pytestmark = pytest.mark.django_db

HEAD = "ags,name,official_name,kind,samtgemeinde,population,population_date,population_basis,latitude,longitude"
OBERDORF = "99001001,Oberdorf,Oberdorf,Gemeinde,,900,2022-12-31,Zensus 2011,52.1,8.1"
UNTERDORF = "99001002,Höfen/Süd,Höfen/Süd,Gemeinde,,800,2022-12-31,Zensus 2011,52.2,8.2"


@pytest.fixture
def places(tmp_path):
    """Imports these rows of municipalities and tells the run."""

    def bring_in(*rows: str) -> ImportRun:
        file = tmp_path / "places.csv"
        file.write_text("\n".join([HEAD, *rows]) + "\n")
        return import_municipalities(file)

    return bring_in


@pytest.fixture
def codes(tmp_path):
    """Imports these rows of postal codes and tells the run."""

    def bring_in(*rows: str) -> ImportRun:
        file = tmp_path / "codes.csv"
        file.write_text("\n".join(["postal_code,ags", *rows]) + "\n")
        return import_postal_codes(file)

    return bring_in


def import_region() -> str:
    output = StringIO()
    call_command("import_region", stdout=output)
    return output.getvalue()


def test_the_region_has_35_municipalities_and_45_postal_codes():
    output = import_region()
    assert "Gemeinden: 35 neu" in output
    assert "Postleitzahlen: 45 neu" in output
    assert (Municipality.objects.count(), PostalCode.objects.count()) == (35, 45)


def test_the_largest_town_is_where_the_official_list_has_it():
    import_region()
    town = Municipality.objects.get(ags=settings.REGION.largest_town)
    assert (town.population, str(town.population_date), town.population_basis) == (167366, "2022-12-31", "Zensus 2011")
    assert (town.latitude, town.longitude) == (52.27692, 8.04205)
    assert town.postal_codes.count() == 9


def test_a_second_run_of_the_region_changes_nothing():
    import_region()
    before = [list(model.objects.order_by("pk").values()) for model in (Municipality, PostalCode)]
    output = import_region()
    assert "Gemeinden: 0 neu, 0 geändert, 35 unverändert" in output
    assert "Postleitzahlen: 0 neu, 0 geändert, 45 unverändert" in output
    assert [list(model.objects.order_by("pk").values()) for model in (Municipality, PostalCode)] == before


def test_one_command_brings_in_region_and_catalogue():
    output = StringIO()
    call_command("import_data", stdout=output)
    lines = output.getvalue().splitlines()
    assert [line.split(":")[0] for line in lines[:4]] == ["Gemeinden", "Postleitzahlen", "Berufsfelder", "Berufe"]
    assert lines[-1].startswith("Synonyme der Suche")
    assert ImportRun.objects.count() == sum("unverändert" in line for line in lines)


def test_addresses_are_written_as_germans_write_them(places):
    places(OBERDORF, UNTERDORF)
    assert set(Municipality.objects.values_list("slug", flat=True)) == {"oberdorf", "hoefen-sued"}


def test_a_municipality_keeps_its_address_when_its_name_changes(places):
    places(OBERDORF)
    run = places(OBERDORF.replace("Oberdorf", "Bad Oberdorf"))
    town = Municipality.objects.get()
    assert (town.name, town.slug, run.updated) == ("Bad Oberdorf", "oberdorf", 1)


def test_two_municipalities_of_one_name_get_two_addresses(places):
    places(OBERDORF, OBERDORF.replace("99001001", "99001009"))
    assert set(Municipality.objects.values_list("slug", flat=True)) == {"oberdorf", "oberdorf-99001009"}


def test_a_bad_municipality_is_named_with_its_line_and_the_rest_goes_in(places):
    run = places(OBERDORF.replace("99001001", "9900"), OBERDORF.replace(",900,", ",viele,"), UNTERDORF)
    assert run.created == 1
    assert run.problems[0] == "Zeile 2: „9900“ ist kein amtlicher Gemeindeschlüssel (acht Ziffern)"
    assert run.problems[1].startswith("Zeile 3: Einwohner: ")


def test_a_postal_code_that_left_the_file_leaves_the_table(places, codes):
    places(OBERDORF, UNTERDORF)
    codes("49001,99001001", "49002,99001001", "49002,99001002")
    kept = PostalCode.objects.get(code="49001")
    run = codes("49001,99001001", "49002,99001002")
    assert set(PostalCode.objects.values_list("code", "municipality__ags")) == {("49001", "99001001"), ("49002", "99001002")}
    assert PostalCode.objects.get(code="49001") == kept
    assert (run.created, run.updated, run.unchanged) == (0, 1, 2)


def test_with_a_bad_postal_code_in_the_file_none_is_taken_away(places, codes):
    places(OBERDORF)
    codes("49001,99001001", "49002,99001001")
    run = codes("49001,99001001", "49002,99009999", "490,99001001")
    assert run.problems == ["Zeile 3: Gemeinde 99009999 gibt es nicht", "Zeile 4: „490“ ist keine Postleitzahl"]
    assert PostalCode.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"ags,name\n", "x.csv: Spalten fehlen: official_name"),
        (b"ags,name\n\xff\xfe", "x.csv ist nicht lesbar"),
        (b"", "x.csv: Spalten fehlen: ags"),
    ],
)
def test_a_file_that_cannot_be_read_stops_with_a_sentence_and_leaves_no_trace(tmp_path, content, sentence):
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        import_municipalities(tmp_path / "x.csv")
    assert not ImportRun.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="nowhere.csv ist nicht lesbar"):
        import_municipalities(tmp_path / "nowhere.csv")
