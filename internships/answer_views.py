"""A company answers an inquiry: in its area, or by the link in its mail, which needs no login but a click on the page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse

from internships import inquiries
from internships.answer_forms import DeclineForm, InvitationForm, QuestionForm
from internships.models import Inquiry, Posting, PostingWeek
from internships.pupil_views import private
from portal import signed_links

LINK_DAYS = 60
DONE = {"einladen": "Ihre Einladung ist unterwegs.", "schreiben": "Ihre Nachricht ist unterwegs.", "absagen": "Ihre Absage ist unterwegs."}
DONE |= {"erledigt": "Danke! Als beantwortet gekennzeichnet."}
BOOKING = "woche"


def answer_context(request, inquiry: Inquiry) -> dict | None:
    """What a page for answering shows; None once an answer has gone out. What was typed stays through every mistake."""
    step = request.POST.get("step", "")
    forms = {
        "invitation": InvitationForm(inquiry, request.POST if step == "einladen" else None),
        "question": QuestionForm(inquiry, request.POST if step == "schreiben" else None),
        "decline": DeclineForm(request.POST if step == "absagen" else None),
    }
    refused = ""
    try:
        if step == BOOKING:
            return _book(request, inquiry)
        if step in DONE and _answer(step, inquiry, **forms):
            return messages.success(request, f"{DONE[step]} Danke, dass Sie antworten.")
    except ValidationError as error:
        refused = " ".join(error.messages)
    shown = {"inquiry": inquiry, "posting": inquiry.posting, "step": step, "refused": refused, "can": allowed(inquiry)}
    return forms | shown | {"weeks": _weeks(inquiry)}


def _weeks(inquiry: Inquiry) -> list[tuple[PostingWeek, bool]]:
    """The coming weeks of the place that a pupil who comes could come in, and whether she does."""
    if not inquiries.can("book", inquiry):
        return []
    hers = set(inquiry.weeks.all())
    return [(week, week in hers) for week in inquiry.posting.coming_weeks if week in hers or week.capacity]


def _book(request, inquiry: Inquiry) -> None:
    """A seat of a week is kept for a pupil who comes, or given back."""
    week = next((week for week in inquiry.posting.coming_weeks if str(week.pk) == request.POST.get("week")), None)
    if week is None:
        raise ValidationError("Diese Woche steht nicht mehr beim Platz.")
    words = "ein Platz weniger frei" if inquiries.book(inquiry, week) else "der Platz wieder frei"
    messages.success(request, f"In der Woche ab {week.monday:%d.%m.%Y} ist jetzt {words}.")


def allowed(inquiry: Inquiry) -> dict[str, bool]:
    return {step: inquiries.can(step, inquiry) for step in ("invite", "answer", "decline")}


def _answer(step: str, inquiry: Inquiry, invitation, question, decline) -> bool:
    """Takes the step whose form is complete; False where something is missing in it."""
    if step == "einladen" and invitation.is_valid():
        inquiries.invite(inquiry, invitation.meets_at, invitation.cleaned_data["where"], invitation.cleaned_data["text"])
    elif step == "schreiben" and question.is_valid():
        inquiries.answer(inquiry, question.cleaned_data["text"])
    elif step == "absagen" and decline.is_valid():
        inquiries.decline(inquiry, decline.cleaned_data["reason"], decline.words_for(inquiry))
    elif step == "erledigt":
        inquiries.mark_contacted(inquiry)
    else:
        return False
    return True


def answer_page(request, inquiry: Inquiry, template: str, context: dict, back: Callable[[], str]) -> HttpResponse:
    """The page of one inquiry for the company."""
    shown = answer_context(request, inquiry)
    if shown is None:
        return redirect(request.path if request.POST["step"] == BOOKING else back())
    return TemplateResponse(request, template, context | shown, status=400 if request.method == "POST" else 200)


def decline_all_page(request, posting: Posting, context: dict) -> HttpResponse:
    """A kind no to everybody who still waits for a place that is gone."""
    waiting = list(posting.inquiries.open().select_related("posting__company").order_by("created", "pk"))
    form = DeclineForm(request.POST if request.method == "POST" else None, initial={"reason": Inquiry.Reason.FILLED})
    if request.method == "POST" and form.is_valid():
        declined = sum(_declined(inquiry, form) for inquiry in waiting)
        messages.success(request, f"Abgesagt: {declined}. Danke, dass Sie niemanden warten lassen.")
        return redirect("company:index")
    return TemplateResponse(request, "company/decline_all.html", context | {"posting": posting, "waiting": waiting, "form": form})


def _declined(inquiry: Inquiry, form: DeclineForm) -> bool:
    """False where the pupil withdrew a moment ago."""
    try:
        inquiries.decline(inquiry, form.cleaned_data["reason"], form.words_for(inquiry))
    except ValidationError:
        return False
    return True


@private
def answer_by_link(request, token: str):
    """For whoever reads the company's mail: the same page as in the company's area, without its other rows.

    Opening it does not count as reading: mail scanners follow links.
    """
    pk = signed_links.read(inquiries.ANSWER_LINK, token, LINK_DAYS)
    rows = Inquiry.objects.select_related("posting__company__municipality").prefetch_related("messages")
    inquiry = rows.filter(pk=pk).first() if pk else None
    if inquiry is None:
        return render(request, "internships/answer_gone.html", status=404)
    return answer_page(request, inquiry, "internships/answer.html", {}, lambda: request.path)
