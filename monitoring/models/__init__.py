"""How education is doing: what is counted, where, and what came out."""

from monitoring.models.areas import Area
from monitoring.models.deliveries import Delivery
from monitoring.models.indicators import Alert, Feed, Indicator, Source, Target
from monitoring.models.reports import ReportBlock
from monitoring.models.values import SIGNS, Value

__all__ = ["SIGNS", "Alert", "Area", "Delivery", "Feed", "Indicator", "ReportBlock", "Source", "Target", "Value"]
