"""What staff see of deliveries and keys."""

from django.contrib import admin

from internships.models import ApiToken, Delivery
from portal.admin import ReadOnlyAdmin


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """What firms' systems delivered, and what was refused."""

    list_display = ["company", "format", "received", "created", "changed", "unchanged", "closed", "rejected"]
    list_filter = ["format"]
    list_select_related = ["company"]
    search_fields = ["company__name"]
    exclude = ["content"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Which firms use the interface; a key can be revoked here, but never read."""

    list_display = ["name", "company", "hint", "created", "expires_on", "last_used", "revoked"]
    list_select_related = ["company"]
    search_fields = ["name", "company__name"]
    exclude = ["digest"]
    actions = ["revoke"]

    def has_revoke_permission(self, request):
        return request.user.has_perm("internships.change_apitoken")

    @admin.action(description="Sperren", permissions=["revoke"])
    def revoke(self, request, queryset):
        for token in queryset:
            token.revoke()
        self.message_user(request, "Gesperrt.")
