"""What a firm wants to know: which schools around it are out when, and in which weeks it could offer places."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from internships.filters import week_choices
from internships.models import InternshipPeriod
from internships.models.weeks import week_words
from portal import whereabouts
from portal.models import Municipality

NEARBY_KM = 25
NAMED = 3


@dataclass(frozen=True)
class SchoolWeek:
    """A week in which schools nearby are out."""

    monday: date
    periods: list[InternshipPeriod]

    @property
    def words(self) -> str:
        """'3.5.–7.5.2027: etwa 84 Jugendliche (Oberschule Adorf, IGS Bedorf, Gymnasium Cedorf und 2 weitere)'."""
        pupils = sum(period.pupils for period in self.periods)
        schools = list(dict.fromkeys(str(period.school) for period in self.periods))
        more = f" und {len(schools) - NAMED} weitere" if len(schools) > NAMED else ""
        return f"{week_words(self.monday)}: etwa {pupils} Jugendliche ({', '.join(schools[:NAMED])}{more})"


def periods_near(municipalities: Iterable[Municipality]) -> list[InternshipPeriod]:
    """Those to come of schools within NEARBY_KM of one of the municipalities, each with `km` to the nearest."""
    distances: dict[int, float] = {}
    for municipality in {one.pk: one for one in municipalities}.values():
        for pk, km in whereabouts.find(municipality.ags).km.items():
            distances[pk] = min(km, distances.get(pk, km))
    near = [pk for pk, km in distances.items() if km <= NEARBY_KM]
    periods = list(InternshipPeriod.objects.upcoming().in_municipalities(near).for_list())
    for period in periods:
        period.km = distances[period.school.municipality_id]
    return periods


def weeks_near(municipality: Municipality) -> list[SchoolWeek]:
    """The weeks that a firm can still offer, with the schools that are out then."""
    out = defaultdict(list)
    for period in periods_near([municipality]):
        for monday in period.mondays:
            out[monday].append(period)
    offered = {date.fromisoformat(monday) for monday, _ in week_choices()}
    return [SchoolWeek(monday, out[monday]) for monday in sorted(out) if monday in offered]
