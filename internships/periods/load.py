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
    free: int
    taken: int = 0
    close_towns: list[tuple[str, int]] = field(default_factory=list)

    @property
    def friday(self) -> date:
        return self.monday + timedelta(days=4)

    @property
    def missing(self) -> int:
        """Pupils beyond the seats, those already taken included: whoever has one needs none of the free ones."""
        return max(0, self.pupils - self.free - self.taken)

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


def load(free: int, taken: int) -> str:
    """How full the seats of a field are: nothing offered, open (less than a fifth taken), filling, tight (half), full."""
    if not free:
        return "full" if taken else "nothing"
    return "open" if taken * 4 < free else "filling" if taken < free else "tight"
