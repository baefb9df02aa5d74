"""What the public reads under /zahlen/: figures, charts, tables, files; and what machines read at /api/zahlen/."""

import csv
import re
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from monitoring.catalogue import in_template, template_row
from monitoring.charts import Item, Point, Series, bar_chart, line_chart
from monitoring.drawing import region_tiles
from monitoring.formats.reading import read
from monitoring.models import Area, ReportBlock, Target, Value
from monitoring.scales import class_limits, class_of, german, ticks
from monitoring.tiles import assigned
from portal.models import Municipality
from tests.factories import AreaFactory, IndicatorFactory, MunicipalityFactory, ValueFactory
from tests.pages import text_of

PAGES = ["/zahlen/", "/zahlen/schulabgaenge/", "/zahlen/ort/melle/", "/zahlen/vergleich/?ort=melle&ort=belm", "/zahlen/methoden/"]
PAGES += ["/zahlen/bericht/", "/zahlen/bericht/melle/", "/zahlen/schulabgaenge/?jahr=2022&geschlecht=w&kategorie=x"]
FILES = ["/api/zahlen/", "/api/zahlen/schulabgaenge/", "/api/zahlen/ort/melle/", "/api/zahlen/vergleich/?ort=melle", "/api/zahlen/bericht/"]


@pytest.fixture(scope="module")
def county(shared_rows):
    """The county, two municipalities and figures of two years; one is secret."""
    for place in ("Melle", "Belm"):
        MunicipalityFactory(place=place)
    call_command("import_figures", verbosity=0)
    Value.objects.filter(indicator__key="schulabgaenge").delete()
    home = Area.objects.home()
    for time, number in (("2022", 90), ("2023", 99)):
        ValueFactory(area=home, time=time, number=number)
        ValueFactory(area=AreaFactory(code="03459024"), time=time, number=number / 3)
    ValueFactory(area=AreaFactory(code="03459008"), status="secret", number=None)
    words = {"heading": "Abgänge", "text": "In {ort} waren es {wert} ({vorher})."}
    ReportBlock.objects.create(**words, indicator=IndicatorFactory(), chart="line", is_public=True)
    Target.objects.create(indicator=IndicatorFactory(), area=home, year=2030, number=120)
    return home


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_with_few_queries(visitor, county, django_assert_max_num_queries, address):
    visitor.get("/zahlen/")
    with django_assert_max_num_queries(8):
        response = visitor.get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:for|aria-labelledby|aria-describedby)="([^" ]*)"', html)) <= set(ids)


@pytest.mark.parametrize("address", FILES)
def test_every_view_has_its_json_and_its_csv_with_licence_and_citation(visitor, county, address):
    answer = visitor.get(address).json()
    assert answer["licence"].startswith("https://www.govdata.de/")
    assert "Anlauf" in answer["citation"] and address.split("?")[0] in answer["citation"]
    path, _, query = address.partition("?")
    rows = list(csv.DictReader(StringIO(visitor.get(f"{path.rstrip('/')}.csv?{query}").content.decode())))
    assert len(rows) == answer["total"] > 0


def test_a_secret_figure_is_a_word_on_the_page_and_null_in_the_data_never_nought(visitor, county):
    assert "unbekannt oder geheim" in text_of(visitor.get("/zahlen/schulabgaenge/"))
    rows = visitor.get("/api/zahlen/schulabgaenge/").json()["results"]
    assert [(row["wert"], row["status"]) for row in rows if row["gebiet"] == "03459008"] == [(None, "unbekannt oder geheim")]


def test_figures_that_nobody_released_are_nowhere(visitor, county):
    ValueFactory(time="2024", number=77777, stage="imported", area=county)
    for address in [*PAGES, *FILES]:
        assert "77777" not in visitor.get(address).content.decode().replace(".", "")


def test_an_indicator_that_is_not_public_has_no_page_and_no_data(visitor, county):
    IndicatorFactory(key="intern", is_public=False)
    for address in ("/zahlen/intern/", "/api/zahlen/intern/", "/zahlen/intern/linie.svg"):
        assert visitor.get(address).status_code == 404


def test_the_overview_says_how_it_goes(visitor, county):
    assert "99 2023 ↗ gestiegen, 2022: 90" in text_of(visitor.get("/zahlen/"))


def test_the_report_has_live_figures_in_the_editors_words(visitor, county):
    assert "In Melle waren es 33 (30)." in text_of(visitor.get("/zahlen/bericht/melle/"))


def test_a_chart_is_a_file_that_needs_no_stylesheet(visitor, county):
    response = visitor.get("/zahlen/schulabgaenge/linie.svg")
    root = ElementTree.fromstring(response.content)
    assert response["Content-Type"].startswith("image/svg+xml")
    assert root.find("{http://www.w3.org/2000/svg}title").text.startswith("Schulabgäng")
    assert "99" in root.find("{http://www.w3.org/2000/svg}desc").text
    assert root.findall(".//{http://www.w3.org/2000/svg}polyline[@points]")
    assert not [node for node in root.iter() if node.get("style")]


@pytest.mark.parametrize("kind", ["linie", "balken", "karte"])
def test_every_chart_is_well_formed(visitor, county, kind):
    ValueFactory(area=AreaFactory(code="03459008"), time="2021", number=4)
    assert ElementTree.fromstring(visitor.get(f"/zahlen/schulabgaenge/{kind}.svg").content).get("viewBox").startswith("0 0 360 ")


@pytest.mark.parametrize("query", ["jahr=9999", "jahr=%00", "jahr=٢٠٢٣", "geschlecht=x", "kategorie=%3Cscript%3E", "jahr=" + "9" * 40])
def test_a_strange_query_shows_the_indicator_as_it_is(visitor, county, query):
    assert visitor.get(f"/zahlen/schulabgaenge/?{query}").status_code == 200


def test_compare_names_what_it_does_not_know_and_takes_four(visitor, county):
    text = text_of(visitor.get("/zahlen/vergleich/?ort=atlantis&ort=melle"))
    assert "„atlantis“ kennen wir nicht." in text


def test_the_template_reads_back_what_it_writes(county):
    values = list(Value.objects.public().filter(indicator__key="schulabgaenge").select_related("indicator", "area", "source"))
    table = read("x.csv", in_template(map(template_row, values), ["Probe"]))
    read_again = {(fact.measure, fact.area, fact.time, fact.status, fact.number) for fact in table.facts}
    assert read_again == {(value.indicator.key, value.area.code, value.time, value.status, value.number) for value in values}


def test_figures_on_two_bases_are_two_lines_with_a_break_between():
    points = [Point(2020, 10, "Zensus 2011"), Point(2021, 11, "Zensus 2011"), Point(2022, 9, "Zensus 2022"), Point(2023, 10, "Zensus 2022")]
    chart = line_chart([Series("Kreis", points)], str)
    assert [len(path.split()) for path in chart.lines[0].paths] == [2, 2]
    assert [mark.text for mark in chart.breaks] == ["Zensus 2022"]
    last, first = (float(path.split()[-1 if place == 0 else 0].split(",")[0]) for place, path in enumerate(chart.lines[0].paths))
    assert last < chart.breaks[0].place < first


@given(st.lists(st.tuples(st.integers(1990, 2040), st.floats(-1e9, 1e9)), min_size=1, max_size=30))
def test_every_point_lies_within_the_chart(points):
    chart = line_chart([Series("Kreis", [Point(year, number) for year, number in points])], str)
    assert (chart is None) == (len({year for year, _ in points}) < 2)
    for mark in chart.lines[0].marks if chart else []:
        assert chart.top - 0.2 <= mark.y <= chart.bottom + 0.2
        assert 0 <= mark.x <= 360


@given(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_bars_stay_within_the_chart_and_signs_come_last(numbers):
    chart = bar_chart([Item(f"Ort {place}", number, str(number)) for place, number in enumerate(numbers)])
    if chart:
        assert all(bar.x >= 0 and bar.x + bar.width <= 360 and bar.width >= 0 for bar in chart.bars)
        names = [bar.text for bar in chart.bars]
        assert "None" not in names[: len(names) - names.count("None")]


@given(st.floats(-1e9, 1e9), st.floats(0.01, 1e9))
def test_an_axis_is_round_and_reaches_beyond_its_figures(low, span):
    marks = ticks(low, low + span)
    assert marks[0] <= low + 1e-6 * span and marks[-1] >= low + span - 1e-6 * span
    assert 2 <= len(marks) <= 8


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60))
def test_every_figure_has_a_class_and_larger_ones_no_lower(numbers):
    limits = class_limits(numbers)
    classes = [class_of(number, limits) for number in sorted(numbers)]
    assert classes == sorted(classes) and classes[-1] == len(limits) - 1 <= 4


def squares(size: int):
    return st.lists(st.lists(st.integers(0, 99), min_size=size, max_size=size), min_size=size, max_size=size)


@given(st.integers(2, 5).flatmap(squares))
def test_tiles_move_least(costs):
    def best(rows: int, free: frozenset[int]) -> float:
        return 0 if rows == len(costs) else min(costs[rows][spot] + best(rows + 1, free - {spot}) for spot in free)

    spots = assigned([[float(cost) for cost in row] for row in costs])
    assert len(set(spots)) == len(costs)
    assert sum(costs[row][spot] for row, spot in enumerate(spots)) == best(0, frozenset(range(len(costs))))


def test_every_municipality_of_the_region_has_a_tile_of_its_own(db):
    call_command("import_region", verbosity=0)
    tiles = region_tiles()
    assert len(tiles) == Municipality.objects.count()
    assert len({(cell.column, cell.row) for cell in tiles.values()}) == len(tiles)
    assert tiles[settings.REGION.largest_town[:5]].short == Municipality.objects.get(ags=settings.REGION.largest_town).name


def test_numbers_are_written_as_germans_write_them():
    assert [german(1234.5, 1, "%"), german(-7, 0), german(0.05, 2)] == ["1.234,5\u00a0%", "−7", "0,05"]
