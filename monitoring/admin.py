"""Staff's admin of figures: bring a file, see what it would change, apply it, check it, let the public see it."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from monitoring import imports
from monitoring.computing import compute_all
from monitoring.formats.cells import Unreadable
from monitoring.models import Alert, Area, Delivery, Feed, Indicator, ReportBlock, Source, Target, Value
from portal.admin import HistoryAdmin

MOST_SHOWN = 200
MOST_BYTES = 30 * 1024 * 1024


class TargetsOfIndicator(admin.TabularInline):
    model = Target
    extra = 0
    fields = ["area", "year", "number", "decided"]
    autocomplete_fields = ["area"]


class FeedsOfSource(admin.TabularInline):
    model = Feed
    extra = 0
    autocomplete_fields = ["indicator"]


@admin.register(Indicator)
class IndicatorAdmin(HistoryAdmin):
    list_display = ["name", "topic", "unit", "direction", "is_from_portal", "formula", "is_public"]
    list_filter = ["is_public", "topic", "is_from_portal"]
    search_fields = ["name", "key", "definition"]
    inlines = [TargetsOfIndicator]
    actions = ["make_public", "withdraw"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if obj.formula:
            compute_all()

    @admin.action(description="Kennzahlen veröffentlichen", permissions=["change"])
    def make_public(self, request, queryset):
        self._set_public(request, queryset, is_public=True)

    @admin.action(description="Kennzahlen zurückziehen", permissions=["change"])
    def withdraw(self, request, queryset):
        self._set_public(request, queryset, is_public=False)

    def _set_public(self, request, queryset, is_public: bool) -> None:
        for indicator in queryset:
            indicator.is_public = is_public
            indicator.save()
        self.message_user(request, f"{queryset.count()} Kennzahlen {'öffentlich' if is_public else 'zurückgezogen'}.")


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["title", "key", "as_of", "rhythm_months", "due", "responsible"]
    search_fields = ["title", "key", "publisher"]
    inlines = [FeedsOfSource]

    @admin.display(description="fällig")
    def due(self, source):
        return source.due_on if source.rhythm_months else "–"


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "level", "is_shown"]
    list_filter = ["is_shown", "level"]
    search_fields = ["name", "code"]
    readonly_fields = ["code", "level", "municipality", "is_home"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Value)
class ValueAdmin(admin.ModelAdmin):
    """Figures to read, to check and to release; only their status words and notes of origin are the import's alone."""

    list_display = ["indicator", "area", "time", "sex", "category", "basis", "shown", "status", "stage"]
    list_filter = ["stage", "status", "indicator"]
    list_select_related = ["indicator", "area"]
    list_per_page = 100
    show_full_result_count = False
    search_fields = ["area__name", "indicator__name", "category"]
    actions = ["check_off", "release"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """The rows are read only; the right decides who may check and release."""
        return obj is None and super().has_change_permission(request)

    @admin.display(description="Wert")
    def shown(self, value):
        return value.text

    @admin.action(description="Als geprüft vermerken", permissions=["change"])
    def check_off(self, request, queryset):
        self.message_user(request, f"{queryset.check_off()} Werte geprüft.")

    @admin.action(description="Geprüfte Werte veröffentlichen", permissions=["change"])
    def release(self, request, queryset):
        released = queryset.release()
        self.message_user(request, f"{released} Werte veröffentlicht, {compute_all()} berechnete Werte erneuert.")


class UploadForm(forms.ModelForm):
    file = forms.FileField(
        label="Datei",
        help_text="Tabelle der Statistikämter (GENESIS klassisch oder flach) oder die Vorlage des Portals, als CSV. "
        "Sie sehen zuerst, was sich ändern würde.",
    )

    class Meta:
        model = Delivery
        fields = []

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Die Datei ist größer als 30 MB. Bitte nach Jahren oder Gebieten teilen.")
        delivery = Delivery.of(file.name, file.read())
        try:
            imports.dry_run(delivery)
        except Unreadable as reason:
            raise forms.ValidationError(str(reason)) from reason
        self.instance = delivery
        return file


def possible_steps(delivery: Delivery | None, stages: dict[str, int] | None) -> list[tuple[str, str]]:
    """What can be done with a delivery next."""
    if delivery is None or stages is None:
        return [("uebernehmen", "Übernehmen")] if delivery else []
    steps = [(Value.Stage.IMPORTED, "pruefen", "Als geprüft vermerken"), (Value.Stage.CHECKED, "veroeffentlichen", "Veröffentlichen")]
    return [(name, label) for stage, name, label in steps if stages[stage]]


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    """The add form takes a file; the page behind it shows what it would change and has the buttons for each step."""

    list_display = [
        "file_name",
        "started",
        "layout",
        "table",
        "created",
        "updated",
        "unchanged",
        "problem_count",
        "applied_at",
        "brought_by",
    ]
    list_filter = ["layout", ("applied_at", admin.EmptyFieldListFilter)]
    search_fields = ["file_name", "table"]
    form = UploadForm
    change_form_template = "admin/delivery.html"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("packed")

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        """What was applied stays as its trace."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.applied_at is None)

    def get_fields(self, request, obj=None):
        return ["file_name", "file_hash", "layout", "table", "as_of", "started", "brought_by", "applied_at"] if obj else ["file"]

    @admin.display(description="Probleme")
    def problem_count(self, delivery):
        return len(delivery.problems)

    def save_model(self, request, obj, form, change):
        obj.brought_by = request.user
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(reverse("admin:monitoring_delivery_change", args=[obj.pk]))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        delivery = self.get_object(request, object_id)
        context = {"delivery": delivery, "may_apply": super().has_change_permission(request)}
        if delivery and not delivery.applied_at:
            made = imports.dry_run(delivery)
            context |= {
                "plan": made,
                "changes": made.changed[:MOST_SHOWN],
                "news": [(fact, imports.written(fact.status, fact.number)) for fact in made.new[:20]],
            }
        elif delivery:
            context["stages"] = {stage: delivery.values.filter(stage=stage).count() for stage in Value.Stage.values}
        context["steps"] = [
            (name, reverse(f"admin:monitoring_delivery_{name}", args=[object_id]), label)
            for name, label in possible_steps(delivery, context.get("stages"))
        ]
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def get_urls(self):
        steps = {"uebernehmen": self.apply, "pruefen": self.check_off, "veroeffentlichen": self.release}
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(step)), name=f"monitoring_delivery_{name}")
            for name, step in steps.items()
        ] + super().get_urls()

    def _step(self, request, pk: int, act) -> HttpResponseRedirect | TemplateResponse:
        """One step of a delivery for those who may change figures."""
        if not request.user.has_perm("monitoring.change_delivery"):
            return TemplateResponse(request, "403.html", status=403)
        self.message_user(request, act(get_object_or_404(Delivery, pk=pk)), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:monitoring_delivery_change", args=[pk]))

    def apply(self, request, pk):
        def act(delivery: Delivery) -> str:
            if delivery.applied_at:
                return "Diese Lieferung war schon übernommen."
            imports.apply(delivery)
            return f"Übernommen: {delivery.counts}. Die Werte warten jetzt auf Prüfung."

        return self._step(request, pk, act)

    def check_off(self, request, pk):
        return self._step(request, pk, lambda delivery: f"{delivery.values.all().check_off()} Werte geprüft.")

    def release(self, request, pk):
        def act(delivery: Delivery) -> str:
            return f"{delivery.values.all().release()} Werte veröffentlicht, {compute_all()} berechnete Werte erneuert."

        return self._step(request, pk, act)


@admin.register(Alert)
class AlertAdmin(admin.ModelAdmin):
    list_display = ["indicator", "area", "kind", "limit", "is_active"]
    list_filter = ["is_active", "kind"]
    list_select_related = ["indicator", "area"]
    autocomplete_fields = ["indicator", "area"]


@admin.register(ReportBlock)
class ReportBlockAdmin(HistoryAdmin):
    list_display = ["heading", "position", "indicator", "chart", "scope", "is_public"]
    list_editable = ["position"]
    list_filter = ["is_public", "scope"]
    list_select_related = ["indicator"]
    search_fields = ["heading", "text"]
    autocomplete_fields = ["indicator"]
