"""The report's blocks with the figures of one area, in three queries however many blocks there are."""

from dataclasses import dataclass

from django.db.models import Q

from monitoring.drawing import bars_of, line_of, map_of
from monitoring.figures import Slice, newest, trend
from monitoring.models import Area, Indicator, ReportBlock, Value


@dataclass(frozen=True)
class Block:
    """A block as it is printed: its words with live figures in them, and its chart."""

    block: ReportBlock
    text: str
    part: Slice | None
    chart: object = None
    template: str = ""


def blocks_for(area: Area) -> list[Block]:
    blocks = ReportBlock.objects.for_municipality() if area.is_municipality else ReportBlock.objects.for_county()
    chosen = list(blocks.select_related("indicator"))
    indicators = {block.indicator_id: block.indicator for block in chosen if block.indicator and block.indicator.is_public}
    values = Value.objects.public().totals().filter(indicator__in=indicators)
    values = values.filter(Q(area__is_shown=True) | Q(area=area)).select_related("area", "source")
    found: dict[int, list[Value]] = {pk: [] for pk in indicators}
    for value in values.order_by("time"):
        found[value.indicator_id].append(value)
    parts = {pk: Slice(indicators[pk], found[pk]) for pk in indicators}
    return [printed(block, area, parts.get(block.indicator_id)) for block in chosen]


def printed(block: ReportBlock, area: Area, part: Slice | None) -> Block:
    text = with_figures(block.text, area, part)
    if part is None or block.chart == ReportBlock.Chart.NONE:
        return Block(block, text, part)
    match block.chart:
        case ReportBlock.Chart.LINE:
            return Block(block, text, part, line_of(part, area), "monitoring/charts/line.svg")
        case ReportBlock.Chart.BARS:
            return Block(block, text, part, bars_of(part, area), "monitoring/charts/bars.svg")
    return Block(block, text, part, map_of(part), "monitoring/charts/map.svg")


def with_figures(text: str, area: Area, part: Slice | None) -> str:
    """Figures where the editor wrote {wert}; a dash where there is none. Only these four words are replaced."""
    values = part.by_area.get(area, []) if part else []
    now = newest(values)
    change = trend(values, part.indicator.direction if part else Indicator.Direction.NEUTRAL)
    words = {
        "{ort}": area.short_name,
        "{wert}": now.said if now else "–",
        "{jahr}": now.when if now else "–",
        "{vorher}": change.before.text if change else "–",
    }
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text
