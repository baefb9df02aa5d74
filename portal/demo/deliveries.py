"""A file that each showcase firm brought: most of it in order, two records not, so that a receipt can be read."""

from internships import deliveries
from internships.delivered import as_cells
from internships.models import Delivery, Posting
from internships.sources.record import Record
from portal.demo.world import World

KNOWN = 3
MISTAKES = [{"occupation": "Drachenzähmer/in"}, {"seats": "viele", "municipality": "Atlantis"}]


def create(world: World) -> int:
    companies = [firm.company for firm in world.firms if firm.account]
    return len([_delivered(company) for company in companies])


def _delivered(company) -> Delivery:
    """The firm's oldest public places, known by a reference from now on, and two rows with invented mistakes."""
    places = list(Posting.objects.published().filter(company=company).select_related("occupation", "municipality").order_by("pk")[:KNOWN])
    for number, posting in enumerate(places, 1):
        posting.reference = f"2027-{number:03}"
    Posting.objects.bulk_update(places, ["reference"])
    good = [as_cells(posting) for posting in places]
    bad = [good[0] | {"reference": f"2027-{number:03}"} | mistake for number, mistake in enumerate(MISTAKES, KNOWN + 1)] if good else []
    records = [Record(f"Zeile {line}", cells) for line, cells in enumerate([*good, *bad], 2)]
    received = deliveries.received(company, Delivery.Format.CSV, repr(records).encode(), "plaetze-herbst.csv")
    return deliveries.take(received, records)
