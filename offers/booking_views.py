"""Booking seats of an event: the form, and the page that the link in the mail opens."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from offers import booking as bookings
from offers.booking_forms import BookingForm
from offers.models import Booking, Event
from portal import limits
from portal.page_cache import content_changed

PER_SENDER = 20  # in an hour: a school's teachers share one address
PER_MAILBOX = 5  # in a day: nobody is flooded through our form
STEPS = {"bestaetigen": bookings.confirm, "absagen": bookings.call_off}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request, pk):
    event = get_object_or_404(Event.objects.published().for_list(), pk=pk)
    if not event.takes_bookings:
        return redirect(event)
    form = BookingForm(request.POST or None, event)
    if request.method == "POST" and form.is_valid():
        if limits.reached(request, "booking", PER_SENDER) or Booking.objects.asked_today(form.cleaned_data["email"]) >= PER_MAILBOX:
            form.add_error(None, _("Das waren viele Anmeldungen in kurzer Zeit. Bitte versuchen Sie es in einer Stunde noch einmal."))
        else:
            limits.count(request, "booking")
            bookings.ask(form.save(commit=False), event)
            return redirect("booking_sent", pk=pk)
    status = 400 if form.errors else 200
    return render(
        request, "offers/booking_form.html", {"event": event, "form": form, "kept_days": settings.BOOKING_KEPT_DAYS}, status=status
    )


@require_safe
def booking_sent(request, pk):
    event = get_object_or_404(Event.objects.published().for_list(), pk=pk)
    return render(request, "offers/booking_sent.html", {"event": event})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking(request, token):
    """Shows a booking to whoever has its link; acts only on a click, because mail scanners follow links too."""
    pk = bookings.of_token(token)
    found = Booking.objects.filter(pk=pk).first() if pk else None
    if found is None:
        return render(request, "offers/booking_gone.html", status=404)
    error = ""
    if request.method == "POST":
        try:
            STEPS.get(request.POST.get("was"), _nothing)(pk)
            content_changed()
            return redirect("booking", token=token)
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
    event = Event.objects.for_list().get(pk=found.event_id)
    context = {"booking": found, "event": event, "error": error}
    return render(request, "offers/booking.html", context, status=409 if error else 200)


def _nothing(pk):
    raise Http404
