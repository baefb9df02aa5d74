"""Hints that an offer may be there twice: cautious, since a missed pair costs less than a wrong one; staff decide, nothing is merged."""

from offers.models import Offer
from portal.folding import fold_query

SAME_PROVIDER, OTHER_PROVIDER = 0.6, 0.85  # share of common words in both titles from which on a pair is worth a look
MOST = 5


def likeness(one: str, other: str) -> float:
    """Common words of two titles among all their words, by their stems."""
    first, second = set(fold_query(one)), set(fold_query(other))
    return len(first & second) / len(first | second) if first and second else 0.0


def like(offer: Offer) -> list[Offer]:
    """Others of the same stage and format, not in another municipality, with nearly the same title; the most alike first."""
    if not offer.pk:
        return []
    rows = Offer.objects.filter(stage=offer.stage, format=offer.format).exclude(pk=offer.pk).exclude(status=Offer.Status.ARCHIVED)
    rows = rows.select_related("organisation").only("title", "organisation__name", "organisation_id", "municipality_id", "status")
    pairs = [(likeness(offer.title, other.title), other) for other in rows if _may_be_same_place(offer, other)]
    least = {True: SAME_PROVIDER, False: OTHER_PROVIDER}
    close = [(share, other) for share, other in pairs if share >= least[other.organisation_id == offer.organisation_id]]
    return [other for _, other in sorted(close, key=lambda pair: (-pair[0], pair[1].pk))[:MOST]]


def _may_be_same_place(one: Offer, other: Offer) -> bool:
    return one.municipality_id == other.municipality_id or None in (one.municipality_id, other.municipality_id)
