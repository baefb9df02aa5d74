"""The removable tags above a list of places: what is being asked, each with the address without it."""

from django.http import QueryDict

from internships.search import PlaceSearch
from portal.listing import FilterTag, address_with


def filter_tags(search: PlaceSearch, query: QueryDict) -> list[FilterTag]:
    tags = []
    if search.near:
        radius = f"{search.radius} km um " if search.radius else ""
        tags.append(FilterTag(f"{radius}{search.near.name}", address_with(query, ort=None, umkreis=None)))
    for kind in search.asked.get("art", []):
        others = [other for other in search.kinds if other != kind]
        tags.append(FilterTag(_label(search, "art", kind), address_with(query, art=others)))
    for name, words in (("q", "„{}“"), ("beruf", "Beruf: {}"), ("feld", "{}"), ("beginn", "Start {}"), ("abschluss", "Abschluss: {}")):
        if name in search.asked:
            tags.append(FilterTag(words.format(_label(search, name, search.asked[name])), address_with(query, **{name: None})))
    return tags


def _label(search: PlaceSearch, name: str, value) -> str:
    choices = dict(getattr(search.filter.form.fields[name], "choices", []))
    return choices.get(value) or choices.get(str(value)) or str(value)
