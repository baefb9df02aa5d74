"""The cast of the tests and the strict harness."""

import pytest

from portal.models import Municipality


@pytest.fixture
def melle(db):
    return Municipality.objects.create(
        ags="03459024",
        name="Melle",
        official_name="Melle, Stadt",
        kind="Stadt",
        population=47228,
        population_date="2022-12-31",
        population_basis="Zensus 2011",
        latitude=52.201721,
        longitude=8.335672,
    )
