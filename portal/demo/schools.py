"""Invented schools, spread over the municipalities that are large enough for their kind."""

from portal.demo import stock
from portal.demo.names import FreeSlugs
from portal.demo.world import World
from portal.models import School

NUMBER = 45


def create(world: World) -> int:
    chance, slugs = world.chance("schools"), FreeSlugs(School)
    kinds = [kind for kind in stock.read("schools")["kinds"] for _ in range(kind["share"])]
    schools = []
    for kind in chance.sample(kinds, min(NUMBER, world.number(NUMBER), len(kinds))):
        name = f"{kind['name']} {chance.one(stock.read('schools')['names']['places'])}"
        slug = slugs.claim(name)
        known = {"kind": kind["name"], "municipality": _town(world, chance, kind), "email": f"sekretariat@{slug}.example"}
        schools.append(School(name=name, slug=slug, is_demo=True, **known))
    return len(School.objects.bulk_create(schools))


def _town(world, chance, kind):
    large = [municipality for municipality in world.municipalities if municipality.population >= kind["towns"]] or world.municipalities
    return chance.choices(large, [municipality.population for municipality in large])[0]
