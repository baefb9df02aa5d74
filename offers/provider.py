"""The providers' area at /traeger/: whoever may act for an organisation sees and changes its rows and no other; staff see all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from offers import completeness, curation
from offers.forms import DocumentFormSet, OfferForm, OrganisationForm, PeopleFormSet, ProposalForm
from offers.models import Offer, Organisation, OrganisationMembership

STEPS = {"einreichen": curation.submit, "bestaetigen": curation.confirm, "archivieren": curation.archive, "oeffnen": curation.reopen}
NAMES = {"einreichen": "submit", "bestaetigen": "confirm", "archivieren": "archive", "oeffnen": "reopen"}
WORDS = {
    "einreichen": "Zur Prüfung einreichen",
    "bestaetigen": "Alles stimmt noch",
    "archivieren": "Herausnehmen",
    "oeffnen": "Wieder öffnen",
}
MOST_SHOWN = 200


def own_offer(user, pk: int) -> Offer:
    return get_object_or_404(Offer.objects.editable_by(user).select_related("organisation", "municipality", "topic"), pk=pk)


@never_cache
@login_required
@require_safe
def home(request):
    organisations = Organisation.objects.of(request.user)
    offers = Offer.objects.editable_by(request.user).select_related("organisation").order_by("-changed_at")[:MOST_SHOWN]
    context = {
        "organisations": organisations[:MOST_SHOWN],
        "offers": [(offer, completeness.of(offer), steps_of(offer)) for offer in offers],
        "waiting": OrganisationMembership.objects.filter(user=request.user, is_approved=False).select_related("organisation"),
    }
    return render(request, "offers/provider/home.html", context)


def steps_of(offer: Offer) -> list[tuple[str, str]]:
    """(last part of the address, words) of what can be done with an offer now."""
    return [(step, WORDS[step]) for step, name in NAMES.items() if curation.can(name, offer)]


@never_cache
@login_required
def offer_form(request, pk=None):
    """A new offer, or an own one; saving may hand it in."""
    offer = own_offer(request.user, pk) if pk else Offer()
    if not pk and not Organisation.objects.of(request.user).exists():
        return redirect("provider_proposal")
    form = OfferForm(request.POST or None, instance=offer, user=request.user)
    documents = DocumentFormSet(request.POST or None, request.FILES or None, instance=offer)
    if request.method == "POST" and form.is_valid() and documents.is_valid():
        is_done = _save(request, form, documents)
        return redirect("provider") if is_done and "_weiter" not in request.POST else redirect("provider_offer", offer.pk)
    is_wrong = request.method == "POST"
    files_are_lost = bool(request.FILES)  # a browser keeps words when a form comes back, but never a chosen file
    state = completeness.of(Offer.objects.get(pk=pk)) if pk else None
    context = {"form": form, "documents": documents, "offer": offer, "state": state}
    context |= {"is_wrong": is_wrong, "files_are_lost": is_wrong and files_are_lost}
    return render(request, "offers/provider/offer_form.html", context, status=400 if is_wrong else 200)


@transaction.atomic
def _save(request, form: OfferForm, documents) -> bool:
    """Words of a public offer go back to staff unless its provider is trusted; «einreichen» hands a draft to them; says whether it went."""
    was_public = form.instance.pk and form.instance.status == Offer.Status.PUBLISHED
    offer = form.save()
    documents.save()
    messages.success(request, f"„{offer}“ ist gespeichert.")
    if was_public and (form.has_changed() or documents.has_changed()):
        return _step(request, curation.revise, offer)
    return "_einreichen" not in request.POST or _step(request, curation.submit, offer)


def _step(request, step, offer: Offer) -> bool:
    try:
        with transaction.atomic():
            step(offer)
        messages.success(request, f"„{offer}“: {offer.get_status_display()}")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    return True


@login_required
@require_POST
def offer_step(request, pk, step):
    if step not in STEPS:
        raise Http404
    _step(request, STEPS[step], own_offer(request.user, pk))
    return redirect("provider")


@never_cache
@login_required
def organisation_form(request, pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    form = OrganisationForm(request.POST or None, instance=organisation)
    people = PeopleFormSet(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid() and people.is_valid():
        with transaction.atomic():
            form.save()
            people.save()
            for person in organisation.people.all():  # whoever saves the page says that all of them still hold
                person.save()
        messages.success(request, f"„{organisation}“ ist gespeichert.")
        return redirect("provider")
    context = {"form": form, "people": people, "organisation": organisation}
    return render(request, "offers/provider/organisation_form.html", context, status=400 if request.method == "POST" else 200)


@never_cache
@login_required
def proposal(request):
    """Something is missing: anybody with an account may say so; staff take it up."""
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _propose(form, request.user)
        messages.success(request, "Danke! Wir sehen uns den Vorschlag an und melden uns beim Träger.")
        return redirect("provider")
    return render(request, "offers/provider/proposal.html", {"form": form}, status=400 if request.method == "POST" else 200)


@transaction.atomic
def _propose(form: ProposalForm, user) -> None:
    offer = form.save(commit=False)
    offer.organisation = form.cleaned_data["organisation"] or _new_organisation(form.cleaned_data["new_organisation"].strip())
    offer.status, offer.proposed_by = Offer.Status.SUGGESTED, user
    offer.save()
    if form.cleaned_data["belongs"]:
        OrganisationMembership.objects.get_or_create(organisation=offer.organisation, user=user, defaults={"is_approved": False})


def _new_organisation(name: str) -> Organisation:
    known = Organisation.objects.filter(name=name).first()
    return known or Organisation.objects.create(name=name, is_verified=False)
