"""What a visitor may ask of the list of offers."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from offers.models import Offer, Topic
from portal import fulltext, whereabouts
from portal.listing import ListFilter
from portal.vocabulary import Audience, Stage


def topic_choices() -> list[tuple[str, str]]:
    return list(Topic.objects.values_list("key", "name"))


class OfferFilter(ListFilter):
    q = django_filters.CharFilter(method="filter_text", label=_("Stichwort"), max_length=120)
    fuer = django_filters.ChoiceFilter(choices=Audience.choices, method="filter_audience", label=_("Für wen?"), empty_label=_("alle"))
    phase = django_filters.ChoiceFilter(choices=Stage.choices, field_name="stage", label=_("Lebensphase"), empty_label=_("alle"))
    thema = django_filters.ChoiceFilter(choices=topic_choices, field_name="topic__key", label=_("Thema"), empty_label=_("alle"))
    ort = whereabouts.WhereaboutsFilter(method="filter_place", label=_("Ort oder Postleitzahl"), max_length=80)
    ab = django_filters.DateFilter(method="filter_from", label=_("Termin ab"), widget=forms.DateInput(attrs={"type": "date"}))
    bis = django_filters.DateFilter(method="filter_until", label=_("Termin bis"), widget=forms.DateInput(attrs={"type": "date"}))

    class Meta:
        model = Offer
        fields = []

    def filter_text(self, queryset, name, value):
        return queryset.filter(pk__in=fulltext.matching(value, Offer.search_kind))

    def filter_audience(self, queryset, name, value):
        return queryset.for_audience(value)

    def filter_place(self, queryset, name, value):
        return queryset.reaching([town.pk for town in value.origins])

    def filter_from(self, queryset, name, value):
        return queryset.filter(events__starts__date__gte=value).distinct()

    def filter_until(self, queryset, name, value):
        return queryset.filter(events__starts__date__lte=value).distinct()
