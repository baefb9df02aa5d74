from django.contrib import admin, messages
from django.db.models import F, Value
from django.db.models.functions import Lower, StrIndex
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from occupations.check.pages.models import AnswerCount, ClassCode, MatchingRules
from occupations.forms import OccupationForm, ProfileForm, plain_language_faults
from occupations.models import SCALE_NAMES, Field, InterestRating, MinimumPay, Occupation, OccupationField, Profile, Specialisation
from portal.admin import HistoryAdmin, ReadOnlyAdmin
from portal.staff_steps import OneClickAdmin


class FieldsOfOccupation(admin.StackedInline):
    model = OccupationField
    extra = 0
    max_num = 3


class SpecialisationsOfOccupation(admin.StackedInline):
    model = Specialisation
    extra = 0


class RatingsOfOccupation(admin.TabularInline):
    """Where the interest profile comes from, in the order R I A S E C: to read, not to change."""

    model = InterestRating
    extra = 0
    fields = readonly_fields = ["scale_name", "source", "value", "reason"]
    can_delete = False

    @admin.display(description="Interesse")
    def scale_name(self, rating):
        return f"{rating.scale}: {SCALE_NAMES[rating.scale]}"

    def get_queryset(self, request):
        return super().get_queryset(request).order_by(StrIndex(Value("".join(SCALE_NAMES)), F("scale")), "source")

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Profile)
class ProfileAdmin(HistoryAdmin):
    form = ProfileForm
    list_display = ["occupation", "summary"]
    list_select_related = ["occupation"]
    ordering = [Lower("occupation__name")]
    search_fields = ["occupation__name", "summary"]

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        obj.occupation.save()  # renews the search index
        for fault in plain_language_faults(obj):
            self.message_user(request, f"Gespeichert. Noch zu verbessern: {fault}", messages.WARNING)


@admin.register(Occupation)
class OccupationAdmin(OneClickAdmin, HistoryAdmin):
    form = OccupationForm
    steps = {"freigeben": Occupation.release_interests}
    list_display = ["name", "interests", "training", "months", "is_offered", "kldb"]
    list_filter = ["training", "fields", "interests_released", "is_offered"]
    search_fields = ["name", "name_masculine", "name_feminine", "kldb"]
    readonly_fields = ["interests"]
    inlines = [RatingsOfOccupation, FieldsOfOccupation, SpecialisationsOfOccupation]
    actions = ["release_interests", "withdraw_interests"]

    @admin.display(description="Interessenprofil", ordering="interests_released")
    def interests(self, occupation):
        """Released, or the button that does it: it posts from the form of the list or of the page."""
        if occupation.interests_released or occupation.realistic is None:
            return "freigegeben" if occupation.interests_released else "–"
        address = reverse("admin:occupations_occupation_step", args=[occupation.pk, "freigeben"])
        words = '<button class="button" formaction="{}">Freigeben<span class="visually-hidden"> ({})</span></button>'
        return format_html(words, address, occupation)

    def after_step(self, request):
        """Back to the page, or to the list as it was filtered."""
        came_from = request.headers.get("Referer", "")
        mine = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
        return came_from if mine else reverse("admin:occupations_occupation_changelist")

    @admin.action(description="Interessenprofile freigeben", permissions=["change"])
    def release_interests(self, request, queryset):
        self.message_user(request, f"{queryset.exclude(realistic=None).update(interests_released=True)} Interessenprofile freigegeben.")

    @admin.action(description="Freigabe der Interessenprofile zurücknehmen", permissions=["change"])
    def withdraw_interests(self, request, queryset):
        self.message_user(request, f"Freigabe von {queryset.update(interests_released=False)} Interessenprofilen zurückgenommen.")


@admin.register(Field)
class FieldAdmin(admin.ModelAdmin):
    list_display = ["name", "key", "position"]
    list_editable = ["position"]


@admin.register(MinimumPay)
class MinimumPayAdmin(admin.ModelAdmin):
    list_display = ["start_year", "first_year", "second_year", "third_year", "fourth_year", "source"]


@admin.register(MatchingRules)
class MatchingRulesAdmin(admin.ModelAdmin):
    """Versions: the newest counts. A new one starts from it; none is changed or deleted, so a past result can be explained."""

    list_display = ["__str__", "note", "interests", "fields", "abilities", "conditions", "malus", "very_good", "good", "look"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changeform_initial_data(self, request):
        newest = MatchingRules.objects.first()
        return model_to_dict(newest, exclude=["id", "note"]) if newest else {}


@admin.register(ClassCode)
class ClassCodeAdmin(ReadOnlyAdmin):
    """How much the class mode is used; what a class ticked is for its teacher."""

    list_display = ["code", "taken", "delete_on"]
    fields = list_display


@admin.register(AnswerCount)
class AnswerCountAdmin(ReadOnlyAdmin):
    list_display = ["what", "version", "number"]
    list_filter = ["version"]
    list_per_page = 60
