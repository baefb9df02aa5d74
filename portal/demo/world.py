"""What all rooms of the demo share: size, day, seed, and the real municipalities and occupations."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from math import ceil

from django.core.management.base import CommandError
from django.utils import timezone

from occupations.models import MinimumPay, Occupation
from portal.demo import stock
from portal.demo.chance import Chance
from portal.models import Municipality, PostalCode

BATCH = 2000  # rows to insert at once
LIKELY_RISE = 1.04  # of the minimum pay, from year to year


@dataclass
class World:
    scale: float
    seed: int
    today: date
    firms: list = field(default_factory=list)

    def __post_init__(self):
        if not self.municipalities or not self.occupations:
            raise CommandError("Es fehlen Gemeinden oder Berufe: zuerst manage.py import_data.")

    def number(self, at_scale_1: int) -> int:
        return max(1, round(at_scale_1 * self.scale))

    def chance(self, room: str) -> Chance:
        """Each room has its own, so that a change in one leaves the others' rows alone."""
        return Chance(f"{self.seed} {room}")

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())

    def days_ago(self, days: int, chance: Chance) -> datetime:
        return self.moment(self.today - timedelta(days=days), chance.randint(7, 18), chance.randrange(60))

    @cached_property
    def municipalities(self) -> list[Municipality]:
        return list(Municipality.objects.order_by("ags"))

    @cached_property
    def populations(self) -> list[int]:
        return [municipality.population for municipality in self.municipalities]

    @cached_property
    def postal_codes(self) -> dict[int, list[str]]:
        codes = defaultdict(list)
        for municipality, code in PostalCode.objects.order_by("code").values_list("municipality", "code"):
            codes[municipality].append(code)
        return codes

    @cached_property
    def occupations(self) -> dict[str, Occupation]:
        return Occupation.objects.published().select_related("profile").in_bulk(stock.works(), field_name="slug")

    @cached_property
    def known_pay(self) -> MinimumPay | None:
        return MinimumPay.objects.order_by("start_year").last()

    def least_pay(self, year: int) -> int:
        """The legal minimum of a first year; where the year's is not known yet, what it is likely to be, rounded up."""
        if not self.known_pay:
            return 0
        years_ahead = max(0, year - self.known_pay.start_year)
        return 10 * ceil(float(self.known_pay.first_year) * LIKELY_RISE**years_ahead / 10)

    def place(self, chance: Chance) -> Municipality:
        return chance.choices(self.municipalities, self.populations)[0]
