"""Who can sign in: the county's staff and two firms."""

from internships.models import Membership
from portal.demo import stock
from portal.demo.world import World
from portal.models import User


def create(world: World) -> int:
    """Accounts that are there already keep their passwords."""
    staff = stock.read("accounts")["staff"]
    if not User.objects.filter(email=staff["email"]).exists():
        User.objects.create_superuser(**staff)
    for firm in world.firms:
        if firm.account:
            _let_in(firm)
    return User.objects.count()


def _let_in(firm) -> None:
    known = {name: firm.account[name] for name in ("email", "name", "password")}
    user = User.objects.filter(email=known["email"]).first() or User.objects.create_user(**known)
    Membership.objects.get_or_create(company=firm.company, user=user)
