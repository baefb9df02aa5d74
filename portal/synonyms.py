"""Everyday words and what the portal calls them: data/synonyms.csv is a start, staff add what pupils type."""

import csv
from pathlib import Path

from portal.models import Synonym

SYNONYMS_CSV = Path(__file__).parent / "data" / "synonyms.csv"


def create_missing_synonyms(path: Path = SYNONYMS_CSV) -> int:
    """Adds what is not there yet and leaves staff's own entries alone; returns how many it added."""
    before = Synonym.objects.count()
    with path.open(encoding="utf-8", newline="") as file:
        Synonym.objects.bulk_create([Synonym(**row) for row in csv.DictReader(file)], ignore_conflicts=True)
    return Synonym.objects.count() - before
