"""What visitors tell the portal about a place: that they looked at it, and that something is wrong with it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from internships.forms import ReportForm
from internships.models import Posting, PostingViews
from portal import limits

REPORTS_AN_HOUR = 10
TOO_OFTEN = _("Von diesem Anschluss kamen gerade viele Meldungen. Danke, wir sehen sie uns an.")


@csrf_exempt  # a beacon carries no token, and there is nothing to gain: one more look
@require_POST
def posting_seen(request, pk):
    """Counts a look at a public place; a script asks for it, so programs that only read are not counted."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        PostingViews.objects.seen(get_object_or_404(Posting.objects.published().only("pk"), pk=pk).pk)
    return HttpResponse(status=204)


@never_cache
def report(request, pk):
    posting = get_object_or_404(Posting.objects.published().select_related("company", "municipality"), pk=pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.reached(request, "report", REPORTS_AN_HOUR):
            form.add_error(None, TOO_OFTEN)
        else:
            limits.count(request, "report")
            form.instance.posting = posting
            form.save()
            return render(request, "internships/reported.html", {"posting": posting})
    return render(request, "internships/report.html", {"posting": posting, "form": form}, status=400 if form.errors else 200)
