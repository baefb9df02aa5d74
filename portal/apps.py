from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"
    default = True


class StaffAdminConfig(admin_apps.AdminConfig):
    default_site = "portal.staff_site.StaffSite"
    default = False
