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
from offers.forms import CalendarFeedForm, CalendarFileForm, DateForm, SwitchForm
from offers.models import CalendarFeed, Event, ImportedEvent, Offer
from offers.provider import own_offer

SWITCHES = {"_absagen": "Der Termin fällt aus.", "_stattfinden": "Der Termin findet statt."}


@never_cache
@login_required
def calendar(request, pk):
    offer = own_offer(request.user, pk)
    if step := next((step for step in SWITCHES if step in request.POST), None):
        return _switch(request, offer, step)
    feed = CalendarFeed.objects.filter(offer=offer).first() or CalendarFeed(offer=offer)
    typed = {name: request.POST if name in request.POST else None for name in ("_termin", "_datei", "_adresse")}
    dates = DateForm(typed["_termin"], instance=Event(offer=offer))
    files = CalendarFileForm(typed["_datei"], request.FILES or None)
    feeds = CalendarFeedForm(typed["_adresse"], instance=feed)
    done = request.method == "POST" and (
        _delete(request, offer)
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


def _one(request, offer: Offer, step: str) -> Event:
    """The coming date whose button was pressed."""
    key = request.POST[step]
    return get_object_or_404(_coming(offer).select_related("series"), pk=key if key.isdecimal() else None)


def _switch(request, offer: Offer, step: str):
    """«Fällt aus» or «findet doch statt». Where somebody booked, it asks first, and for the words that go out with the mail."""
    event, is_off = _one(request, offer, step), step == "_absagen"
    told = event.bookings.live().count()
    form = SwitchForm(request.POST if "note" in request.POST else None, initial={"note": event.note})
    if told and not form.is_valid():
        page = {"offer": offer, "event": event, "step": step, "is_off": is_off, "told": told, "form": form}
        return render(request, "offers/provider/switch_date.html", page, status=400 if form.is_bound else 200)
    event.note = form.cleaned_data["note"] if told else event.note
    event.is_cancelled, event.is_own = is_off, event.is_own or event.series_id is not None
    booking.keep_event(event)
    messages.success(request, SWITCHES[step])
    return redirect("provider_calendar", offer.pk)


@transaction.atomic
def _delete(request, offer: Offer) -> bool:
    """Only what nobody has booked and no calendar would bring back."""
    if "_loeschen" not in request.POST:
        return False
    event = _one(request, offer, "_loeschen")
    if event.asked or event.is_imported:
        raise Http404
    calendar_series.leave_out(event)
    event.delete()
    messages.success(request, "Der Termin ist gelöscht.")
    return True


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
