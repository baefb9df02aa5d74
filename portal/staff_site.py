"""The staff's admin at /verwaltung/."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from portal.accounts import has_second_factor


class StaffSite(admin.AdminSite):
    site_header = f"{settings.REGION.portal_name}: Verwaltung"
    site_title = "Verwaltung"
    index_title = "Was ansteht"
    index_template = "admin/staff_index.html"

    def has_permission(self, request):
        return super().has_permission(request) and (not settings.STAFF_SECOND_FACTOR or has_second_factor(request.user))

    def login(self, request, extra_context=None):
        """Who works here but has no second factor yet is led to it."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        if self.has_permission(request):
            return redirect("admin:index")
        if not request.user.is_staff:
            raise PermissionDenied
        messages.warning(request, "Für die Verwaltung brauchen Sie einen zweiten Faktor: eine Code-App oder einen Passkey.")
        return redirect("mfa_index")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def each_context(self, request):
        return super().each_context(request) | {"site_home": reverse("admin:index")}
