"""The companies' own admin at /betriebsbereich/: a user sees her companies' rows and no other, whatever the address."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from internships import inquiries, moderation
from internships.answer_views import answer_page, decline_all_page
from internships.dashboard import dashboard
from internships.models import Company, Inquiry, Posting


class CompanyLoginForm(AdminAuthenticationForm):
    """Lets in whoever belongs to a company; staff use their own entrance."""

    def confirm_login_allowed(self, user):
        if not Company.objects.of(user).exists():
            raise ValidationError(
                self.error_messages["invalid_login"], code="invalid_login", params={"username": self.username_field.verbose_name}
            )


class CompanySite(admin.AdminSite):
    site_header = f"{settings.REGION.portal_name} für Betriebe"
    site_title = "Betriebsbereich"
    index_title = "Ihre Plätze"
    site_url = "/betriebe/"
    enable_nav_sidebar = False
    login_form = CompanyLoginForm
    index_template = "company/index.html"
    login_template = "company/login.html"

    def has_permission(self, request):
        """Asked of the database once in a request, though the admin asks for every link it shows."""
        if not hasattr(request, "belongs_to_company"):
            request.belongs_to_company = request.user.is_authenticated and Company.objects.of(request.user).exists()
        return request.belongs_to_company

    def each_context(self, request):
        return super().each_context(request) | {"site_home": reverse("company:index")}

    def index(self, request, extra_context=None):
        return super().index(request, dashboard(request.user) | (extra_context or {}))


company_site = CompanySite(name="company")


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


@admin.register(Company, site=company_site)
class OwnCompanyAdmin(OwnRowsAdmin):
    list_display = ["name", "industry", "municipality"]
    list_select_related = ["municipality"]
    fields = ["name", "industry", "about", "street", "postal_code", "municipality", "website", "email", "phone", "answer_days"]
    readonly_fields = ["name"]

    def own(self, user):
        return Company.objects.of(user)

    def has_add_permission(self, request):
        return False


@admin.register(Posting, site=company_site)
class OwnPostingAdmin(OwnRowsAdmin):
    list_display = ["title", "kind", "status", "starts_on", "changed_at"]
    search_fields = ["title"]
    actions = ["submit", "pause", "resume", "fill", "copy"]
    readonly_fields = ["standing"]
    fieldsets = [
        (None, {"fields": ["standing", "company", "kind", "occupation", "title", "description", "municipality"]}),
        ("Wann und wie", {"fields": ["starts_on", "starts_until", "duration", "working_hours", "seats", "monthly_pay"]}),
        ("Für wen", {"fields": ["certificate", "minimum_age"]}),
        ("Ansprechperson", {"fields": ["contact_name", "contact_phone"]}),
    ]
    change_form_template = "company/posting_form.html"

    def own(self, user):
        return Posting.objects.of(user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "company":
            kwargs["queryset"] = Company.objects.of(request.user)
            kwargs["empty_label"] = None
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        company = Company.objects.of(request.user).first()
        return {"company": company, "municipality": company and company.municipality_id} | super().get_changeform_initial_data(request)

    @admin.display(description="Stand")
    def standing(self, posting):
        if posting.status == Posting.Status.REJECTED:
            return format_html("{}: {}", posting.get_status_display(), posting.rejection_reason)
        return posting.get_status_display()

    def save_model(self, request, obj, form, change):
        """Saved words of a public place go back to staff; «einreichen» hands a draft to them."""
        super().save_model(request, obj, form, change)
        if form.changed_data and moderation.can("revise", obj) and obj.status != Posting.Status.REJECTED:
            self._step(request, moderation.revise, obj)
        elif "_submit" in request.POST:
            self._step(request, moderation.submit, obj)

    def get_urls(self):
        steps = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(self._step_view(name))), name=f"posting_{name}")
            for name in STEPS
        ]
        return steps + super().get_urls()

    def _step_view(self, name):
        def view(request, pk):
            posting = self.get_queryset(request).filter(pk=pk).first()
            if posting is None:
                raise PermissionDenied
            copy = self._step(request, STEPS[name], posting)
            target = reverse("company:internships_posting_change", args=[copy.pk]) if copy else reverse("company:index")
            return HttpResponseRedirect(target)

        return view

    def _step(self, request, step, posting):
        try:
            result = step(posting)
            self.message_user(request, f"„{posting}“: {(result or posting).get_status_display()}")
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None
        return result

    @admin.action(description="Zur Freigabe einreichen")
    def submit(self, request, queryset):
        self._steps(request, moderation.submit, queryset)

    @admin.action(description="Pausieren")
    def pause(self, request, queryset):
        self._steps(request, moderation.pause, queryset)

    @admin.action(description="Wieder zeigen")
    def resume(self, request, queryset):
        self._steps(request, moderation.resume, queryset)

    @admin.action(description="Als besetzt schließen")
    def fill(self, request, queryset):
        self._steps(request, moderation.fill, queryset)

    @admin.action(description="Kopieren")
    def copy(self, request, queryset):
        self._steps(request, moderation.copy, queryset)

    def _steps(self, request, step, queryset):
        for posting in queryset:
            self._step(request, step, posting)


STEPS = {
    "einreichen": moderation.submit,
    "pausieren": moderation.pause,
    "zeigen": moderation.resume,
    "besetzt": moderation.fill,
    "kopieren": moderation.copy,
}


@admin.register(Inquiry, site=company_site)
class OwnInquiryAdmin(OwnRowsAdmin):
    list_display = ["name", "posting", "status", "created", "due_on"]
    list_filter = ["status"]
    list_select_related = ["posting"]

    def own(self, user):
        return Inquiry.objects.of(user)

    def has_add_permission(self, request):
        return False

    def get_urls(self):
        decline_all = self.admin_site.admin_view(self.decline_all)
        return [path("platz/<int:pk>/absagen/", decline_all, name="inquiry_decline_all"), *super().get_urls()]

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
