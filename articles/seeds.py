"""The entrances' situations and steps, first written from data/entrances/*.toml; afterwards they belong to the editors."""

import tomllib
from pathlib import Path

from django.db import transaction

from articles.models import Situation, Step

FOLDER = Path(__file__).parent / "data" / "entrances"


@transaction.atomic
def create_missing_situations() -> int:
    """Creates the situations that are not there yet, each with its steps; never touches one that is. Returns how many it made."""
    taken = set(Situation.objects.values_list("audience", "key"))
    made = 0
    for path in sorted(FOLDER.glob("*.toml")):
        for position, row in enumerate(tomllib.loads(path.read_text())["situations"], 1):
            steps = row.pop("steps")
            if (path.stem, row["key"]) not in taken:
                situation = Situation.objects.create(audience=path.stem, position=position, **row)
                Step.objects.bulk_create(Step(situation=situation, position=number, **step) for number, step in enumerate(steps, 1))
                made += 1
    return made
