"""An occupation as schema.org Occupation: only what the page itself says."""

from django.conf import settings

from portal.structured_data import absolute


def occupation_data(occupation) -> dict:
    data = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": occupation.name,
        "url": absolute(occupation.get_absolute_url()),
        "occupationLocation": {"@type": "AdministrativeArea", "name": settings.REGION.area},
    }
    if occupation.kldb:
        code = {"@type": "CategoryCode", "codeValue": occupation.kldb, "inCodeSet": "KldB 2010"}
        data["occupationalCategory"] = code
    if profile := getattr(occupation, "profile", None):
        data |= {"description": profile.summary, "responsibilities": profile.tasks.splitlines(), "skills": profile.subject_names}
    return data
