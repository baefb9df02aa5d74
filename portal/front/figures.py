"""What the portal counts of itself, for /zahlen/: one small function per figure, small numbers kept secret.

Each function returns {municipality id, or None where there is no place: how many}. The county's figure is the sum of its
municipalities and of what has no place. Rates are not counted here: they are formulas over these figures (monitoring).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Sum

from internships.models import AnswerCount, Company, Posting
from monitoring.catalogue import create_missing
from monitoring.formats.cells import FINAL, NOTHING, SECRET
from monitoring.models import Area, Indicator, Source, Value
from monitoring.privacy import is_secret_share, suppressed
from offers.models import Offer
from portal.unmet import UnmetSearch
from portal.vocabulary import Stage

type Counts = dict[int | None, int]
TRAINING = [Posting.Kind.APPRENTICESHIP, Posting.Kind.DUAL_STUDY]


def seats(postings) -> Counts:
    return dict(postings.order_by().values_list("municipality").annotate(number=Sum("seats")))


def rows(queryset, place: str) -> Counts:
    return dict(queryset.order_by().values_list(place).annotate(number=Count("pk")))


def open_places(today: date) -> Counts:
    return seats(Posting.objects.published())


def training_places(today: date) -> Counts:
    return seats(Posting.objects.published().filter(kind__in=TRAINING))


def filled_places(today: date) -> Counts:
    return seats(Posting.objects.filter(status=Posting.Status.FILLED))


def answers_due(today: date):
    """First answers and promises that passed in silence, of inquiries of this year; they outlive the inquiries."""
    return AnswerCount.objects.since(today.replace(month=1, day=1))


def inquiries(today: date) -> Counts:
    return summed(answers_due(today))


def answered_inquiries(today: date) -> Counts:
    return summed(answers_due(today).filter(answered=True))


def summed(counts) -> Counts:
    return dict(counts.order_by().values_list("company__municipality").annotate(total=Sum("number")))


def searches_in_vain(today: date) -> Counts:
    """Of this year, by the place that was looked for."""
    searches = UnmetSearch.objects.filter(half_year__startswith=f"{today.year}-")
    return dict(searches.order_by().values_list("municipality").annotate(total=Sum("number")))


def offers_for(stage: str) -> Counts:
    """Of one stage of life, or of all."""
    offers = Offer.objects.published()
    return rows(offers.filter(stage=stage) if stage else offers, "municipality")


COUNTED: dict[str, Callable[[date], Counts]] = {
    "plaetze": open_places,
    "ausbildungsplaetze": training_places,
    "plaetze-besetzt": filled_places,
    "anfragen": inquiries,
    "anfragen-beantwortet": answered_inquiries,
    "suchen-ohne-treffer": searches_in_vain,
}
PARTS_OF = {"anfragen-beantwortet": "anfragen"}


@transaction.atomic
def count_everything(today: date) -> int:
    """Writes this year's figures, public at once as nobody could check them better; those of past years stay as they were."""
    create_missing()
    municipalities = {area.municipality_id: area for area in Area.objects.municipalities().select_related("municipality")}
    home = Area.objects.home()
    indicators = Indicator.objects.filter(is_from_portal=True).select_for_update().in_bulk(field_name="key")
    source = Source.objects.get(key="PORTAL")
    counted = {key: count(today) for key, count in COUNTED.items()}
    values = []
    for key, counts in counted.items():
        whole = counted.get(PARTS_OF.get(key))
        values += figures(indicators[key], "", counts, municipalities, home, whole)
    for stage, name in [("", ""), *Stage.choices]:
        values += figures(indicators["angebote"], str(name), offers_for(stage), municipalities, home)
    is_demo = Company.objects.filter(is_demo=True).exists()
    for value in values:
        value.is_demo = is_demo
        value.source, value.time, value.year, value.stage = source, str(today.year), today.year, Value.Stage.PUBLIC
    Value.objects.public().forget_same({value.identity for value in values})
    Value.objects.bulk_create(values)
    source.as_of = today
    source.save(update_fields=["as_of"])
    return len(values)


def figures(
    indicator: Indicator, category: str, counts: Counts, areas: dict[int, Area], home: Area | None, whole: Counts | None = None
) -> Iterable[Value]:
    """One value per municipality and one for the county; what could lead to a person is secret."""
    inside = [key for key, area in areas.items() if home and area.code.startswith(home.code)]
    parts = Counter({key: counts.get(key, 0) for key in [*inside, None]})
    wholes = None if whole is None else {key: whole.get(key, 0) for key in [*inside, None]}
    hidden = suppressed(parts) | secret_shares(parts, wholes)
    outside = {key: counts.get(key, 0) for key in areas if key not in inside}
    hidden |= {key for key in outside if suppressed({key: outside[key]})} | secret_shares(outside, whole)
    for key, area in areas.items():
        yield figure(indicator, area, category, counts.get(key, 0), key in hidden)
    if home:
        total, of_all = sum(parts.values()), None if wholes is None else {home.pk: sum(wholes.values())}
        is_hidden = bool(suppressed({home.pk: total})) or bool(secret_shares({home.pk: total}, of_all))
        yield figure(indicator, home, category, total, is_hidden)


def secret_shares(parts: dict, wholes: dict | None) -> set:
    if wholes is None:
        return set()
    return {key for key, part in parts.items() if is_secret_share(part, wholes.get(key, 0))}


def figure(indicator: Indicator, area: Area, category: str, number: int, is_hidden: bool) -> Value:
    status = SECRET if is_hidden else FINAL if number else NOTHING
    return Value(indicator=indicator, area=area, category=category, status=status, number=number if status == FINAL else None)
