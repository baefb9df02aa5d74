"""The demo can be made again: the same rows for the same seed and day, others for another."""

import pytest
from django.core.management import CommandError
from django.db import transaction

from internships.models import Company
from tests.portal.invented import invent, invented_rows


def made(**options) -> tuple[dict, set[str]]:
    """The rows of one run, and the companies' names; taken back at once."""
    with transaction.atomic():
        invent(scale=0.03, **options)
        rows, names = invented_rows(), set(Company.objects.values_list("name", flat=True))
        transaction.set_rollback(True)
    return rows, names


def test_without_the_catalogue_it_says_what_to_do_first(db):
    with pytest.raises(CommandError, match="import_data"):
        invent()


def test_the_same_seed_and_day_make_the_same_rows_and_another_seed_others(ground, db):
    (rows, names), (again, _), (_, others) = made(seed=3), made(seed=3), made(seed=4)
    assert rows == again
    assert len(names & others) < len(names) / 2
