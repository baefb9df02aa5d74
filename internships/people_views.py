"""How somebody finds her company, and who belongs to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from internships import people
from internships.company_site import company_site
from internships.models import Company, Invitation, JoinRequest, Membership, Role
from internships.models.people import INVITATION_DAYS
from internships.people_forms import InvitationForm, NewCompanyForm
from portal import fulltext, signed_links

FOUND = 10


@login_required
def join(request):
    """Finds a company by name or place; a click says that one belongs to it."""
    if request.method == "POST":
        return _ask(request)
    words = request.GET.get("q", "")[:80].strip()
    context = {
        "words": words,
        "companies": _found(words) if words else [],
        "asked": JoinRequest.objects.filter(user=request.user).select_related("company"),
        "has_company": Company.objects.of(request.user).exists(),
    }
    return render(request, "company/join.html", context)


def _found(words: str) -> list[Company]:
    """Best first."""
    wanted = [hit.object_id for hit in fulltext.search(words, ["company"], FOUND).hits]
    rows = Company.objects.published().select_related("municipality").in_bulk(wanted)
    return [rows[pk] for pk in wanted if pk in rows]


def _ask(request):
    company = get_object_or_404(Company.objects.published(), pk=_number(request.POST.get("company")))
    try:
        people.ask(company, request.user)
        messages.success(request, f"Wir haben „{company}“ gefragt. Sie bekommen eine Mail, sobald jemand zustimmt.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("company_join")


def _number(text: str | None) -> int:
    if not text or not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


@login_required
def found(request):
    form = NewCompanyForm(request.POST or None, initial={"name": request.GET.get("name", "")[:160], "email": request.user.email})
    if request.method == "POST" and form.is_valid():
        try:
            company = people.found(form.save(commit=False), request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"„{company}“ ist angelegt. Wir prüfen den Betrieb, Ihren ersten Platz können Sie schon eintragen.")
            return redirect("company:index")
    return render(request, "company/found.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def company_people(request, pk):
    """Everybody who belongs to a company sees who else does; owners decide."""
    company = _company(request, pk)
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        _owned(request, pk)
        if form.is_valid() and _tried(request, lambda: people.invite(company, request.user, **form.cleaned_data), form):
            messages.success(request, f"Die Einladung an {form.cleaned_data['email']} ist unterwegs.")
            return redirect("company_people", pk=pk)
    context = company_site.each_context(request) | {
        "title": f"Wer zu „{company}“ gehört",
        "company": company,
        "memberships": company.memberships.select_related("user"),
        "join_requests": company.join_requests.select_related("user"),
        "invitations": company.invitations.open(),
        "is_owner": Company.objects.owned_by(request.user).filter(pk=pk).exists(),
        "form": form,
    }
    return render(request, "company/people.html", context, status=400 if form.errors else 200)


def _company(request, pk) -> Company:
    return get_object_or_404(Company.objects.of(request.user), pk=pk)


def _owned(request, pk) -> Company:
    """The company, if its people are this user's to decide about."""
    return get_object_or_404(Company.objects.owned_by(request.user), pk=pk)


def _tried(request, step, form=None) -> bool:
    """Takes a step; what does not go is said, beside the form where there is one."""
    try:
        step()
    except ValidationError as error:
        if form is None:
            messages.error(request, " ".join(error.messages))
        else:
            form.add_error(None, error)
        return False
    return True


@login_required
@require_POST
def decide(request, pk, answer):
    """An owner answers somebody who would like to join."""
    wish = get_object_or_404(JoinRequest.objects.filter(company__in=Company.objects.owned_by(request.user)), pk=pk)
    company = wish.company_id
    _tried(request, lambda: people.admit(wish) if answer == "aufnehmen" else people.turn_away(wish))
    return redirect("company_people", pk=company)


@login_required
@require_POST
def withdraw(request, pk):
    invitation = get_object_or_404(Invitation.objects.filter(company__in=Company.objects.owned_by(request.user)), pk=pk)
    company = invitation.company_id
    invitation.delete()
    messages.success(request, "Die Einladung gilt nicht mehr.")
    return redirect("company_people", pk=company)


@login_required
@require_POST
def change_role(request, pk):
    membership = get_object_or_404(Membership.objects.filter(company__in=Company.objects.owned_by(request.user)), pk=pk)
    if request.POST.get("role") not in Role.values:
        raise Http404
    _tried(request, lambda: people.change_role(membership, request.POST["role"]))
    return redirect("company_people", pk=membership.company_id)


@login_required
@require_POST
def remove(request, pk):
    """An owner takes anybody off; everybody may go herself."""
    membership = get_object_or_404(Membership.objects.of(request.user).select_related("user"), pk=pk)
    if membership.user_id != request.user.pk:
        _owned(request, membership.company_id)
    done = _tried(request, lambda: people.remove(membership, request.user))
    if done and membership.user_id == request.user.pk:
        return redirect("company:index")
    return redirect("company_people", pk=membership.company_id)


@never_cache
def invitation(request, token):
    """Open to all who have the link; only a click of somebody signed in accepts it (mail scanners follow links)."""
    key = signed_links.read("invitation", token, INVITATION_DAYS)
    offer = Invitation.objects.open().select_related("company", "invited_by").filter(pk=key or 0).first()
    if offer is None:
        return render(request, "company/invitation_gone.html", status=410)
    if request.method == "POST" and request.user.is_authenticated:
        if _tried(request, lambda: people.accept(offer, request.user)):
            messages.success(request, f"Willkommen bei „{offer.company}“!")
        return redirect("company:index")
    return render(request, "company/invitation.html", {"invitation": offer, "company": offer.company})
