"""A provider's dates of one offer: typed in, from a file at once, or from an address every night; called off, or deleted unbooked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from offers import booking, calendar_import, calendar_series
from offers.forms import CalendarFeedForm, CalendarFileForm, DateForm
from offers.models import CalendarFeed, Event, ImportedEvent, Offer
from offers.provider import own_offer


@never_cache
@login_required
def calendar(request, pk):
    offer = own_offer(request.user, pk)
    feed = CalendarFeed.objects.filter(offer=offer).first() or CalendarFeed(offer=offer)
    typed = {name: request.POST if name in request.POST else None for name in ("_termin", "_datei", "_adresse")}
    dates = DateForm(typed["_termin"], instance=Event(offer=offer))
    files = CalendarFileForm(typed["_datei"], request.FILES or None)
    feeds = CalendarFeedForm(typed["_adresse"], instance=feed)
    done = request.method == "POST" and (
        _switch(request, offer)
        or _end_series(request, offer)
        or _add_date(request, dates)
        or _take_file(request, offer, files)
        or _keep_feed(request, feeds)
    )
    if done:
        return redirect("provider_calendar", pk)
    running = offer.series.filter(last_day__gte=timezone.localdate())
    context = {"offer": offer, "events": _coming(offer), "series": running, "dates": dates, "files": files, "feeds": feeds}
    context["feed"] = feed if feed.pk else None
    return render(request, "offers/provider/calendar.html", context, status=400 if request.method == "POST" else 200)


def _coming(offer: Offer):
    """With who booked, and whether a calendar says when it is."""
    imported = Exists(ImportedEvent.objects.filter(event=OuterRef("pk")))
    return Event.objects.filter(offer=offer).upcoming().with_taken().annotate(asked=Count("bookings"), is_imported=imported)


def _switch(request, offer: Offer) -> bool:
    """«Fällt aus», «findet statt» or «löschen» on one of the coming dates; whoever booked it hears of it."""
    step = next((name for name in ("_absagen", "_stattfinden", "_loeschen") if name in request.POST), None)
    if step is None:
        return False
    key = request.POST[step]
    event = get_object_or_404(_coming(offer).select_related("series"), pk=key if key.isdecimal() else None)
    if step == "_loeschen":
        _delete(event)
        messages.success(request, "Der Termin ist gelöscht.")
    else:
        event.is_cancelled, event.is_own = step == "_absagen", event.is_own or event.series_id is not None
        booking.keep_event(event)
        messages.success(request, "Der Termin fällt aus." if event.is_cancelled else "Der Termin findet statt.")
    return True


@transaction.atomic
def _delete(event: Event) -> None:
    """Only what nobody has booked and no calendar would bring back."""
    if event.asked or event.is_imported:
        raise Http404
    calendar_series.leave_out(event)
    event.delete()


def _add_date(request, form: DateForm) -> bool:
    if not form.is_valid():
        return False
    number = form.save()
    messages.success(request, "Der Termin ist eingetragen." if number == 1 else f"{number} Termine sind eingetragen.")
    return True


def _end_series(request, offer: Offer) -> bool:
    """Takes away what lies ahead; whoever booked one of its dates keeps it as a single one, called off."""
    if "_beenden" not in request.POST:
        return False
    key = request.POST["_beenden"]
    calendar_series.dissolve(get_object_or_404(offer.series, pk=key if key.isdecimal() else None))
    messages.success(request, "Die Serie ist beendet.")
    return True


def _take_file(request, offer: Offer, form: CalendarFileForm) -> bool:
    if not form.is_valid():
        return False
    try:
        report = calendar_import.take_in(offer, form.cleaned_data["calendar"])
    except calendar_import.NoCalendar as error:
        form.add_error("calendar", str(error))
        return False
    messages.success(request, report.words)
    for problem in report.problems:
        messages.warning(request, problem)
    return True


def _keep_feed(request, form: CalendarFeedForm) -> bool:
    if not form.is_valid():
        return False
    if form.cleaned_data["url"]:
        form.save()
        messages.success(request, "Gespeichert. Die Termine kommen in der nächsten Nacht.")
    elif form.instance.pk:
        form.instance.delete()
        messages.success(request, "Wir lesen diesen Kalender nicht mehr. Schon eingelesene Termine bleiben.")
    return True
