"""Staff's admin of offers: what waits first, what is missing, what is old, what may be there twice."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from offers import completeness, curation, duplicates, landscape
from offers.calendar_admin import EventsOfOffer
from offers.models import (
    AddressCheck,
    CalendarFeed,
    ContactPerson,
    Offer,
    OfferDocument,
    Organisation,
    OrganisationMembership,
    Topic,
)
from offers.resources import OfferResource, OrganisationResource
from portal.admin import HistoryAdmin, ReadOnlyAdmin
from portal.exchange import ExchangeAdmin

LINE = mark_safe("<br>")


class DocumentsOfOffer(admin.TabularInline):
    model = OfferDocument
    extra = 0


class FeedOfOffer(admin.StackedInline):
    model = CalendarFeed
    extra = 0
    readonly_fields = ["read_at", "report"]


class StateFilter(admin.SimpleListFilter):
    title = "Was ansteht"
    parameter_name = "state"
    CHOSEN = {
        "waiting": ("zu prüfen", lambda offers: offers.waiting()),
        "overdue": ("nicht mehr bestätigt", lambda offers: offers.overdue(timezone.localdate())),
        "thin": ("öffentlich, unter 60 % vollständig", lambda offers: offers.filter(status="published", completeness__lt=60)),
    }

    def lookups(self, request, model_admin):
        return [(key, words) for key, (words, _) in self.CHOSEN.items()]

    def queryset(self, request, queryset):
        return self.CHOSEN[self.value()][1](queryset) if self.value() in self.CHOSEN else queryset


@admin.register(Offer)
class OfferAdmin(ExchangeAdmin, HistoryAdmin):
    resource_classes = [OfferResource]
    change_form_template = "admin/offer.html"
    list_display = ["title", "organisation", "stage", "status", "completeness", "due_on"]
    list_filter = [
        StateFilter,
        "status",
        "stage",
        "format",
        "topic",
        "for_youth",
        "for_parents",
        "for_schools",
        "for_firms",
        "municipality",
    ]
    list_select_related = ["organisation"]
    search_fields = ["title", "summary", "organisation__name"]
    autocomplete_fields = ["organisation", "partners", "contact", "municipality", "reaches"]
    readonly_fields = ["status", "standing", "missing", "twins", "published_at"]
    inlines = [EventsOfOffer, DocumentsOfOffer, FeedOfOffer]
    actions = ["adopt", "publish", "give_back", "confirm", "remind", "archive", "reopen"]
    fieldsets = [
        (None, {"fields": ["standing", "missing", "twins", "organisation", "partners", "title", "summary", "description"]}),
        ("Worum und für wen", {"fields": ["topic", "format", "stage", "fields", "languages"]}),
        ("Zielgruppen", {"fields": ["for_youth", "for_parents", "for_schools", "for_firms"]}),
        ("Klasse und Alter", {"fields": [("class_from", "class_to"), ("age_from", "age_to")]}),
        ("Wo", {"fields": ["municipality", "venue", "is_online", "coverage", "reaches", "access", "access_note"]}),
        ("Kosten", {"fields": ["is_free", "cost", "funding"]}),
        ("Anmeldung", {"fields": ["registration", "registration_url", "contact", "contact_email", "contact_phone"]}),
        ("Für Schulen", {"fields": ["duration", "class_size", "preparation", "follow_up", "curriculum", "school_cost"]}),
        ("Pflege", {"fields": ["update_months", "published_at", "is_demo"]}),
    ]

    @admin.display(description="Stand")
    def standing(self, offer):
        words = [offer.get_status_display()]
        if offer.proposed_by:
            words.append(f"vorgeschlagen von {offer.proposed_by}")
        if offer.return_reason:
            words.append(f"zurückgegeben: {offer.return_reason}")
        if offer.due_on and offer.status == Offer.Status.PUBLISHED:
            words.append(f"{'nicht bestätigt seit' if offer.is_overdue else 'zu bestätigen bis'} {offer.due_on:%d.%m.%Y}")
        return " · ".join(words)

    @admin.display(description="Vollständigkeit")
    def missing(self, offer):
        if not offer.pk:
            return "–"
        state = completeness.of(offer)
        needed = f" Für die Öffentlichkeit fehlt: {', '.join(state.needed)}." if state.needed else ""
        helpful = f" Würde helfen: {', '.join(state.helpful)}." if state.helpful else ""
        return f"{state.score} %.{needed}{helpful}"

    @admin.display(description="Vielleicht doppelt")
    def twins(self, offer):
        found = [(reverse("admin:offers_offer_change", args=[one.pk]), one.title, one.organisation) for one in duplicates.like(offer)]
        return format_html_join(LINE, '<a href="{}">{}</a>, {}', found) if found else "nichts Ähnliches gefunden"

    def get_urls(self):
        return [path("landschaft/", self.admin_site.admin_view(self.landscape_view), name="offers_offer_landscape"), *super().get_urls()]

    def landscape_view(self, request):
        """The matrix with what is in preparation; each number leads to its rows in this admin."""
        audience = landscape.asked_audience(request)
        found = landscape.staff_landscape(audience, "entwuerfe" in request.GET)
        context = self.admin_site.each_context(request) | {
            "title": "Bildungslandschaft",
            "opts": self.opts,
            "landscape": found,
            "rows": found.rows(),
            "region_row": found.region(),
            "audience": audience,
            "audiences": landscape.Audience.choices,
            "with_drafts": "entwuerfe" in request.GET,
            "needs": landscape.needs(),
        }
        return landscape.table_file(found) if "csv" in request.GET else TemplateResponse(request, "admin/landscape.html", context)

    def response_change(self, request, offer):
        """Saved and at once a step further: whoever has just read an entry need not go back to the list."""
        step = next((step for name, step in self.buttons.items() if name in request.POST), None)
        if step is None:
            return super().response_change(request, offer)
        answer = step(self, request, Offer.objects.filter(pk=offer.pk))
        return answer or redirect("admin:offers_offer_change", offer.pk)

    @admin.action(description="Vorschlag übernehmen", permissions=["change"])
    def adopt(self, request, queryset):
        self._steps(request, curation.adopt, queryset)

    @admin.action(description="Veröffentlichen", permissions=["change"])
    def publish(self, request, queryset):
        self._steps(request, curation.publish, queryset)

    @admin.action(description="Zurückgeben, mit Grund", permissions=["change"])
    def give_back(self, request, queryset):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            context = self.admin_site.each_context(request) | {"offers": queryset, "opts": self.opts, "title": "Zurückgeben, mit Grund"}
            return TemplateResponse(request, "admin/give_back_offers.html", context)
        self._steps(request, curation.give_back, queryset, reason)
        return None

    @admin.action(description="Als heute bestätigt kennzeichnen", permissions=["change"])
    def confirm(self, request, queryset):
        self._steps(request, curation.confirm, queryset)

    @admin.action(description="Träger nach dem Stand fragen (Mail)", permissions=["change"])
    def remind(self, request, queryset):
        asked = [curation.remind(offer) for offer in queryset.filter(status=Offer.Status.PUBLISHED).select_related("organisation")]
        self.message_user(request, f"{sum(asked)} gefragt, {len(asked) - sum(asked)} ohne E-Mail-Adresse.")

    @admin.action(description="Archivieren", permissions=["change"])
    def archive(self, request, queryset):
        self._steps(request, curation.archive, queryset)

    @admin.action(description="Wieder als Entwurf öffnen", permissions=["change"])
    def reopen(self, request, queryset):
        self._steps(request, curation.reopen, queryset)

    buttons = {"_adopt": adopt, "_publish": publish, "_give_back": give_back}  # on the page of one entry

    def _steps(self, request, step, queryset, *args) -> None:
        """What does not go is said and leaves the others alone."""
        for offer in queryset.select_related("organisation", "topic", "municipality"):
            try:
                step(offer, *args)
                self.message_user(request, f"„{offer}“: {offer.get_status_display()}")
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)


class PeopleOfOrganisation(admin.StackedInline):
    model = ContactPerson
    extra = 0


class MembersOfOrganisation(admin.StackedInline):
    model = OrganisationMembership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Organisation)
class OrganisationAdmin(ExchangeAdmin, HistoryAdmin):
    resource_classes = [OrganisationResource]
    list_display = ["name", "kind", "municipality", "is_verified", "is_trusted", "is_demo"]
    list_filter = ["is_verified", "is_trusted", "is_demo"]
    list_select_related = ["municipality"]
    search_fields = ["name"]
    autocomplete_fields = ["municipality", "area", "topics"]
    inlines = [PeopleOfOrganisation, MembersOfOrganisation]


@admin.register(OrganisationMembership)
class OrganisationMembershipAdmin(admin.ModelAdmin):
    list_display = ["organisation", "user", "is_approved"]
    list_filter = ["is_approved"]
    list_select_related = ["organisation", "user"]
    autocomplete_fields = ["organisation", "user"]
    actions = ["approve"]

    @admin.action(description="Zugang freigeben", permissions=["change"])
    def approve(self, request, queryset):
        self.message_user(request, f"{queryset.update(is_approved=True)} freigegeben.")


@admin.register(ContactPerson)
class ContactPersonAdmin(admin.ModelAdmin):
    list_display = ["name", "role", "organisation", "delete_on"]
    list_select_related = ["organisation"]
    search_fields = ["name", "role", "organisation__name"]
    autocomplete_fields = ["organisation"]
    readonly_fields = ["delete_on"]


class BrokenFilter(admin.SimpleListFilter):
    title = "Zustand"
    parameter_name = "broken"

    def lookups(self, request, model_admin):
        return [("1", "geht seit mindestens drei Nächten nicht")]

    def queryset(self, request, queryset):
        return queryset.broken() if self.value() else queryset


@admin.register(AddressCheck)
class AddressCheckAdmin(ReadOnlyAdmin):
    list_display = ["address", "outcome", "failures", "checked_at", "what_to_do"]
    list_filter = [BrokenFilter, "outcome"]
    search_fields = ["address"]
    fields = ["address", "outcome", "detail", "failures", "checked_at", "what_to_do", "used_by"]
    readonly_fields = fields

    @admin.display(description="Was tun?")
    def what_to_do(self, check):
        return check.help

    @admin.display(description="Steht bei")
    def used_by(self, check):
        """The entries that name this address."""
        offers = Offer.objects.filter(Q(registration_url=check.address) | Q(contact_email=check.address) | Q(documents__url=check.address))
        organisations = Organisation.objects.filter(Q(website=check.address) | Q(email=check.address) | Q(care_email=check.address))
        rows = [(reverse("admin:offers_offer_change", args=[one.pk]), one) for one in offers.distinct()]
        rows += [(reverse("admin:offers_organisation_change", args=[one.pk]), one) for one in organisations]
        return format_html_join(LINE, '<a href="{}">{}</a>', rows) or "–"


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name", "key"]
    search_fields = ["name"]
