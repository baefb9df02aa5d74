"""What a visitor may ask of the list of places: every answer is an address that can be shared."""

import calendar
from datetime import date, timedelta

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from internships import admission, words
from internships.admission import Pupil
from internships.models import InternshipPeriod, Posting
from internships.models.weeks import week_words
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

EASY = {"telefon": ("phone_welcome", _("Anrufen willkommen")), "ohne-anschreiben": ("no_cover_letter", _("ohne Anschreiben"))}
PROVISIONS = {
    "schuhe": "lends_shoes",
    "kleidung": "lends_workwear",
    "essen": "gives_lunch",
    "fahrgeld": "pays_travel",
    "zimmer": "has_lodging",
}
CLASSES, AGES = range(7, 11), range(13, 19)
UPPER_CLASSES = Pupil(13, 19)
WEEKS_AHEAD = 52


def pupil_choices() -> list[tuple[str, str]]:
    classes = [(f"klasse-{number}", _("Klasse {}").format(number)) for number in CLASSES]
    ages = [(str(age), _("{} Jahre alt").format(age)) for age in AGES]
    return [*classes, ("klasse-11", _("Klasse 11 bis 13")), *ages]


def pupil_of(choice: str) -> Pupil | None:
    """'klasse-9' or '15', as in `pupil_choices`."""
    if choice == "klasse-11":
        return UPPER_CLASSES
    if choice.startswith("klasse-"):
        return admission.in_class(int(choice.removeprefix("klasse-")))
    return admission.of_age(int(choice)) if choice else None


def week_choices(today: date | None = None) -> list[tuple[str, str]]:
    """The Mondays of a year to come: [('2027-02-01', '1.2.–5.2.2027'), ...]."""
    today = today or timezone.localdate()
    mondays = [today + timedelta(days=7 * ahead - today.weekday()) for ahead in range(1, WEEKS_AHEAD + 1)]
    return [(monday.isoformat(), week_words(monday)) for monday in mondays]


def start_months(today: date | None = None) -> list[tuple[str, str]]:
    """The next two years by month: [('2026-12', 'Dezember 2026'), ...]."""
    today = today or timezone.localdate()
    months = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(MONTHS_AHEAD)]
    return [(f"{year}-{month + 1:02}", f"{MONTHS[month + 1]} {year}") for year, month in months]


def field_choices() -> list[tuple[str, str]]:
    return [(field.key, field.title) for field in Field.objects.only("key", "name")]


class PeriodField(forms.CharField):
    """The number of a school's internship period that is not over; becomes the period."""

    def clean(self, value):
        key = super().clean(value)
        if not key:
            return None
        known = InternshipPeriod.objects.upcoming().select_related("school__municipality")
        period = known.filter(pk=key).first() if key.isascii() and key.isdecimal() else None
        if period is None:
            raise ValidationError(_("Diese Praktikumszeit gibt es nicht mehr. Such deine Schule bitte noch einmal heraus."))
        return period


class PeriodFilter(django_filters.Filter):
    field_class = PeriodField


class PostingFilter(ListFilter):
    """Filters rows by all but place and kind: those two are counted per cell, see `search.py`."""

    q = django_filters.CharFilter(method="filter_text", label=_("Was suchst du?"), max_length=120)
    art = django_filters.MultipleChoiceFilter(
        choices=Posting.Kind.choices, method="leave", label=_("Art"), widget=forms.CheckboxSelectMultiple
    )
    ort = whereabouts.WhereaboutsFilter(method="leave", label=_("Ort oder Postleitzahl"), max_length=80)
    umkreis = django_filters.ChoiceFilter(choices=whereabouts.radius_choices, method="leave", label=_("Umkreis"), empty_label=None)
    beruf = django_filters.CharFilter(method="filter_occupation", label=_("Beruf"), max_length=120)
    feld = django_filters.ChoiceFilter(choices=field_choices, method="filter_field", label=_("Berufsfeld"), empty_label=_("alle"))
    beginn = django_filters.ChoiceFilter(choices=start_months, method="filter_start", label=_("Start"), empty_label=_("egal"))
    abschluss = django_filters.ChoiceFilter(
        choices=CERTIFICATES, method="filter_certificate", label=_("Mein Schulabschluss"), empty_label=_("egal")
    )
    wer = django_filters.ChoiceFilter(choices=pupil_choices, method="filter_pupil", label=_("Klasse oder Alter"), empty_label=_("egal"))
    woche = django_filters.ChoiceFilter(choices=week_choices, method="filter_week", label=_("Frei in der Woche"), empty_label=_("egal"))
    zeit = PeriodFilter(method="filter_period", label=_("Praktikum deiner Schule"), max_length=18)
    leicht = django_filters.MultipleChoiceFilter(
        choices=[(value, words) for value, (_name, words) in EASY.items()],
        method="filter_easy",
        label=_("Bewerben"),
        widget=forms.CheckboxSelectMultiple,
    )
    gibt = django_filters.MultipleChoiceFilter(
        choices=[(value, words.PROVISIONS[name]) for value, name in PROVISIONS.items()],
        method="filter_provisions",
        label=_("Das gibt es dazu"),
        widget=forms.CheckboxSelectMultiple,
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
        return queryset.filter(pk__in=self._once(name, lambda: fulltext.matching(value, Posting.search_kind)))

    def filter_occupation(self, queryset, name, value):
        found = self.occupation(value)
        ids = [found.pk] if found else self._once(name, lambda: occupations_like(value))
        return queryset.filter(occupation__in=ids)

    def occupation(self, text: str) -> Occupation | None:
        """The one with this address or name."""
        called = Occupation.objects.published().filter(Q(slug=text) | Q(name=text)).only("name")
        return self._once("occupation", called.first)

    def _once(self, name: str, find):
        """What a word finds, looked up once however often the search combines its filters anew."""
        if name not in self.__dict__.setdefault("_found", {}):
            self._found[name] = find()
        return self._found[name]

    def filter_field(self, queryset, name, value):
        return queryset.filter(occupation__fields__key=value)

    def filter_start(self, queryset, name, value):
        year, month = map(int, value.split("-"))
        last_day = calendar.monthrange(year, month)[1]
        return queryset.possible_in(date(year, month, 1), date(year, month, last_day))

    def filter_certificate(self, queryset, name, value):
        return queryset.open_to(int(value))

    def filter_pupil(self, queryset, name, value):
        return queryset.open_to_pupil(pupil_of(value))

    def filter_week(self, queryset, name, value):
        return queryset.free_in_week(date.fromisoformat(value))

    def filter_period(self, queryset, name, value):
        return queryset.free_throughout(value.first_day, value.last_day)

    def filter_easy(self, queryset, name, value):
        return queryset.filter(**{EASY[choice][0]: True for choice in value})

    def filter_provisions(self, queryset, name, value):
        return queryset.filter(**{PROVISIONS[choice]: True for choice in value})


def occupations_like(text: str) -> list[int]:
    """Ids of those the full-text search finds."""
    return [hit.object_id for hit in fulltext.search(text, [Occupation.search_kind], limit=12).hits]
