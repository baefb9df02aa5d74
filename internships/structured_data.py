"""A place as schema.org JobPosting: only what the page itself says."""

from django.conf import settings

from portal.structured_data import absolute

EMPLOYMENT_TYPES = {"ausbildung": "FULL_TIME", "duales-studium": "FULL_TIME", "freiwilligenjahr": "VOLUNTEER"}


def job_posting(posting) -> dict:
    """JobPosting of a public place; internships of all kinds are INTERN."""
    company = posting.company
    data = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "description": posting.description,
        "identifier": {"@type": "PropertyValue", "name": settings.REGION.portal_name, "value": str(posting.pk)},
        "datePosted": posting.published_at.date().isoformat(),
        "employmentType": EMPLOYMENT_TYPES.get(posting.kind, "INTERN"),
        "hiringOrganization": {
            "@type": "Organization",
            "name": company.name,
            "sameAs": company.website or absolute(company.get_absolute_url()),
        },
        "jobLocation": {"@type": "Place", "address": address(company, posting.municipality)},
        "directApply": True,
        "url": absolute(posting.get_absolute_url()),
    }
    if posting.starts_until:
        data["validThrough"] = posting.starts_until.isoformat()
    if posting.starts_on:
        data["jobStartDate"] = posting.starts_on.isoformat()
    if posting.monthly_pay:
        value = {"@type": "QuantitativeValue", "value": posting.monthly_pay, "unitText": "MONTH"}
        data["baseSalary"] = {"@type": "MonetaryAmount", "currency": "EUR", "value": value}
    return data


def address(company, municipality) -> dict:
    parts = {
        "streetAddress": company.street,
        "postalCode": company.postal_code,
        "addressLocality": municipality.name,
        "addressCountry": "DE",
    }
    return {"@type": "PostalAddress", "addressRegion": settings.REGION.state, **{name: value for name, value in parts.items() if value}}
