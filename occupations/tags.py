"""The removable tags above the list of occupations."""

from django.http import QueryDict

from occupations.filters import OccupationFilter
from portal.listing import FilterTag, address_with

WORDS = {"frei": "mit freien Plätzen", "gern": "mit: {}", "nie": "ohne: {}", "typ": "viel {}", "fach": "{} hilft", "q": "„{}“"}


def filter_tags(filter: OccupationFilter, query: QueryDict) -> list[FilterTag]:
    filter.form.is_valid()
    tags = []
    for name, value in filter.form.cleaned_data.items():
        for one in value if isinstance(value, list) else [value]:
            if one:
                others = [other for other in value if other != one] if isinstance(value, list) else None
                choices = dict(getattr(filter.form.fields[name], "choices", []))
                tags.append(FilterTag(WORDS.get(name, "{}").format(choices.get(one, one)), address_with(query, **{name: others})))
    return tags
