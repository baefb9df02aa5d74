"""What an offer's entry says beside its text: for whom exactly, from where, how to get in, what teachers need, how fresh it is."""

from datetime import timedelta

from offers.words import Coverage, Registration, Rhythm
from portal.demo import stock
from portal.demo.chance import Chance
from portal.demo.world import World
from portal.models import Municipality
from portal.vocabulary import Stage

ACCESS_KNOWN = 0.75  # the rest shows what an incomplete entry looks like
OVERDUE = 0.06
REACH = {Coverage.COUNTY: 5, Coverage.TOWN: 3, Coverage.SEVERAL: 2}
AGES = {Stage.KITA: (3, 6), Stage.TRAINING: (16, 25), Stage.ADULT: (18, None), Stage.TRANSITION: (15, 24)}
LANGUAGES = {"de": 10, "de en": 2, "de tr ar": 2, "de uk ru": 1, "de leicht": 1, "de ar uk": 1}
ACCESS = ["stufenlos wc", "stufenlos wc parken", "stufenlos", "stufenlos wc hoeren", "stufenlos begleitung", "dgs begleitung ruhe"]


def whom(chance: Chance, stage: str, template: dict) -> dict:
    """Classes where the template names them, else ages where the stage has any."""
    first, last = template.get("classes", (None, None))
    young, old = AGES.get(stage, (None, None)) if first is None else (None, None)
    languages = template.get("languages") or chance.weighted(LANGUAGES).split()
    return {"class_from": first, "class_to": last, "age_from": young, "age_to": old, "languages": languages}


def place(chance: Chance, template: dict, town: Municipality | None) -> dict:
    """The house, its ways in, and whom it serves; only what has a place has an access."""
    reach = chance.weighted(REACH) if town else Coverage.COUNTY
    access = chance.one(ACCESS).split() if town and chance.happens(ACCESS_KNOWN) else []
    venue = f"{chance.one(stock.read('offers_common')['streets']['names'])} {chance.randint(1, 60)}" if town else ""
    return {"municipality": town, "coverage": reach, "access": access, "venue": venue, "is_online": template["where"] == "online"}


def money(template: dict) -> dict:
    cost = template["cost"]
    return {"cost": cost, "is_free": cost.startswith("kostenlos"), "funding": template.get("funding", "")}


def way_in(chance: Chance, template: dict, contact: dict) -> dict:
    """How to register: as the template says, else by what there is."""
    if "registration" in template:
        return {"registration": template["registration"]}
    if contact["registration_url"]:
        return {"registration": Registration.LINK}
    return {"registration": Registration.PHONE if contact["contact_phone"] and chance.happens(0.5) else Registration.MAIL}


def for_teachers(template: dict) -> dict:
    return {"duration": template.get("duration", "")} | template.get("school", {})


def freshness(world: World, chance: Chance) -> dict:
    """Most entries were confirmed in time, a few are overdue."""
    months = chance.choice(Rhythm.values)
    days = 30 * months
    ago = chance.randint(days + 5, days + 25) if chance.happens(OVERDUE) else chance.randint(0, days - 16)
    return {"update_months": months, "confirmed_on": world.today - timedelta(days=ago)}
