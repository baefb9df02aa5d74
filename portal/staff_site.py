"""The staff's admin at /verwaltung/."""

from django.conf import settings
from django.contrib import admin


class StaffSite(admin.AdminSite):
    site_header = f"{settings.REGION.portal_name}: Verwaltung"
    site_title = "Verwaltung"
    index_title = "Was ansteht"
