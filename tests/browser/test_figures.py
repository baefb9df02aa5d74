"""The figures on a phone: nothing is wider than the screen, and axe finds nothing on any kind of page."""

import pytest

from monitoring.models import ReportBlock
from tests.factories import AreaFactory, IndicatorFactory, MunicipalityFactory, ValueFactory


@pytest.fixture
def figures(transactional_db):
    county = AreaFactory()
    melle = AreaFactory(code="03459024", name="Melle, Stadt", level=5, is_home=False, municipality=MunicipalityFactory(place="Melle"))
    belm = AreaFactory(code="03459008", name="Belm", level=5, is_home=False, municipality=MunicipalityFactory(place="Belm"))
    for area in (county, melle, belm):
        ValueFactory(area=area, time="2021", number=80, basis="Zensus 2011")
        ValueFactory(area=area, time="2022", number=90, basis="Zensus 2022", status="estimated")
        ValueFactory(area=area, time="2023", basis="Zensus 2022")
    ReportBlock.objects.create(heading="Abgänge", text="{wert}", indicator=IndicatorFactory(), chart="map", is_public=True)
    return melle


ADDRESSES = ["/zahlen/", "/zahlen/schulabgaenge/", "{area}", "/zahlen/vergleich/?ort={slug}", "/zahlen/methoden/", "/zahlen/bericht/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_and_nothing_wider_than_a_phone(portal, accessible, figures, scheme):
    portal.emulate_media(color_scheme=scheme)
    for address in ADDRESSES:
        portal.goto(portal.home + address.format(area=figures.get_absolute_url(), slug=figures.slug))
        assert portal.evaluate("document.documentElement.scrollWidth") <= 360, address
        accessible(portal)
