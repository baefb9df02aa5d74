"""How much of an offer's entry is there: a score from 0 to 100, what is missing for the public, and what would help people decide.

Weights are our judgement: what a family asks on the phone first weighs most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

SHORT_TEXT = 120  # letters a description needs at least to say something


class Want(NamedTuple):
    what: str
    weight: int
    is_there: Callable
    is_needed: bool = False


@dataclass(frozen=True)
class Completeness:
    score: int
    needed: list[str]
    helpful: list[str]


WANTS = [
    Want("Titel", 5, lambda offer: offer.title, True),
    Want("ein Satz, worum es geht", 10, lambda offer: offer.summary, True),
    Want(f"Beschreibung mit mindestens {SHORT_TEXT} Zeichen", 15, lambda offer: len(offer.description) >= SHORT_TEXT, True),
    Want("für wen es ist", 10, lambda offer: offer.for_youth or offer.for_parents or offer.for_schools or offer.for_firms, True),
    Want("Kosten", 5, lambda offer: offer.cost, True),
    Want(
        "Anmeldung oder Kontakt",
        15,
        lambda offer: offer.registration or offer.registration_url or offer.contact_email or offer.contact_phone or offer.contact_id,
        True,
    ),
    Want("Ort oder „online“", 5, lambda offer: offer.municipality_id or offer.is_online or offer.coverage),
    Want("Klasse oder Alter", 10, lambda offer: _numbers(offer.class_from, offer.class_to, offer.age_from, offer.age_to)),
    Want("Sprachen", 5, lambda offer: offer.languages),
    Want("Barrierefreiheit", 8, lambda offer: offer.access or offer.access_note or (offer.is_online and not offer.municipality_id)),
    Want("Anschrift", 4, lambda offer: offer.venue or not offer.municipality_id),
    Want("Dauer", 4, lambda offer: offer.duration),
    Want("Telefon oder E-Mail für Fragen", 4, lambda offer: offer.contact_email or offer.contact_phone or offer.contact_id),
]
FOR_SCHOOLS = [
    Want("Gruppengröße", 4, lambda offer: offer.class_size),
    Want("Vor- oder Nachbereitung", 4, lambda offer: offer.preparation or offer.follow_up),
    Want("Bezug zum Lehrplan", 4, lambda offer: offer.curriculum),
    Want("Kosten für die Schule", 4, lambda offer: offer.school_cost),
]


def of(offer) -> Completeness:
    wants = WANTS + FOR_SCHOOLS if offer.for_schools else WANTS
    missing = [want for want in wants if not want.is_there(offer)]
    score = 100 - round(100 * sum(want.weight for want in missing) / sum(want.weight for want in wants))
    return Completeness(score, [want.what for want in missing if want.is_needed], [want.what for want in missing if not want.is_needed])


def _numbers(*values) -> bool:
    return any(value is not None for value in values)
