from django.contrib import admin, messages
from django.forms.models import model_to_dict

from occupations.check.pages.models import AnswerCount, ClassCode, MatchingRules
from occupations.forms import ProfileForm, plain_language_faults
from occupations.models import Field, InterestRating, MinimumPay, Occupation, OccupationField, Profile, Specialisation
from portal.admin import HistoryAdmin, ReadOnlyAdmin


class FieldsOfOccupation(admin.StackedInline):
    model = OccupationField
    extra = 0
    max_num = 3


class SpecialisationsOfOccupation(admin.StackedInline):
    model = Specialisation
    extra = 0


class RatingsOfOccupation(admin.TabularInline):
    """Where the interest profile comes from: to read, not to change."""

    model = InterestRating
    extra = 0
    fields = readonly_fields = ["scale", "source", "value", "reason"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Profile)
class ProfileAdmin(HistoryAdmin):
    form = ProfileForm
    list_display = ["occupation", "summary"]
    list_select_related = ["occupation"]
    search_fields = ["occupation__name", "summary"]

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        obj.occupation.save()  # renews the search index
        for fault in plain_language_faults(obj):
            self.message_user(request, f"Gespeichert. Noch zu verbessern: {fault}", messages.WARNING)


@admin.register(Occupation)
class OccupationAdmin(HistoryAdmin):
    list_display = ["name", "training", "months", "kldb", "interests_released", "is_offered"]
    list_filter = ["training", "fields", "interests_released", "is_offered"]
    search_fields = ["name", "name_masculine", "name_feminine", "kldb"]
    inlines = [FieldsOfOccupation, SpecialisationsOfOccupation, RatingsOfOccupation]
    actions = ["release_interests", "withdraw_interests"]

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
