"""What staff should look at: sources that are overdue, alerts that hold, files and values that wait."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from monitoring.figures import trend
from monitoring.models import Alert, Delivery, Source, Value


@dataclass(frozen=True)
class Raised:
    """An alert that holds, for one area's newest figure."""

    alert: Alert
    value: Value


@dataclass(frozen=True)
class Todo:
    overdue: list[Source]
    raised: list[Raised]
    imported: int
    checked: int
    unapplied: int

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.raised or self.imported or self.checked or self.unapplied)


def todo() -> Todo:
    return Todo(
        overdue=Source.objects.overdue(timezone.localdate()),
        raised=raised_alerts(),
        imported=Value.objects.filter(stage=Value.Stage.IMPORTED).count(),
        checked=Value.objects.filter(stage=Value.Stage.CHECKED).count(),
        unapplied=Delivery.objects.filter(applied_at=None).count(),
    )


def raised_alerts() -> list[Raised]:
    """In two queries, however many alerts there are."""
    alerts = list(Alert.objects.filter(is_active=True).select_related("indicator", "area"))
    rows = Value.objects.public().totals().filter(indicator__in={alert.indicator_id for alert in alerts}).exclude(number=None)
    found: dict[tuple[int, int], list[Value]] = defaultdict(list)
    for value in rows.select_related("area", "indicator").order_by("time"):
        found[value.indicator_id, value.area_id].append(value)
    raised = []
    for alert in alerts:
        for (indicator, _), values in found.items():
            if indicator == alert.indicator_id and concerns(alert, values[-1]) and holds(alert, values):
                raised.append(Raised(alert, values[-1]))
    return raised


def concerns(alert: Alert, value: Value) -> bool:
    return value.area == alert.area if alert.area else value.area.is_municipality


def holds(alert: Alert, values: list[Value]) -> bool:
    """A change is one in percent of the figure before, on the same basis."""
    number = values[-1].number
    if alert.kind == Alert.Kind.ABOVE:
        return number > alert.limit
    if alert.kind == Alert.Kind.BELOW:
        return number < alert.limit
    change = trend(values, 0)
    return bool(change and change.before.number) and abs(100 * (number / change.before.number - 1)) > alert.limit
