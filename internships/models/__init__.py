"""Companies, the places they offer, and the inquiries they get."""

from internships.counting import PostingCount
from internships.models.companies import Company, CompanySite
from internships.models.inquiries import Inquiry
from internships.models.people import Invitation, JoinRequest, Membership, Role
from internships.models.pictures import PostingPicture
from internships.models.postings import Posting
from internships.models.weeks import PostingWeek

__all__ = [
    "Company",
    "CompanySite",
    "Inquiry",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Posting",
    "PostingCount",
    "PostingPicture",
    "PostingWeek",
    "Role",
]
