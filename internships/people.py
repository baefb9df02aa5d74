"""How people come to a company and leave it: one function per step; no other code changes who belongs to whom.

Who belongs is asked anew with every request, so whoever is removed is out at once, in every open session too.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from internships.models import Company, Invitation, JoinRequest, Membership, Role
from portal import fulltext, mail, signed_links

MOST_REQUESTS = 3
MOST_NEW_COMPANIES = 3
MOST_INVITATIONS = 20
LAST_OWNER = "Jemand muss für den Betrieb verantwortlich sein. Geben Sie diese Rolle erst jemand anderem."


def found(company: Company, user) -> Company:
    """A company that is not here yet. Its founder is its owner; staff look at it before anything of it becomes public."""
    if Company.objects.waiting().owned_by(user).count() >= MOST_NEW_COMPANIES:
        raise ValidationError("Sie haben schon mehrere neue Betriebe angelegt. Bitte warten Sie, bis wir sie geprüft haben.")
    with transaction.atomic():
        company.is_verified = False
        company.save()
        Membership.objects.create(company=company, user=user, role=Role.OWNER)
        mail.send("company_waiting", settings.REGION.email, {"company": company, "user": user})
    return company


@transaction.atomic
def verify(company: Company) -> None:
    """Staff have looked at a new company: its places can become public from now on."""
    current = Company.objects.select_for_update().get(pk=company.pk)
    if current.is_verified:
        raise ValidationError(f"„{company}“ ist schon geprüft.")
    company.is_verified = True
    company.save(update_fields=["is_verified"])
    _tell(company, "company_verified")


@transaction.atomic
def turn_down(company: Company, reason: str) -> None:
    """Staff do not take a new company: its people read why, and nothing of it stays but their accounts."""
    current = _locked(company.pk)
    if current.is_verified:
        raise ValidationError(f"„{company}“ ist schon geprüft.")
    if not reason.strip():
        raise ValidationError("Bitte nennen Sie den Grund. Der Betrieb liest ihn.")
    _tell(company, "company_declined", reason=reason.strip())
    company.postings.all().delete()
    fulltext.forget(Company.search_kind, [company.pk])
    company.delete()


def ask(company: Company, user) -> JoinRequest:
    """Somebody says she belongs to a company that is here already: its owners decide, or staff where there are none."""
    if Membership.objects.filter(company=company, user=user).exists():
        raise ValidationError(f"Sie gehören schon zu „{company}“.")
    if JoinRequest.objects.filter(user=user).exclude(company=company).count() >= MOST_REQUESTS:
        raise ValidationError("Sie warten schon auf mehrere Antworten. Eins nach dem anderen.")
    with transaction.atomic():
        request, is_new = JoinRequest.objects.get_or_create(company=company, user=user)
        if is_new:
            for address in _owners(company) or [settings.REGION.email]:
                mail.send("join_request", address, {"company": company, "user": user, "to_staff": address == settings.REGION.email})
    return request


@transaction.atomic
def admit(request: JoinRequest) -> Membership:
    """Whoever comes to a company without an owner becomes it."""
    company = _locked(request.company_id)
    role = Role.EDITOR if company.memberships.owners().exists() else Role.OWNER
    membership, _ = Membership.objects.get_or_create(company=company, user_id=request.user_id, defaults={"role": role})
    request.delete()
    mail.send("join_admitted", membership.user.email, {"company": company})
    return membership


@transaction.atomic
def turn_away(request: JoinRequest) -> None:
    company, address = request.company, request.user.email
    request.delete()
    mail.send("join_declined", address, {"company": company})


def invite(company: Company, by, email: str, role: str = Role.EDITOR) -> Invitation:
    """Mails a link to an address, with or without account; a second invitation of the same address renews the first."""
    if not company.is_verified:
        raise ValidationError("Einladen können Sie, sobald wir Ihren Betrieb geprüft haben.")
    email = email.lower()
    if company.memberships.filter(user__email=email).exists():
        raise ValidationError(f"{email} gehört schon zum Betrieb.")
    with transaction.atomic():
        _locked(company.pk)
        company.invitations.filter(email=email).delete()
        if company.invitations.open().count() >= MOST_INVITATIONS:
            raise ValidationError("Es sind schon viele Einladungen offen. Nehmen Sie erst einige zurück.")
        invitation = company.invitations.create(email=email, role=role, invited_by=by)
        mail.send("invitation", email, {"invitation": invitation, "company": company, "token": token_of(invitation)})
    return invitation


def token_of(invitation: Invitation) -> str:
    return signed_links.sign("invitation", invitation.pk)


@transaction.atomic
def accept(invitation: Invitation, user) -> Membership:
    """The link works once. Whoever invited hears who came."""
    company = _locked(invitation.company_id)
    if not Invitation.objects.filter(pk=invitation.pk).exists():
        raise ValidationError("Diese Einladung wurde schon angenommen oder zurückgenommen.")
    membership, _ = Membership.objects.get_or_create(company=company, user=user, defaults={"role": invitation.role})
    JoinRequest.objects.filter(company=company, user=user).delete()
    inviter = invitation.invited_by
    invitation.delete()
    mail.send("invitation_accepted", inviter.email, {"company": company, "user": user})
    return membership


@transaction.atomic
def change_role(membership: Membership, role: str) -> None:
    company = _locked(membership.company_id)
    if role == Role.EDITOR:
        _keep_an_owner(company, membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)


@transaction.atomic
def remove(membership: Membership, by) -> None:
    """Somebody leaves or is taken off; what she invited others to goes too."""
    company = _locked(membership.company_id)
    _keep_an_owner(company, membership)
    company.invitations.filter(invited_by=membership.user_id).delete()
    Membership.objects.filter(pk=membership.pk).delete()
    if membership.user_id != by.pk:
        mail.send("access_removed", membership.user.email, {"company": company})


def _locked(pk: int) -> Company:
    """Of two people who decide about one company at once, the second one waits."""
    return Company.objects.select_for_update().get(pk=pk)


def _keep_an_owner(company: Company, leaving: Membership) -> None:
    others = company.memberships.exclude(pk=leaving.pk)
    if not others.owners().exists():
        raise ValidationError(LAST_OWNER)


def _owners(company: Company) -> list[str]:
    return list(company.memberships.owners().filter(user__is_active=True).values_list("user__email", flat=True))


def _tell(company: Company, template: str, **context) -> None:
    """The owners, and the company's own address where that is another one."""
    for address in dict.fromkeys([*_owners(company), company.email.lower()]):
        mail.send(template, address, {"company": company} | context)
