"""Who can sign in: the county's staff and two firms; and whom the first firm works with."""

from allauth.account.models import EmailAddress

from internships.models import Company, CompanySite, Invitation, JoinRequest, Membership, Role
from portal.demo import stock
from portal.demo.world import World
from portal.models import User
from portal.slugs import free_slug


def create(world: World) -> int:
    """The staff's account and the firms'; those that are there already keep their passwords."""
    staff = stock.read("accounts")["staff"]
    if not User.objects.filter(email=staff["email"]).exists():
        _confirmed(User.objects.create_superuser(**staff))
    showcases = [firm for firm in world.firms if firm.account]
    for firm in showcases:
        _let_in(firm.company, account({name: firm.account[name] for name in ("email", "name", "password")}), Role.OWNER)
    if showcases:
        _fill(world, showcases[0].company)
    return User.objects.count()


def account(known: dict) -> User:
    return User.objects.filter(email=known["email"]).first() or _confirmed(User.objects.create_user(**known))


def _confirmed(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _let_in(company: Company, user: User, role: str) -> None:
    Membership.objects.get_or_create(company=company, user=user, defaults={"role": role})


def _fill(world: World, company: Company) -> None:
    """A colleague, somebody who would like to join, an open invitation, a second site, and a new firm that staff should look at."""
    people = stock.read("accounts")["people"]
    colleague, newcomer, founder = (account(people[name]) for name in ("colleague", "newcomer", "founder"))
    _let_in(company, colleague, Role.EDITOR)
    JoinRequest.objects.create(company=company, user=newcomer)
    owner = company.memberships.owners().get().user
    Invitation.objects.create(company=company, email=people["invited"]["email"], invited_by=owner)
    CompanySite.objects.create(company=company, municipality=world.municipalities[0], **stock.read("accounts")["site"])
    new = stock.read("accounts")["new_firm"]
    waiting = Company(municipality=company.municipality, slug=free_slug(Company, new["name"]), is_demo=True, **new)
    waiting.created = world.moment(world.today, 8)
    waiting.save()
    _let_in(waiting, founder, Role.OWNER)
