"""A school enters its own weeks without an account: a link to its office's mailbox opens the page.

The link tells which school it is for and is bound to the address it went to: when the address changes, older links open nothing.
"""

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from internships.periods.school_years import SchoolYear
from portal import mail, signed_links
from portal.models import School
from portal.structured_data import absolute

PURPOSE = "school-periods"
LINK_DAYS = 60
MOST_PERIODS = 80  # of one school, in this school year and the next


def token_of(school: School) -> str:
    return signed_links.sign(PURPOSE, f"{school.pk}.{_fingerprint(school)}")


def school_of(token: str) -> School | None:
    """The school that a link was made for, as long as it is good."""
    key, _, fingerprint = (signed_links.read(PURPOSE, token, LINK_DAYS) or "").partition(".")
    school = School.objects.select_related("municipality").filter(pk=key).first() if key.isdecimal() else None
    return school if school and school.email and constant_time_compare(fingerprint, _fingerprint(school)) else None


def _fingerprint(school: School) -> str:
    return salted_hmac(PURPOSE, school.email.lower(), algorithm="sha256").hexdigest()[:16]


def send_links(email: str) -> int:
    """A mail for each school with this address; whoever asked is told the same whether there is one or none."""
    schools = School.objects.filter(email__iexact=email)
    for school in schools:
        send_link(school)
    return len(schools)


def send_link(school: School, reminding_of: SchoolYear | None = None) -> None:
    """The link; with a school year it is staff who ask for that year's weeks."""
    link = absolute(reverse("enter_periods", args=[token_of(school)]))
    year = reminding_of.name if reminding_of else ""
    mail.send("school_link", school.email, {"school": school, "link": link, "days": LINK_DAYS, "year": year})
