"""Places that may be the same one, posted twice: a hint for staff, who decide. Nothing is merged by itself."""

from difflib import SequenceMatcher

from internships.models import Posting
from portal.folding import words

ALIKE = 0.75
LIVING = (Posting.Status.DRAFT, Posting.Status.SUBMITTED, Posting.Status.PUBLIC, Posting.Status.PAUSED)


def doubles_of(posting: Posting) -> list[Posting]:
    """Living places of the same firm, occupation, kind and municipality whose title says nearly the same; oldest first. One query."""
    same = Posting.objects.filter(
        company=posting.company_id, occupation=posting.occupation_id, kind=posting.kind, municipality=posting.municipality_id
    )
    others = same.filter(status__in=LIVING).exclude(pk=posting.pk).order_by("pk")[:20]
    return [other for other in others if are_alike(posting.title, other.title)]


def are_alike(one: str, other: str) -> bool:
    """Compares folded words, so that „Tischler (m/w/d)“ and „Tischler/in“ are the same."""
    return SequenceMatcher(None, " ".join(words(one)), " ".join(words(other))).ratio() >= ALIKE
