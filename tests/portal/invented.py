"""The demo's rows, made and looked at."""

from datetime import date
from io import StringIO

from django.core.management import call_command

from articles.models import Article
from internships.models import Company, Inquiry, InternshipPeriod, Posting
from offers.models import Booking, Event, EventSeries, Offer, Organisation
from portal.models import School

TODAY = date(2026, 11, 24)
MODELS = [Company, Posting, Inquiry, Offer, Event, EventSeries, Booking, Organisation, Article, School, InternshipPeriod]
OWN_CHANCE = {"id", "changed_at", "created", "logo"}


def invent(**options) -> str:
    said = StringIO()
    call_command("demo", stdout=said, today=options.pop("today", TODAY), **options)
    return said.getvalue()


def invented_rows() -> dict:
    """All that is in the demo's tables but keys, clocks and chance names of files, in the order in which it was made."""
    names = {
        model: [column.attname for column in model._meta.concrete_fields if column.name not in OWN_CHANCE and not column.is_relation]
        for model in MODELS
    }
    return {model.__name__: list(model.objects.order_by("pk").values_list(*names[model])) for model in MODELS}
