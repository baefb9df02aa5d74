"""How full a week is: who is out, how many seats there are, and whether that clashes. Pure: no Django."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

NEIGHBOURS_KM = 10
"""As far apart as the centres of municipalities may be whose pupils look for places with the same firms: our judgement."""
SHORT, CLOSE, ENOUGH, NOBODY = "short", "close", "enough", "nobody"


@dataclass(frozen=True)
class Week[Period]:
    """One week of the county."""

    monday: date
    periods: list[Period]
    schools: int
    pupils: int
    seats: int
    seats_by_field: Mapping[str, int] = field(default_factory=dict)
    close_towns: list[tuple[str, int]] = field(default_factory=list)

    @property
    def friday(self) -> date:
        return self.monday + timedelta(days=4)

    @property
    def missing(self) -> int:
        """Pupils beyond the seats."""
        return max(0, self.pupils - self.seats)

    @property
    def state(self) -> str:
        """What weighs most."""
        if self.missing:
            return SHORT
        if self.close_towns:
            return CLOSE
        return ENOUGH if self.periods else NOBODY


def crowded_towns(schools: Mapping[str, Collection[str]], are_near: Callable[[str, str], bool]) -> list[tuple[str, int]]:
    """Towns whose schools are not out alone: two of their own, or one of a near town as well. {'Adorf': {'IGS'}} -> [('Adorf', 1), ...].

    Near is not passed on: of three towns in a row the outer two do not meet, but both meet the one between them.
    """

    def meeting(town: str) -> int:
        return sum(len(there) for other, there in schools.items() if other == town or are_near(town, other))

    return [(town, len(schools[town])) for town in sorted(schools) if meeting(town) > 1]


def density(number: int, most: int) -> str:
    """How dense a cell is beside the densest one: none, few, some, many."""
    if not number:
        return "none"
    return "few" if number * 5 <= most else "some" if number * 5 <= most * 3 else "many"
