"""Areas by their official key: country, states, districts, municipalities."""

from collections import Counter

from django.conf import settings
from django.db import models
from django.urls import reverse

from monitoring.formats.cells import area_key
from portal.models import Municipality
from portal.slugs import german_slug


class AreaQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(is_shown=True)

    def municipalities(self):
        """Those of this portal's region."""
        return self.filter(municipality__isnull=False)

    def by_key(self):
        return {area.code: area for area in self}

    def home(self):
        """The county of this portal: the district with the most of the region's municipalities."""
        return self.filter(is_home=True).first()


class Area(models.Model):
    """A territory of official statistics; `is_shown` ones stand beside the county on public pages."""

    class Level(models.IntegerChoices):
        COUNTRY = 0, "Deutschland"
        STATE = 1, "Land"
        REGION = 2, "Regierungsbezirk oder Statistische Region"
        DISTRICT = 3, "Kreis oder kreisfreie Stadt"
        ASSOCIATION = 4, "Samtgemeinde"
        MUNICIPALITY = 5, "Gemeinde"

    code = models.CharField("Amtlicher Schlüssel", max_length=12, unique=True)
    name = models.CharField("Name", max_length=120)
    slug = models.SlugField("Adresse", max_length=140, unique=True, editable=False)
    level = models.PositiveSmallIntegerField("Ebene", choices=Level)
    municipality = models.OneToOneField(
        Municipality, models.SET_NULL, null=True, blank=True, related_name="area", verbose_name="Gemeinde des Portals"
    )
    is_shown = models.BooleanField("auf öffentlichen Seiten", default=False)
    is_home = models.BooleanField("Kreis des Portals", default=False, help_text="Der Kreis, dem dieses Portal gehört.")

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "Gebiet"
        verbose_name_plural = "Gebiete"
        ordering = ["level", "name"]
        indexes = [models.Index(fields=["is_shown", "level", "name"], name="area_shown")]

    def __str__(self):
        return self.short_name

    def save(self, **kwargs):
        self.addressed()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("figures_area", args=[self.slug])

    def addressed(self) -> "Area":
        """With its address, which bulk writers must ask for."""
        self.slug = self.slug or german_slug(f"{self.name} {self.code}", 140)
        return self

    @property
    def short_name(self) -> str:
        """'Nordberg, Landkreis' -> 'Landkreis Nordberg', 'Nordberg, Stadt' -> 'Nordberg'."""
        name, _, kind = self.name.partition(", ")
        if kind.lower().endswith("kreis"):
            return f"{kind} {name}"
        return name

    @property
    def is_municipality(self) -> bool:
        """A municipality of the portal; a town that is its own district counts as one."""
        return self.municipality_id is not None


LEVELS = {2: Area.Level.STATE, 3: Area.Level.REGION, 5: Area.Level.DISTRICT, 8: Area.Level.MUNICIPALITY, 9: Area.Level.ASSOCIATION}


def level_of(code: str) -> int:
    """Official keys say by their length what they name; 'DG' is the country."""
    return Area.Level.COUNTRY if not code.isdigit() else LEVELS.get(len(code), Area.Level.REGION)


def know_the_region() -> None:
    """The municipalities of the portal, their districts, their state and the country, as areas that are shown."""
    municipalities = list(Municipality.objects.order_by("ags"))
    names = {"DG": "Deutschland"} | {row.ags[:2]: settings.REGION.state for row in municipalities}
    counts = Counter(row.ags[:5] for row in municipalities)
    home = max(counts, key=counts.get, default="")
    names[home] = settings.REGION.name
    for code, name in names.items():
        _show(code, name, is_home=code == home)
    for row in municipalities:
        _show(area_key(row.ags), row.official_name, municipality=row, slug=row.slug)


def _show(code: str, name: str, **facts) -> None:
    area = Area.objects.filter(code=code).first() or Area(code=code, level=level_of(code))
    for field, value in (facts | {"name": name, "is_shown": True}).items():
        setattr(area, field, value)
    area.save()
