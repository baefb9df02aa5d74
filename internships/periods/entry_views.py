"""The pages on which a school enters its weeks. Opening a link changes nothing: mail scanners follow links, only a click acts."""

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from internships.models import InternshipPeriod
from internships.periods import entry
from internships.periods.forms import TWICE, AskForLinkForm, PeriodForm
from internships.periods.school_years import school_year_of
from portal import limits
from portal.page_cache import content_changed

PER_SENDER = 10  # in an hour
PER_MAILBOX = 3  # in an hour: nobody floods an office through our form
TOO_OFTEN = "Das waren viele Anfragen in kurzer Zeit. Bitte versuchen Sie es in einer Stunde noch einmal."
TOO_MANY = "Das sind sehr viele Zeiten. Bitte löschen Sie zuerst, was nicht mehr stimmt."
BY_THE_SCHOOL = "von der Schule über ihren Link"
DONE = {"neu": "Die Zeit steht jetzt im Kalender.", "geaendert": "Die Änderung ist gespeichert.", "geloescht": "Die Zeit ist gelöscht."}
reading_and_writing = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@reading_and_writing
def ask_for_link(request):
    """The same answer whether or not anybody has this address: nobody finds out here whom we know."""
    form = AskForLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.reached(request, "school-link", PER_SENDER):
            form.add_error(None, TOO_OFTEN)
        else:
            limits.count(request, "school-link")
            _mail(form.cleaned_data["email"].lower())
            return render(request, "periods/link_sent.html", {"days": entry.LINK_DAYS})
    return render(request, "periods/ask_for_link.html", {"form": form}, status=400 if form.errors else 200)


def _mail(email: str) -> None:
    """Says nothing when the mailbox has had enough: that, too, would tell whom we know."""
    if not limits.reached_of(email, "school-link", PER_MAILBOX):
        limits.count_of(email, "school-link")
        entry.send_links(email)


@never_cache
@reading_and_writing
def enter_periods(request, token):
    school = entry.school_of(token)
    if school is None:
        return _gone(request)
    form = PeriodForm(request.POST or None, instance=InternshipPeriod(school=school))
    if request.method == "POST" and form.is_valid() and _saved(form):
        return _back(token, "neu")
    year = school_year_of(timezone.localdate())
    context = {
        "school": school,
        "token": token,
        "form": form,
        "years": [(each, _periods_in(school, each)) for each in (year, year.next)],
        "done": DONE.get(request.GET.get("getan", "")),
    }
    return render(request, "periods/enter.html", context, status=400 if form.errors else 200)


def _periods_in(school, year) -> list[InternshipPeriod]:
    """Of this year also those that are over: they can be corrected, and they remind of last time."""
    return list(
        InternshipPeriod.objects.of_school(school).between(year.first_day, year.last_day).order_by("first_day", "school_class", "pk")
    )


def _saved(form: PeriodForm) -> bool:
    """Saves unless that makes too many or somebody was quicker; the form says which."""
    period = form.save(commit=False)
    if period.pk is None and InternshipPeriod.objects.of_school(period.school).upcoming().count() >= entry.MOST_PERIODS:
        form.add_error(None, TOO_MANY)
        return False
    period._change_reason = BY_THE_SCHOOL
    try:
        with transaction.atomic():
            period.save()
    except IntegrityError:
        form.add_error(None, TWICE)
        return False
    content_changed()
    return True


@never_cache
@reading_and_writing
def change_period(request, token, pk):
    school = entry.school_of(token)
    if school is None:
        return _gone(request)
    period = get_object_or_404(InternshipPeriod.objects.select_related("school").of_school(school), pk=pk)
    form = PeriodForm(request.POST or None, instance=period)
    if request.method == "POST" and form.is_valid() and _saved(form):
        return _back(token, "geaendert")
    context = {"school": school, "token": token, "form": form}
    return render(request, "periods/change.html", context, status=400 if form.errors else 200)


@never_cache
@reading_and_writing
def delete_period(request, token, pk):
    school = entry.school_of(token)
    if school is None:
        return _gone(request)
    period = get_object_or_404(InternshipPeriod.objects.of_school(school), pk=pk)
    if request.method == "POST":
        period._change_reason = BY_THE_SCHOOL
        period.delete()
        content_changed()
        return _back(token, "geloescht")
    return render(request, "periods/delete.html", {"school": school, "token": token, "period": period})


def _back(token: str, done: str):
    return redirect(f"{reverse('enter_periods', args=[token])}?getan={done}")


def _gone(request):
    return render(request, "periods/link_gone.html", status=410)
