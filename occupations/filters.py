"""What a visitor may ask of the list of occupations."""

import django_filters

from occupations.models import Field, Occupation
from portal import fulltext


def field_choices() -> list[tuple[str, str]]:
    return list(Field.objects.values_list("key", "name"))


class OccupationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="filter_text", label="Beruf oder Stichwort", max_length=120)
    feld = django_filters.ChoiceFilter(choices=field_choices, field_name="fields__key", label="Berufsfeld", empty_label="alle")
    weg = django_filters.ChoiceFilter(
        choices=Occupation.Training.choices, field_name="training", label="Ausbildungsart", empty_label="alle"
    )

    class Meta:
        model = Occupation
        fields = []

    def filter_text(self, queryset, name, value):
        return queryset.filter(pk__in=[hit.object_id for hit in fulltext.search(value, [Occupation.search_kind], limit=60).hits])
