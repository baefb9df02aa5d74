"""The removable tags above a list of places: what is being asked, each with the address without it."""

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from internships import words
from internships.search import PlaceSearch
from portal.listing import FilterTag, address_with

WORDS = {
    "q": "„%(value)s“",
    "beruf": _("Beruf: %(value)s"),
    "feld": "%(value)s",
    "beginn": _("Start %(value)s"),
    "abschluss": _("Abschluss: %(value)s"),
    "wer": "%(value)s",
    "woche": "%(value)s",
    "zeit": _("Praktikum deiner Schule: %(value)s"),
}


def filter_tags(search: PlaceSearch, query: QueryDict) -> list[FilterTag]:
    tags = []
    if search.near:
        around = gettext("%(km)s km um %(place)s") if search.radius else "%(place)s"
        tags.append(FilterTag(around % {"km": search.radius, "place": search.near.name}, address_with(query, ort=None, umkreis=None)))
    for name in ("art", "leicht", "gibt"):
        for value in search.asked.get(name, []):
            others = [other for other in search.asked[name] if other != value]
            tags.append(FilterTag(_label(search, name, value), address_with(query, **{name: others})))
    for name, text in WORDS.items():
        if name in search.asked:
            tags.append(FilterTag(text % {"value": _label(search, name, search.asked[name])}, address_with(query, **{name: None})))
    return tags


def _label(search: PlaceSearch, name: str, value) -> str:
    if name == "zeit":
        return words.period(value)
    if name == "beruf":
        return search.occupation
    choices = dict(getattr(search.filter.form.fields[name], "choices", []))
    return choices.get(value) or choices.get(str(value)) or str(value)
