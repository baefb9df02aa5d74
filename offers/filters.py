"""What a visitor may ask of the list of offers and of the directory."""

import django_filters
from django import forms
from django.db.models import Case, FloatField, Value, When
from django.utils.translation import gettext_lazy as _

from offers.models import Event, Offer, Organisation, Topic
from offers.models.offers import AUDIENCE_COLUMNS
from offers.words import ACCESS, CLASSES, LANGUAGES, field_pairs
from portal import fulltext, whereabouts
from portal.listing import ListFilter
from portal.vocabulary import Audience, Stage

FAR = 9999.0
ALL = _("alle")


def topic_choices() -> list[tuple[str, str]]:
    return list(Topic.objects.values_list("key", "name"))


def choice(label, choices, method: str = "", **options):
    """A choice of one, or of everything."""
    return django_filters.ChoiceFilter(choices=choices, method=method or None, label=label, empty_label=ALL, **options)


def a_day(label, method: str):
    return django_filters.DateFilter(method=method, label=label, widget=forms.DateInput(attrs={"type": "date"}))


class OfferFilter(ListFilter):
    q = django_filters.CharFilter(method="filter_text", label=_("Stichwort"), max_length=120)
    fuer = choice(_("Für wen?"), Audience.choices, "filter_audience")
    phase = choice(_("Lebensphase"), Stage.choices, field_name="stage")
    klasse = choice(_("Klasse"), [(str(number), str(number)) for number in CLASSES], "filter_class")
    alter = django_filters.NumberFilter(method="filter_age", label=_("Alter"), min_value=0, max_value=119)
    thema = choice(_("Thema"), topic_choices, field_name="topic__key")
    feld = choice(_("Berufsfeld"), field_pairs, "filter_field")
    form = choice(_("Form"), Offer.Format.choices, field_name="format")
    ort = whereabouts.WhereaboutsFilter(method="leave", label=_("Ort oder Postleitzahl"), max_length=80)
    umkreis = django_filters.ChoiceFilter(choices=whereabouts.radius_choices, method="leave", label=_("Umkreis"), empty_label=None)
    sprache = choice(_("Sprache"), LANGUAGES, "filter_language")
    zugang = choice(_("Barrierefreiheit"), ACCESS, "filter_access")
    kostenlos = django_filters.BooleanFilter(method="filter_free", label=_("nur kostenlose"), widget=forms.CheckboxInput)
    online = django_filters.BooleanFilter(method="filter_online", label=_("nur online"), widget=forms.CheckboxInput)
    ab = a_day(_("Termin ab"), "filter_from")
    bis = a_day(_("Termin bis"), "filter_until")

    class Meta:
        model = Offer
        fields = []

    def __init__(self, data, **kwargs):
        """Choices out of tables are read once, not with every look at the field."""
        filled_in = data.copy()
        filled_in.setdefault("umkreis", str(whereabouts.DEFAULT_RADIUS_KM))
        super().__init__(filled_in, **kwargs)
        self.form.fields["thema"].choices, self.form.fields["feld"].choices = topic_choices(), field_pairs()

    def leave(self, queryset, name, value):
        """Place and radius belong together: `filter_queryset` looks at both."""
        return queryset

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        near = self.form.cleaned_data.get("ort")
        return queryset.reaching(near.within(self.radius)) if near else queryset

    @property
    def radius(self) -> float:
        return float(self.form.cleaned_data.get("umkreis") or 0)

    def in_order(self):
        """Nearest first where somebody names a place; what has no place of its own comes last."""
        near = self.form.cleaned_data.get("ort")
        if not near:
            return self.qs.order_by("title", "pk")
        steps = [When(municipality=pk, then=Value(float(km))) for pk, km in near.km.items() if km <= self.radius]
        return self.qs.order_by(Case(*steps, default=Value(FAR), output_field=FloatField()), "title", "pk")

    def filter_text(self, queryset, name, value):
        return queryset.filter(pk__in=fulltext.matching(value, Offer.search_kind))

    def filter_audience(self, queryset, name, value):
        return queryset.for_audience(value)

    def filter_class(self, queryset, name, value):
        return queryset.for_class(int(value))

    def filter_age(self, queryset, name, value):
        return queryset.for_age(int(value))

    def filter_field(self, queryset, name, value):
        return queryset.of_fields([value])

    def filter_language(self, queryset, name, value):
        return queryset.speaking(value)

    def filter_access(self, queryset, name, value):
        return queryset.accessible(value)

    def filter_free(self, queryset, name, value):
        return queryset.filter(is_free=True) if value else queryset

    def filter_online(self, queryset, name, value):
        return queryset.filter(is_online=True) if value else queryset

    def filter_from(self, queryset, name, value):
        return self._with_dates(queryset, starts__date__gte=value)

    def filter_until(self, queryset, name, value):
        return self._with_dates(queryset, starts__date__lte=value)

    def _with_dates(self, queryset, **when):
        return queryset.filter(pk__in=Event.objects.filter(is_cancelled=False, **when).values("offer"))


class DirectoryFilter(ListFilter):
    q = django_filters.CharFilter(method="filter_text", label=_("Name oder Stichwort"), max_length=120)
    thema = choice(_("Wobei?"), topic_choices, "filter_topic")
    fuer = choice(_("Für wen?"), Audience.choices, "filter_audience")
    phase = choice(_("Lebensphase"), Stage.choices, "filter_stage")
    ort = whereabouts.WhereaboutsFilter(method="filter_place", label=_("Ort oder Postleitzahl"), max_length=80)

    class Meta:
        model = Organisation
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["thema"].choices = topic_choices()

    def filter_text(self, queryset, name, value):
        return queryset.filter(pk__in=fulltext.matching(value, Organisation.search_kind))

    def filter_topic(self, queryset, name, value):
        return queryset.helping_with(value)

    def filter_audience(self, queryset, name, value):
        return queryset.helping(**{f"for_{AUDIENCE_COLUMNS[value]}": True})

    def filter_stage(self, queryset, name, value):
        return queryset.helping(stage=value)

    def filter_place(self, queryset, name, value):
        return queryset.reaching([town.pk for town in value.origins])
