"""What the tests of the demo stand on."""

import pytest

from monitoring.catalogue import create_missing
from occupations.models import Field, MinimumPay, Occupation, OccupationField
from portal.demo import stock
from tests.factories import PLACES, MunicipalityFactory


@pytest.fixture(scope="module")
def ground(shared_rows):
    """Some municipalities and, in place of the whole catalogue, every occupation that the demo speaks of."""
    create_missing()
    for place in PLACES:
        MunicipalityFactory(place=place, population=9_000 if place == "Belm" else 50_000)
    field = Field.objects.create(key="bau", name="Bauen & Renovieren")
    named = {key for file in stock.folder("offers").values() for offer in file["offers"] for key in offer.get("fields", [])}
    Field.objects.bulk_create(Field(key=key, name=key.capitalize()) for key in sorted(named - {"bau"}))
    training = {True: Occupation.Training.SCHOOL, False: Occupation.Training.DUAL}
    occupations = Occupation.objects.bulk_create(
        Occupation(slug=slug, name=slug.capitalize(), training=training[work.school], months=36) for slug, work in stock.works().items()
    )
    OccupationField.objects.bulk_create(OccupationField(occupation=occupation, field=field) for occupation in occupations)
    MinimumPay.objects.create(start_year=2026, first_year=724, second_year=854, third_year=977, fourth_year=1014, source="BGBl.")
