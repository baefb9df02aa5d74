"""Invented organisations, what they help with, the people there, and who keeps their entries."""

from offers.models import ContactPerson, Offer, Organisation, OrganisationMembership
from portal.demo import stock
from portal.demo.accounts import account
from portal.demo.chance import Chance
from portal.demo.names import FreeSlugs, domain, person, phone
from portal.demo.world import World

SERVES_REGION = 0.6
TOWNS = (2, 6)  # of those that do not


def create(world: World, chance: Chance) -> list[Organisation]:
    slugs, rows = FreeSlugs(Organisation), []
    about = stock.read("organisations")["about"]
    for values in stock.read("organisations")["organisations"]:
        slug = slugs.claim(values["name"])
        contact = {"website": f"https://{domain(slug)}/", "email": f"info@{domain(slug)}", "phone": phone(chance)}
        there = {"municipality": world.place(chance), "serves_region": chance.happens(SERVES_REGION), "is_demo": True}
        rows.append(Organisation(**values, **contact, **there, slug=slug, about=about[values["kind"]]))
    return Organisation.objects.bulk_create(rows)


def complete(world: World, chance: Chance, organisations: list[Organisation], offers: list[Offer]) -> None:
    """Topics out of their offers, an area for those who do not serve the whole region, one to three people each."""
    topics = sorted({(offer.organisation_id, offer.topic_id) for offer in offers})
    through = Organisation.topics.through
    through.objects.bulk_create(through(organisation_id=organisation, topic_id=topic) for organisation, topic in topics)
    for organisation in organisations:
        if not organisation.serves_region:
            wanted = min(chance.randint(*TOWNS), len(world.municipalities))
            organisation.area.set({organisation.municipality, *chance.sample(world.municipalities, wanted)})
    people = [one for organisation in organisations for one in _people(chance, organisation)]
    ContactPerson.objects.bulk_create(people)


def _people(chance: Chance, organisation: Organisation):
    roles = stock.read("organisations")["people"]
    for role, helps_with in chance.sample(roles, chance.randint(1, 3)):
        name = person(chance)
        email = f"{name.split()[-1].lower()}@{organisation.email.partition('@')[2]}"
        yield ContactPerson(
            organisation=organisation,
            name=name,
            role=role,
            helps_with=helps_with,
            phone=phone(chance),
            email=email if email.isascii() else "",
        )


def let_in() -> None:
    """The provider's account of the demo acts for its organisation."""
    known = stock.read("accounts")["provider"]
    organisation = Organisation.objects.filter(name=known["organisation"], is_demo=True).first()
    fields = {name: known[name] for name in ("email", "name", "password")}
    user = account(fields)
    if organisation:
        OrganisationMembership.objects.get_or_create(organisation=organisation, user=user)
