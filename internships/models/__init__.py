"""Companies, the places they offer, the inquiries they get, what their own systems deliver, and what is counted."""

from internships.counting import PostingCount
from internships.models.answers import AnswerCount
from internships.models.companies import Company, CompanySite
from internships.models.exchange import ApiToken, ColumnMemory, Delivery
from internships.models.inquiries import Inquiry, InquiryMessage
from internships.models.people import Invitation, JoinRequest, Membership, Role
from internships.models.periods import InternshipPeriod
from internships.models.pictures import PostingPicture
from internships.models.postings import Posting
from internships.models.reports import Report
from internships.models.views import PostingViews
from internships.models.weeks import PostingWeek

__all__ = [
    "AnswerCount",
    "ApiToken",
    "ColumnMemory",
    "Company",
    "CompanySite",
    "Delivery",
    "Inquiry",
    "InquiryMessage",
    "InternshipPeriod",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Posting",
    "PostingCount",
    "PostingPicture",
    "PostingViews",
    "PostingWeek",
    "Report",
    "Role",
]
