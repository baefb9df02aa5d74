"""Accounts that end: who leaves goes at once, who never comes is warned first; wishes and invitations that came to nothing go too."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from internships.models import Company, Invitation, JoinRequest, Membership
from portal import mail
from portal.models import User

WARNED_DAYS = 30


def warn(now: datetime) -> int:
    """Mails those whose time is nearly over; whoever signed in after an earlier warning starts anew."""
    User.objects.filter(warned_on__lt=F("last_login__date")).update(warned_on=None)
    silent = User.objects.silent_since(now - timedelta(days=settings.ACCOUNT_KEPT_DAYS - WARNED_DAYS)).filter(warned_on=None)
    for user in silent:
        user.warned_on = timezone.localdate(now)
        user.save(update_fields=["warned_on"])
        mail.send("account_expiring", user.email, {"on": user.warned_on + timedelta(days=WARNED_DAYS)})
    return len(silent)


def forget(now: datetime) -> int:
    """Deletes those who were warned and did not come, and those who never confirmed their address."""
    warned_before = timezone.localdate(now) - timedelta(days=WARNED_DAYS)
    silent = User.objects.silent_since(now - timedelta(days=settings.ACCOUNT_KEPT_DAYS)).filter(warned_on__lte=warned_before)
    gone = [*silent, *User.objects.never_confirmed(now).filter(memberships=None)]
    for user in gone:
        delete_account(user)
    for rows in (JoinRequest, Invitation):
        rows.objects.past_keeping(now).delete()
    return len(gone)


@transaction.atomic
def delete_account(user: User) -> None:
    """Staff hear of companies that nobody is responsible for any more."""
    left_alone = alone_responsible(user)
    user.delete()
    for company in left_alone:
        mail.send("company_without_owner", settings.REGION.email, {"company": company})


def alone_responsible(user: User) -> list[Company]:
    """Companies that would have no owner without this person."""
    others = Membership.objects.owners().filter(company=OuterRef("pk")).exclude(user=user)
    return list(Company.objects.owned_by(user).exclude(Exists(others)))
