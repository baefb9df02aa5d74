"""The companies' own admin at /betriebsbereich/: a user sees her companies' rows and no other, whatever the address."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminFileWidget
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect
from django.urls import path, reverse

from internships import company_exchange, inquiries
from internships.answer_views import answer_page, decline_all_page
from internships.dashboard import dashboard
from internships.models import Company, CompanySite, Inquiry, Posting
from portal.pictures import made_anew
from portal.spam import phone_number

LOGO_SIZE = (400, 400)


class CompanyAdminSite(admin.AdminSite):
    site_header = f"{settings.REGION.portal_name} für Betriebe"
    site_title = "Betriebsbereich"
    index_title = "Ihre Plätze"
    site_url = "/betriebe/"
    enable_nav_sidebar = False
    index_template = "company/index.html"

    def has_permission(self, request):
        """Asked of the database once per request, though Django asks for each entry of the menu."""
        if not hasattr(request, "belongs_to_a_company"):
            request.belongs_to_a_company = request.user.is_authenticated and Company.objects.of(request.user).exists()
        return request.belongs_to_a_company

    def login(self, request, extra_context=None):
        """Who is signed in but belongs to no company is led to finding hers."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("company:index"))
        return redirect("company:index" if self.has_permission(request) else "company_join")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def each_context(self, request):
        return super().each_context(request) | {"site_home": reverse("company:index")}

    def get_urls(self):
        return [*company_exchange.urls(self), *super().get_urls()]

    def index(self, request, extra_context=None):
        return super().index(request, dashboard(request.user) | (extra_context or {}))


company_site = CompanyAdminSite(name="company")


class OwnRowsAdmin(admin.ModelAdmin):
    """Rights of a company's user: her own rows only, decided by `own` and nothing else."""

    list_per_page = 30
    show_full_result_count = False

    def own(self, user):
        raise NotImplementedError

    def get_queryset(self, request):
        return self.own(request.user)

    def has_module_permission(self, request):
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request) and (obj is None or self.own(request.user).filter(pk=obj.pk).exists())

    has_change_permission = has_view_permission

    def has_add_permission(self, request):
        return self.admin_site.has_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "company":
            kwargs["queryset"] = Company.objects.of(request.user)
            kwargs["empty_label"] = None
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CompanyForm(forms.ModelForm):
    """A new logo is checked by its content and made small."""

    def clean_phone(self):
        return phone_number(self.cleaned_data["phone"])

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        return made_anew(logo, *LOGO_SIZE) if "logo" in self.changed_data and logo else logo


@admin.register(Company, site=company_site)
class OwnCompanyAdmin(OwnRowsAdmin):
    list_display = ["name", "industry", "municipality"]
    list_select_related = ["municipality"]
    fields = ["name", "industry", "about", "logo", "street", "postal_code", "municipality", "website", "email", "phone"]
    fields += ["answer_days"]
    form = CompanyForm
    formfield_overrides = {models.ImageField: {"widget": AdminFileWidget(attrs={"aria-label": "Logo"})}}
    readonly_fields = ["name"]

    def own(self, user):
        return Company.objects.of(user)

    def has_add_permission(self, request):
        return False


@admin.register(CompanySite, site=company_site)
class OwnSiteAdmin(OwnRowsAdmin):
    list_display = ["name", "street", "postal_code", "municipality"]
    list_select_related = ["municipality"]
    fields = ["company", "name", "street", "postal_code", "municipality"]

    def own(self, user):
        return CompanySite.objects.of(user)

    def has_delete_permission(self, request, obj=None):
        return self.has_view_permission(request, obj)


@admin.register(Inquiry, site=company_site)
class OwnInquiryAdmin(OwnRowsAdmin):
    list_display = ["name", "status", "posting", "created", "due_on"]
    list_filter = ["status"]
    list_select_related = ["posting"]

    def own(self, user):
        return Inquiry.objects.of(user)

    def has_add_permission(self, request):
        return False

    def get_urls(self):
        decline_all = self.admin_site.admin_view(self.decline_all)
        return [path("platz/<int:pk>/absagen/", decline_all, name="inquiry_decline_all"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Ihre Anfragen"} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Reading and answering on one page; a new one counts as read from now on."""
        inquiry = self.get_object(request, unquote(object_id))
        if inquiry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "GET":
            inquiries.mark_read(inquiry)
        context = self.admin_site.each_context(request) | {"title": str(inquiry), "opts": self.opts}
        return answer_page(request, inquiry, "company/inquiry.html", context, lambda: reverse("company:index"))

    def decline_all(self, request, pk):
        posting = Posting.objects.of(request.user).filter(pk=pk).select_related("company").first()
        if posting is None:
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {"title": "Freundlich absagen", "opts": self.opts}
        return decline_all_page(request, posting, context)
