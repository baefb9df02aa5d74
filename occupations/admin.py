from django.contrib import admin

from occupations.models import Field, MinimumPay, Occupation, OccupationField, Specialisation
from portal.admin import HistoryAdmin


class FieldsOfOccupation(admin.TabularInline):
    model = OccupationField
    extra = 0
    max_num = 3


class SpecialisationsOfOccupation(admin.TabularInline):
    model = Specialisation
    extra = 0


@admin.register(Occupation)
class OccupationAdmin(HistoryAdmin):
    list_display = ["name", "training", "months", "kldb", "interests_released", "is_offered"]
    list_filter = ["training", "fields", "interests_released", "is_offered"]
    search_fields = ["name", "name_masculine", "name_feminine", "kldb"]
    inlines = [FieldsOfOccupation, SpecialisationsOfOccupation]
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
