"""What a visitor may ask of the list of places: every answer is an address that can be shared."""

import calendar
from datetime import date

import django_filters
from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from internships.models import Posting
from occupations.models import Field, Occupation
from portal import fulltext, whereabouts
from portal.listing import ListFilter
from portal.vocabulary import Certificate

MONTHS_AHEAD = 24
NEAREST, NEWEST = "naehe", "neu"
CERTIFICATES = [
    (str(Certificate.HAUPT.value), _("Hauptschule")),
    (str(Certificate.REAL.value), _("Realschule")),
    (str(Certificate.ABITUR.value), _("Abitur")),
    (str(Certificate.NONE.value), _("keiner")),
]


def start_months(today: date | None = None) -> list[tuple[str, str]]:
    """The next two years by month: [('2026-12', 'Dezember 2026'), ...]."""
    today = today or timezone.localdate()
    months = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(MONTHS_AHEAD)]
    return [(f"{year}-{month + 1:02}", f"{MONTHS[month + 1]} {year}") for year, month in months]


def radii() -> list[tuple[str, str]]:
    return [("0", gettext("nur dieser Ort")), *((str(km), gettext("%(km)s km") % {"km": km}) for km in whereabouts.RADII_KM)]


def field_choices() -> list[tuple[str, str]]:
    return [(field.key, field.title) for field in Field.objects.only("key", "name")]


class PostingFilter(ListFilter):
    """Filters rows by all but place and kind: those two are counted per cell, see `search.py`."""

    q = django_filters.CharFilter(method="filter_text", label=_("Was suchst du?"), max_length=120)
    art = django_filters.MultipleChoiceFilter(
        choices=Posting.Kind.choices, method="leave", label=_("Art"), widget=forms.CheckboxSelectMultiple
    )
    ort = whereabouts.WhereaboutsFilter(method="leave", label=_("Ort oder Postleitzahl"), max_length=80)
    umkreis = django_filters.ChoiceFilter(choices=radii, method="leave", label=_("Umkreis"), empty_label=None)
    beruf = django_filters.CharFilter(method="filter_occupation", label=_("Beruf"), max_length=120)
    feld = django_filters.ChoiceFilter(choices=field_choices, method="filter_field", label=_("Berufsfeld"), empty_label=_("alle"))
    beginn = django_filters.ChoiceFilter(choices=start_months, method="filter_start", label=_("Start"), empty_label=_("egal"))
    abschluss = django_filters.ChoiceFilter(
        choices=CERTIFICATES, method="filter_certificate", label=_("Mein Schulabschluss"), empty_label=_("egal")
    )
    sortierung = django_filters.ChoiceFilter(
        choices=[(NEAREST, _("nächste zuerst")), (NEWEST, _("neueste zuerst"))], method="leave", label=_("Reihenfolge"), empty_label=None
    )

    class Meta:
        model = Posting
        fields = []

    def leave(self, queryset, name, value):
        return queryset

    def filter_text(self, queryset, name, value):
        return queryset.filter(pk__in=fulltext.matching(value, Posting.search_kind))

    def filter_occupation(self, queryset, name, value):
        return queryset.filter(occupation__in=occupations_called(value))

    def filter_field(self, queryset, name, value):
        return queryset.filter(occupation__fields__key=value)

    def filter_start(self, queryset, name, value):
        year, month = map(int, value.split("-"))
        last_day = calendar.monthrange(year, month)[1]
        return queryset.possible_in(date(year, month, 1), date(year, month, last_day))

    def filter_certificate(self, queryset, name, value):
        return queryset.open_to(int(value))


def occupations_called(text: str) -> list[int]:
    """Ids of the occupation with this address, or else of those the full-text search finds."""
    exact = list(Occupation.objects.published().filter(slug=text).values_list("pk", flat=True))
    return exact or [hit.object_id for hit in fulltext.search(text, [Occupation.search_kind], limit=12).hits]
