"""Companies, the places they offer, the inquiries they get, and what is counted of all three."""

from internships.counting import PostingCount
from internships.models.answers import AnswerCount
from internships.models.companies import Company, Membership
from internships.models.inquiries import Inquiry, InquiryMessage
from internships.models.postings import Posting
from internships.models.reports import Report
from internships.models.views import PostingViews

__all__ = ["AnswerCount", "Company", "Inquiry", "InquiryMessage", "Membership", "Posting", "PostingCount", "PostingViews", "Report"]
