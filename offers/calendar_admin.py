"""Staff's admin of dates, series and bookings."""

import csv

from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from offers import booking, calendar_series
from offers.models import Booking, Event, EventSeries
from portal.admin import ReadOnlyAdmin
from portal.opendata import harmless

EXPORTED = {
    "Termin": lambda row: str(row.event),
    "Art": lambda row: row.get_kind_display(),
    "Schule oder Betrieb": lambda row: row.organisation,
    "Ansprechperson": lambda row: row.contact_name,
    "E-Mail": lambda row: row.email,
    "Plätze": lambda row: row.seats,
    "Klasse": lambda row: row.class_level,
    "Anmerkung": lambda row: row.remark,
    "Stand": lambda row: row.get_status_display(),
    "eingegangen": lambda row: f"{timezone.localtime(row.created):%d.%m.%Y %H:%M}",
}


class EventForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        offer = cleaned.get("offer")
        if offer and "seats" in cleaned:
            booking.check_seats(offer, cleaned["seats"], Event.objects.filter(pk=self.instance.pk))
        return cleaned


class SeriesForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        offer = cleaned.get("offer")
        if offer and "seats" in cleaned:
            ahead = Event.objects.filter(series=self.instance.pk, is_own=False, starts__gt=timezone.now())
            booking.check_seats(offer, cleaned["seats"], ahead if self.instance.pk else Event.objects.none())
        return cleaned


class EventsOfOffer(admin.TabularInline):
    """An offer's dates at a glance; each is changed on its own page, where whoever booked it is told."""

    model = Event
    form = EventForm
    extra = 0
    fields = ["starts", "ends", "place", "seats", "is_cancelled"]
    ordering = ["-starts"]
    show_change_link = True

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class WhenFilter(admin.SimpleListFilter):
    """What is still to come, unless somebody asks for more."""

    title = "Wann"
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [("over", "vorbei"), ("all", "alle")]

    def choices(self, changelist):
        ahead, *others = super().choices(changelist)
        return [ahead | {"display": "kommt noch"}, *others]

    def queryset(self, request, queryset):
        now = timezone.now()
        return {"over": queryset.filter(starts__lt=now), "all": queryset}.get(self.value(), queryset.filter(starts__gte=now))


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    form = EventForm
    list_display = ["offer", "starts", "booked", "is_cancelled", "place"]
    list_filter = [WhenFilter, "is_cancelled", "is_full"]
    list_select_related = ["offer"]
    list_per_page = 30
    show_full_result_count = False
    date_hierarchy = "starts"
    search_fields = ["offer__title", "place"]
    autocomplete_fields = ["offer"]
    readonly_fields = ["series"]
    fieldsets = [
        (None, {"fields": ["offer", "series", "starts", "ends", "place"]}),
        ("Stand", {"fields": ["is_cancelled", "note", "is_full"]}),
        ("Buchung durch Schulen und Betriebe", {"fields": ["seats", "booking_until"]}),
    ]

    def get_queryset(self, request):
        waiting = Count("bookings", filter=Q(bookings__status=Booking.Status.WAITING))
        return super().get_queryset(request).with_taken().annotate(waiting=waiting)

    @admin.display(description="Plätze belegt")
    def booked(self, event):
        if event.seats is None:
            return "–"
        address = f"{reverse('admin:offers_booking_changelist')}?event__id__exact={event.pk}"
        waiting = f", {event.waiting} auf Warteliste" if event.waiting else ""
        return format_html('<a href="{}">{} von {}{}</a>', address, event.taken, event.seats, waiting)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save()
            return
        obj.is_own = obj.is_own or bool(obj.series_id and form.changed_data)
        booking.keep_event(obj)

    def delete_model(self, request, obj):
        calendar_series.leave_out(obj)
        obj.delete()

    def delete_queryset(self, request, queryset):
        for event in queryset.select_related("series"):
            self.delete_model(request, event)


@admin.register(EventSeries)
class EventSeriesAdmin(admin.ModelAdmin):
    """What is saved here changes all dates ahead, but for those somebody changed by hand."""

    form = SeriesForm
    list_display = ["offer", "rhythm", "first_day", "last_day"]
    list_select_related = ["offer"]
    search_fields = ["offer__title"]
    autocomplete_fields = ["offer"]

    def save_model(self, request, obj, form, change):
        obj.save()
        calendar_series.unfold(obj)
        ahead = obj.events.upcoming().count()
        self.message_user(request, f"Diese Serie hat jetzt {ahead} Termine, die noch kommen.")

    def delete_model(self, request, obj):
        calendar_series.dissolve(obj)

    def delete_queryset(self, request, queryset):
        for series in queryset:
            calendar_series.dissolve(series)


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    """Staff read bookings, call them off and take them along as a file; seats are counted in offers/booking.py alone."""

    list_display = ["organisation", "seats", "status", "event", "class_level", "created"]
    list_filter = ["status", "kind"]
    list_select_related = ["event__offer"]
    list_per_page = 50
    search_fields = ["organisation", "contact_name", "event__offer__title"]
    actions = ["call_off", "export"]

    def has_call_off_permission(self, request):
        return request.user.has_perm("offers.change_booking")

    @admin.action(description="Absagen (die Schule oder der Betrieb bekommt eine Mail)", permissions=["call_off"])
    def call_off(self, request, queryset):
        for pk in queryset.values_list("pk", flat=True):
            booking.call_off(pk, by_staff=True)
        self.message_user(request, "Abgesagt. Wer wartet und passt, ist nachgerückt.")

    @admin.action(description="Als CSV-Datei herunterladen", permissions=["view"])
    def export(self, request, queryset):
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")  # Excel needs the mark to read umlauts
        response["Content-Disposition"] = 'attachment; filename="anmeldungen.csv"'
        response["Cache-Control"] = "no-store"
        writer = csv.writer(response, delimiter=";")
        writer.writerow(EXPORTED)
        writer.writerows([harmless(cell(row)) for cell in EXPORTED.values()] for row in queryset.select_related("event__offer"))
        return response
