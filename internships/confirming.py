"""The page behind the link in a mail: a firm says «noch frei» or «besetzt» without signing in. Opening it changes nothing."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from internships import moderation
from internships.models import Posting
from portal import signed_links
from portal.page_cache import content_changed

ANSWERS = ("frei", "besetzt")
STILL_FREE = ("confirm", "resume", "revive")
"""One of these steps fits whatever state the place is in."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_posting(request, token):
    posting = _posting_of(token)
    if posting is None:
        return render(request, "internships/confirm.html", {"posting": None}, status=410)
    if request.POST.get("antwort") in ANSWERS:
        return _answered(request, posting, token)
    context = {
        "posting": posting,
        "free": _free_step(posting),
        "filled": moderation.can("fill", posting),
        "said": request.GET.get("gesagt"),
    }
    return render(request, "internships/confirm.html", context, status=400 if request.method == "POST" else 200)


def _posting_of(token) -> Posting | None:
    key = signed_links.read(moderation.LINK, token, moderation.LINK_DAYS)
    return Posting.objects.select_related("company", "occupation", "municipality").filter(pk=key).first() if key else None


def _free_step(posting) -> str:
    return next((step for step in STILL_FREE if moderation.can(step, posting)), "")


def _answered(request, posting, token):
    """Takes the step that fits; a second click, or a place that has moved on, only shows where it stands."""
    step = "fill" if request.POST["antwort"] == "besetzt" else _free_step(posting)
    said = "ja"
    try:
        if step:
            getattr(moderation, step)(posting)
            content_changed()
    except ValidationError:
        said = "anders"
    response = redirect("confirm_posting", token)
    response["Location"] += f"?gesagt={said}"
    return response
