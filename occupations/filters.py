"""What a visitor may ask of the list of occupations; every answer is an address that can be shared."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from occupations.models import AREAS, SCALE_NAMES, Field, Occupation, Profile, training_time
from occupations.wording import vocabulary
from portal import fulltext
from portal.listing import ListFilter

DURATIONS = (24, 30, 36, 42)  # months
MOST_HITS = 120


def field_choices() -> list[tuple[str, str]]:
    return [(field.key, field.title) for field in Field.objects.only("key", "name")]


def durations() -> list[tuple[str, str]]:
    return [(str(months), training_time(months)) for months in DURATIONS]


def words(section: str) -> list[tuple[str, str]]:
    return [(key, _(word)) for key, word in vocabulary()[section].items()]


class OccupationFilter(ListFilter):
    """`found` holds what a search word found, best first."""

    found: list[int] = []

    q = django_filters.CharFilter(method="filter_text", label=_("Beruf oder Stichwort"), max_length=120)
    feld = django_filters.ChoiceFilter(choices=field_choices, field_name="fields__key", label=_("Berufsfeld"), empty_label=_("alle"))
    weg = django_filters.ChoiceFilter(
        choices=Occupation.Training.choices, field_name="training", label=_("Art der Ausbildung"), empty_label=_("alle")
    )
    bereich = django_filters.ChoiceFilter(
        choices=[(area, _(area)) for area in AREAS], method="filter_area", label=_("Bereich"), empty_label=_("alle")
    )
    dauer = django_filters.ChoiceFilter(choices=durations, field_name="months", label=_("Dauer"), empty_label=_("egal"))
    typ = django_filters.ChoiceFilter(
        choices=[(letter, _(name)) for letter, name in SCALE_NAMES.items()],
        method="filter_interest",
        label=_("Davon viel"),
        empty_label=_("egal"),
    )
    fach = django_filters.ChoiceFilter(
        choices=words("subjects"), method="filter_subject", label=_("Mein Lieblingsfach hilft"), empty_label=_("egal")
    )
    abschluss = django_filters.ChoiceFilter(
        choices=words("beginners"), field_name="profile__beginners", label=_("Das bringen die meisten mit"), empty_label=_("egal")
    )
    gern = django_filters.MultipleChoiceFilter(
        choices=words("conditions"), method="filter_liked", label=_("Das will ich"), widget=forms.CheckboxSelectMultiple
    )
    nie = django_filters.MultipleChoiceFilter(
        choices=words("conditions"), method="filter_never", label=_("Das will ich nicht"), widget=forms.CheckboxSelectMultiple
    )

    frei = django_filters.BooleanFilter(method="filter_free", label=_("nur mit freien Plätzen"), widget=forms.CheckboxInput)

    class Meta:
        model = Occupation
        fields = []

    def filter_text(self, queryset, name, value):
        self.found = [hit.object_id for hit in fulltext.search(value, [Occupation.search_kind], limit=MOST_HITS).hits]
        return queryset.filter(pk__in=self.found)

    def filter_area(self, queryset, name, value):
        in_area = [pk for pk, areas in Occupation.objects.values_list("pk", "areas") if value in areas]
        return queryset.filter(pk__in=in_area)

    def filter_interest(self, queryset, name, value):
        return queryset.with_much(value)

    def filter_subject(self, queryset, name, value):
        helped = [pk for pk, subjects in Profile.objects.values_list("occupation", "subjects") if value in subjects]
        return queryset.filter(pk__in=helped)

    def filter_free(self, queryset, name, value):
        return queryset.filter(postings__status="public").distinct() if value else queryset

    def filter_liked(self, queryset, name, value):
        for condition in value:
            queryset = queryset.filter(**{f"profile__conditions__{condition}": "usual"})
        return queryset

    def filter_never(self, queryset, name, value):
        for condition in value:
            queryset = queryset.filter(**{f"profile__conditions__{condition}__in": ["no", "sometimes"]})
        return queryset
