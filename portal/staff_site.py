"""The staff's admin at /verwaltung/."""

from django.conf import settings
from django.contrib import admin
from django.urls import reverse


class StaffSite(admin.AdminSite):
    site_header = f"{settings.REGION.portal_name}: Verwaltung"
    site_title = "Verwaltung"
    index_title = "Was ansteht"
    index_template = "admin/staff_index.html"
    login_template = "admin/staff_login.html"

    def each_context(self, request):
        return super().each_context(request) | {"site_home": reverse("admin:index")}
