"""A place as schema.org JobPosting, as Google's job search accepts it (docs/sources.md): only what the page itself says."""

from django.conf import settings
from django.template.defaultfilters import linebreaks
from django.urls import reverse

from portal.structured_data import absolute

EMPLOYMENT_TYPES = {"ausbildung": "FULL_TIME", "duales-studium": "FULL_TIME", "freiwilligenjahr": "VOLUNTEER"}


def job_posting(posting) -> dict:
    """JobPosting of a public place; internships of all kinds are INTERN."""
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "description": str(linebreaks(posting.description, autoescape=True)),
        "identifier": {"@type": "PropertyValue", "name": posting.company.name, "value": posting.reference or str(posting.pk)},
        "datePosted": posting.published_at.date().isoformat(),
        "employmentType": EMPLOYMENT_TYPES.get(posting.kind, "INTERN"),
        "hiringOrganization": organisation(posting.company),
        "jobLocation": {"@type": "Place", "address": address(posting)},
        "totalJobOpenings": posting.seats,
        "directApply": posting.takes_inquiries,
        "url": absolute(posting.get_absolute_url()),
        **dates(posting),
        **pay(posting),
    }


def organisation(company) -> dict:
    return {
        "@type": "Organization",
        "name": company.name,
        "sameAs": company.website or absolute(reverse("company", args=[company.slug])),
        **({"logo": absolute(company.logo.url)} if company.logo else {}),
    }


def dates(posting) -> dict:
    """A place without a last start has no end that anybody knows, so none is claimed."""
    known = {"validThrough": posting.starts_until, "jobStartDate": posting.starts_on}
    return {name: day.isoformat() for name, day in known.items() if day}


def pay(posting) -> dict:
    if not posting.monthly_pay:
        return {}
    value = {"@type": "QuantitativeValue", "value": posting.monthly_pay, "unitText": "MONTH"}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": value}}


def address(posting) -> dict:
    """Where the work is: a place away from the firm's own addresses has only its town."""
    street, postal_code = posting.address
    parts = {
        "streetAddress": street,
        "postalCode": postal_code,
        "addressLocality": posting.municipality.name,
        "addressCountry": "DE",
    }
    return {"@type": "PostalAddress", "addressRegion": settings.REGION.state, **{name: value for name, value in parts.items() if value}}
