"""What a visitor may ask of the calendar: every answer is an address that can be shared and subscribed to."""

import django_filters
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from offers.filters import topic_choices
from offers.models import Event, Offer
from portal import whereabouts
from portal.listing import ListFilter
from portal.vocabulary import Audience, Stage

CLASSES = [(str(number), format_lazy(_("Klasse {number}"), number=number)) for number in range(1, 14)]


class Tick(forms.BooleanField):
    """Ticked or not asked for: nobody looks for what is *not* free of charge."""

    def clean(self, value):
        return super().clean(value) or None


class TickFilter(django_filters.Filter):
    field_class = Tick


class EventFilter(ListFilter):
    fuer = django_filters.ChoiceFilter(choices=Audience.choices, method="filter_audience", label=_("Für wen?"), empty_label=_("alle"))
    phase = django_filters.ChoiceFilter(choices=Stage.choices, field_name="offer__stage", label=_("Lebensphase"), empty_label=_("alle"))
    klasse = django_filters.ChoiceFilter(choices=CLASSES, method="filter_class", label=_("Klasse"), empty_label=_("alle"))
    thema = django_filters.ChoiceFilter(choices=topic_choices, field_name="offer__topic__key", label=_("Thema"), empty_label=_("alle"))
    ort = whereabouts.WhereaboutsFilter(method="filter_place", label=_("Ort oder Postleitzahl"), max_length=80)
    umkreis = django_filters.ChoiceFilter(choices=whereabouts.radius_choices, method="leave", label=_("Umkreis"), empty_label=None)
    online = TickFilter(field_name="offer__is_online", label=_("nur online"))
    kostenlos = TickFilter(method="filter_free", label=_("kostenlos"))
    frei = TickFilter(method="filter_room", label=_("noch Plätze frei"))

    class Meta:
        model = Event
        fields = []

    def __init__(self, data, queryset):
        """The radius that is used is the one that is shown."""
        data = data.copy()
        data.setdefault("umkreis", str(whereabouts.DEFAULT_RADIUS_KM))
        super().__init__(data, queryset)

    @property
    def radius_km(self) -> int:
        return int(self.form.cleaned_data.get("umkreis") or whereabouts.DEFAULT_RADIUS_KM)

    def leave(self, queryset, name, value):
        return queryset

    def filter_audience(self, queryset, name, value):
        return queryset.filter(offer__in=Offer.objects.for_audience(value))

    def filter_class(self, queryset, name, value):
        return queryset.filter(offer__in=Offer.objects.for_class(int(value)))

    def filter_place(self, queryset, name, value):
        return queryset.filter(offer__in=Offer.objects.reaching(value.within(self.radius_km)))

    def filter_free(self, queryset, name, value):
        return queryset.filter(offer__is_free=True)

    def filter_room(self, queryset, name, value):
        return queryset.with_room()
