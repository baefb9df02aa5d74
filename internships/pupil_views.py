"""A pupil's own page: what became of her inquiries, and what she may do now. Opened by a code, without account.

The code stands in the address. So the page is never kept by a browser or by us, no search engine sees it, and no other site
learns the address (docs/decisions/0013).
"""

from functools import wraps

import segno
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from internships import inquiries
from internships.alternatives import alternatives
from internships.codes import grouped, read_code
from internships.forms import CodeForm, InquiryForm, ReplyForm
from internships.models import Inquiry, Posting
from portal import languages, limits
from portal.structured_data import absolute

SENDINGS_AN_HOUR = 60  # of one address: a whole class sits behind one
WRONG_CODES_AN_HOUR = 30
TOO_OFTEN = _("Von diesem Anschluss kam gerade sehr viel. Bitte versuch es in einer Stunde noch einmal.")
STAY = "hier"  # names the buttons that show the form again in another language, with what is filled in
STEPS = {
    "zurueckziehen": inquiries.withdraw,
    "freigeben": inquiries.release,
    "loeschen": inquiries.erase,
}


def private(view):
    """Kept nowhere, found by no search engine, told to no other site."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    return guarded


@private
def inquiry(request, pk):
    posting = get_object_or_404(Posting.objects.open_to_inquiries().select_related("company", "occupation", "municipality"), pk=pk)
    is_other_language = STAY in request.POST
    form = InquiryForm(initial=request.POST.dict()) if is_other_language else InquiryForm(request.POST or None)
    sent = form.is_bound and form.is_valid() and _sent(request, form, posting)
    if sent:
        return redirect(f"{sent.get_absolute_url()}?gesendet={sent.pk}")
    context = {"posting": posting, "form": form, "kept_days": settings.INQUIRY_KEPT_DAYS}
    context["carried"] = languages.Carried(languages.choices_of(request.path), form="anfrage", stay=STAY, usual="senden")
    return render(request, "internships/inquiry.html", context, status=400 if form.errors else 200)


def _sent(request, form, posting) -> Inquiry | None:
    """The inquiry on its way; None with the reason beside what was typed."""
    if limits.reached(request, "inquiry", SENDINGS_AN_HOUR):
        return form.add_error(None, TOO_OFTEN)
    limits.count(request, "inquiry")
    try:
        return inquiries.send(form.inquiry(), posting)
    except ValidationError as error:
        return form.add_error(None, error)


@require_safe
def consent_sheet(request, pk):
    """A sheet for the parents to sign: printed, filled in by hand, never stored."""
    posting = get_object_or_404(Posting.objects.published().select_related("company__municipality", "municipality"), pk=pk)
    return render(request, "internships/consent_sheet.html", {"posting": posting})


@private
def enter_code(request):
    form = CodeForm(request.POST or None)
    if request.method == "POST" and limits.reached(request, "code", WRONG_CODES_AN_HOUR):
        form.full_clean()
        form.add_error(None, TOO_OFTEN)
    elif request.method == "POST":
        if form.is_valid():
            return redirect("my_inquiries", grouped(form.cleaned_data["code"]))
        limits.count(request, "code")
    return render(request, "internships/enter_code.html", {"form": form}, status=400 if form.errors else 200)


@private
@require_safe
def my_inquiries(request, typed):
    return _page(request, _own(request, typed))


@private
def step(request, typed, pk, name):
    """One click of the pupil; only on an inquiry that her code opens. Its address alone, in another language for instance, leads there."""
    if request.method != "POST":
        return redirect("my_inquiries", typed)
    own = _own(request, typed)
    inquiry = next((inquiry for inquiry in own if inquiry.pk == pk), None)
    if inquiry is None:
        raise Http404
    form = ReplyForm(request.POST) if name == "antworten" else None
    if form and not form.is_valid():
        return _page(request, own, form, inquiry, status=400)
    try:
        _take(request, name, inquiry, form)
    except ValidationError as error:
        return _page(request, _own(request, typed), refused=error.messages, status=409)
    if name == "loeschen" and len(own) == 1:
        return redirect("enter_code")
    return redirect(f"{inquiry.get_absolute_url()}#anfrage-{pk}")


def _take(request, name, inquiry, form) -> None:
    if form:
        inquiries.reply(inquiry, form.cleaned_data["text"])
    elif name == "zusagen":
        inquiries.accept(inquiry, close_others="close_others" in request.POST)
    elif name in STEPS:
        STEPS[name](inquiry)
    else:
        raise Http404


def _own(request, typed) -> list[Inquiry]:
    """All inquiries of a code; who tries too many wrong ones is let in nowhere for an hour."""
    if limits.reached(request, "code", WRONG_CODES_AN_HOUR):
        raise Http404
    code = read_code(typed)
    rows = Inquiry.objects.of_code(code).select_related("posting__company", "posting__municipality") if code else Inquiry.objects.none()
    own = list(rows.prefetch_related("messages", "weeks"))
    if not own:
        limits.count(request, "code")
        raise Http404
    return own


def _page(request, own, form=None, answering=None, refused=(), status=200):
    disappointed = next((inquiry for inquiry in own if inquiry.status in (Inquiry.Status.LAPSED, Inquiry.Status.DECLINED)), None)
    address = absolute(own[0].get_absolute_url())
    context = {
        "inquiries": own,
        "code": own[0].shown_code,
        "address": address,
        "qr_code": segno.make(address, micro=False).svg_inline(scale=4, border=0, omitsize=True, svgclass=None, lineclass=None),
        "sent": request.GET.get("gesendet") == str(own[0].pk),
        "open": sum(inquiry.is_open for inquiry in own),
        "form": form or ReplyForm(),
        "answering": answering.pk if answering else 0,
        "refused": refused,
        "disappointed": disappointed,
        "places": alternatives(disappointed.posting) if disappointed else [],
        "carried": languages.posted_again(request) if answering else None,
    }
    return render(request, "internships/my_inquiries.html", context, status=status)
