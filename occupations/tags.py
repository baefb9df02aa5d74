"""The removable tags above the list of occupations."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from occupations.filters import OccupationFilter
from portal.listing import FilterTag, address_with

WORDS = {
    "frei": _("mit freien Plätzen"),
    "gern": _("mit: %(value)s"),
    "nie": _("ohne: %(value)s"),
    "typ": _("viel %(value)s"),
    "fach": _("%(value)s hilft"),
    "q": "„%(value)s“",
}


def filter_tags(filter: OccupationFilter, query: QueryDict) -> list[FilterTag]:
    filter.form.is_valid()
    tags = []
    for name, value in filter.form.cleaned_data.items():
        for one in value if isinstance(value, list) else [value]:
            if one:
                others = [other for other in value if other != one] if isinstance(value, list) else None
                choices = dict(getattr(filter.form.fields[name], "choices", []))
                text = WORDS.get(name, "%(value)s") % {"value": choices.get(one, one)}
                tags.append(FilterTag(text, address_with(query, **{name: others})))
    return tags
