from django.contrib import admin

from offers.calendar_admin import EventsOfOffer
from offers.models import Offer, Organisation, Topic
from portal.admin import HistoryAdmin
from portal.vocabulary import Status


@admin.register(Offer)
class OfferAdmin(HistoryAdmin):
    list_display = ["title", "organisation", "stage", "format", "status", "changed_at"]
    list_filter = ["status", "stage", "format", "topic", "for_youth", "for_parents", "for_schools", "for_firms"]
    list_select_related = ["organisation"]
    search_fields = ["title", "summary", "organisation__name"]
    autocomplete_fields = ["organisation", "municipality"]
    inlines = [EventsOfOffer]
    actions = ["publish", "archive"]

    @admin.action(description="Veröffentlichen", permissions=["change"])
    def publish(self, request, queryset):
        self.message_user(request, f"{self._set_status(queryset, Status.PUBLISHED)} Angebote veröffentlicht.")

    @admin.action(description="Archivieren", permissions=["change"])
    def archive(self, request, queryset):
        self.message_user(request, f"{self._set_status(queryset, Status.ARCHIVED)} Angebote archiviert.")

    def _set_status(self, queryset, status) -> int:
        for offer in queryset:
            offer.status = status
            offer.save()
        return len(queryset)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "municipality", "is_demo"]
    list_select_related = ["municipality"]
    search_fields = ["name"]
    autocomplete_fields = ["municipality"]


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name", "key"]
    search_fields = ["name"]
