"""A class counts together: only counters, shown late and coarsely enough that nobody can be told from them.

Shown from ten people on and renewed only at 10, 15, 20 ..., so that no single pupil can be subtracted; one or two are 'unter 3';
where all agree nothing is shown; a lone hidden cell of a table with a known total takes the next smallest with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from occupations.check.pages.models import CLASS_DAYS, ClassCode

FEWEST = 10
STEP = 5
SMALL = 3
FRONT, FIELDS, GROUPS = "front", "fields", "groups"


@dataclass(frozen=True)
class Cell:
    """One line of a table; `number` is None where it is too small to show."""

    key: str
    number: int | None


def find(code: str) -> ClassCode | None:
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return ClassCode.objects.filter(code=typed, delete_on__gt=timezone.localdate()).first()


def count_in(code: str, ticket: str, front: Iterable[str], fields: Iterable[str], groups: Iterable[str]) -> bool:
    """Adds one person's result; False when this ticket was counted before or the class is gone."""
    if not ticket or not cache.add(f"class:{code}:{ticket}", 1, CLASS_DAYS * 24 * 3600):
        return False
    with transaction.atomic():
        group = ClassCode.objects.select_for_update().filter(code=code, delete_on__gt=timezone.localdate()).first()
        if group is None:
            return False
        for table, keys in ((FRONT, front), (FIELDS, fields), (GROUPS, groups)):
            counted = group.counters.setdefault(table, {})
            for key in set(keys):
                counted[key] = counted.get(key, 0) + 1
        group.taken += 1
        if group.taken >= FEWEST and group.taken % STEP == 0:
            group.shown_taken, group.shown_counters = group.taken, group.counters
        group.save()
    return True


def table(counted: Mapping[str, int], people: int, has_total: bool) -> list[Cell]:
    """Most first. Empty where all agree. `has_total`: everybody stands in exactly one cell, so hidden ones could be worked out."""
    if any(number == people for number in counted.values()):
        return []
    cells = sorted(counted.items(), key=lambda cell: (-cell[1], cell[0]))
    hidden = {key for key, number in cells if number < SMALL}
    if has_total and len(hidden) == 1 and (others := [key for key, _ in cells if key not in hidden]):
        hidden.add(others[-1])
    return [Cell(key, None if key in hidden else number) for key, number in cells]
