"""From what somebody types as a place to municipalities in order of distance."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from portal.geography import great_circle_km
from portal.models import Municipality
from portal.slugs import german_slug

RADII_KM = (2, 5, 10, 15, 25, 50)
DEFAULT_RADIUS_KM = 15
POSTAL_CODE = re.compile(r"\b\d{5}\b")


class Town(NamedTuple):
    """What the search knows of a municipality."""

    pk: int
    name: str
    slug: str
    ags: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Whereabouts:
    """Where somebody searches: `km` maps each municipality's id to its distance, nearest first."""

    origins: list["Town"]
    km: dict[int, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return ", ".join(municipality.name for municipality in self.origins)

    def within(self, radius_km: float) -> list[int]:
        """Municipality ids no further than the radius, nearest first; the origins always belong to it."""
        return [pk for pk, km in self.km.items() if km <= radius_km or km == 0]


def radius_choices() -> list[tuple[str, str]]:
    """For a form: ('5', '5 km') and so on."""
    return [("0", gettext("nur dieser Ort")), *((str(km), gettext("%(km)s km") % {"km": km}) for km in RADII_KM)]


def find(text: str) -> Whereabouts | None:
    """A municipality by name, key, postal code or the beginning of its name; None when the region has no such place."""
    municipalities = [Town(*row) for row in Municipality.objects.values_list(*Town._fields)]
    origins = _origins(text, municipalities)
    if not origins:
        return None
    distances = sorted((min(km_between(town, origin) for origin in origins), town.name, town.pk) for town in municipalities)
    return Whereabouts(origins, {pk: km for km, _, pk in distances})


def km_between(one: "Town", other: "Town") -> float:
    return great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _origins(text: str, municipalities: list[Town]) -> list[Town]:
    if code := POSTAL_CODE.search(text):
        served = set(Municipality.objects.filter(postal_codes__code=code.group()).values_list("pk", flat=True))
        return [municipality for municipality in municipalities if municipality.pk in served]
    typed = german_slug(text)
    exact = [municipality for municipality in municipalities if typed in (municipality.slug, municipality.ags)]
    begun = [municipality for municipality in municipalities if len(typed) >= 3 and municipality.slug.startswith(typed)]
    contained = [municipality for municipality in municipalities if typed.startswith(f"{municipality.slug}-")]
    return exact or begun or contained


class WhereaboutsField(forms.CharField):
    """Somebody's place as she types it; becomes a Whereabouts."""

    def clean(self, value):
        text = super().clean(value)
        near = find(text) if text else None
        if text and near is None:
            message = gettext("„%(text)s“ kennen wir hier nicht. Probier es mit einer Gemeinde oder Postleitzahl aus der Region.")
            raise ValidationError(message, params={"text": text})
        return near


class WhereaboutsFilter(django_filters.Filter):
    field_class = WhereaboutsField
