"""Staff's admin for the ground's tables, and the base that all rooms' admins share."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django_tasks_db.models import DBTaskResult
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from portal import mail
from portal.comparison import LONGEST
from portal.models import ImportRun, MailProblem, Municipality, OutgoingMail, PostalCode, School, Synonym, UnmetSearch, User

admin.site.unregister([DBTaskResult, EmailAddress, Authenticator])  # outbox and accounts say what matters of them, in German


class HistoryAdmin(SimpleHistoryAdmin):
    """Keeps who changed what and shows it side by side; lists show 30 rows and count only once."""

    list_per_page = 30
    show_full_result_count = False
    save_on_top = True
    object_history_list_template = "admin/history_list.html"

    def get_historical_record_context_helper(self, request, historical_record):
        """Whole texts, not their first hundred letters: a change is seen where it is."""
        return HistoricalRecordContextHelper(self.model, historical_record, max_displayed_delta_change_chars=LONGEST)


class ReadOnlyAdmin(admin.ModelAdmin):
    """For facts that only an import changes."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class EmailUserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]


class EmailUserChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class AccountAdmin(UserAdmin):
    form = EmailUserChangeForm
    add_form = EmailUserCreationForm
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("Rechte", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Zeiten", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "usable_password", "password1", "password2"]})]
    actions = ["forget_second_factor"]

    def save_model(self, request, obj, form, change):
        """Whoever has the old mailbox is out; the new one is confirmed by a mailed code at the next sign-in."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()

    @admin.action(description="Zweiten Faktor zurücksetzen (Handy verloren)", permissions=["change"])
    def forget_second_factor(self, request, queryset):
        """The person signs in by mail or password once and is led to a new one."""
        for user in queryset:
            if Authenticator.objects.filter(user=user).delete()[0]:
                mail.send(
                    "account_notice",
                    user.email,
                    {"notice": f"{request.user} hat den zweiten Faktor Ihres Kontos zurückgesetzt."},
                )
        self.message_user(request, "Der zweite Faktor ist zurückgesetzt, die Mails sind unterwegs.")


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnlyAdmin):
    list_display = ["name", "ags", "kind", "samtgemeinde", "population"]
    list_filter = ["kind"]
    search_fields = ["name", "ags"]


@admin.register(PostalCode)
class PostalCodeAdmin(ReadOnlyAdmin):
    list_display = ["code", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["code", "municipality__name"]


@admin.register(School)
class SchoolAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "municipality", "email", "is_demo"]
    list_filter = ["kind", ("email", admin.EmptyFieldListFilter)]
    list_select_related = ["municipality"]
    search_fields = ["name"]
    autocomplete_fields = ["municipality"]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["what", "started", "created", "updated", "unchanged", "kept"]
    list_filter = ["what"]


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    list_display = ["typed", "meant"]
    search_fields = ["typed", "meant"]


class GivenUpFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "given_up"

    def lookups(self, request, model_admin):
        return [("1", "aufgegeben"), ("0", "unterwegs")]

    def queryset(self, request, queryset):
        return {"1": queryset.given_up, "0": queryset.waiting}.get(self.value(), queryset.all)()


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    """Staff see that a mail waits and why, not what somebody wrote in it."""

    list_display = ["subject", "to", "created", "attempts", "next_try", "given_up", "last_error"]
    list_filter = [GivenUpFilter]
    fields = list_display
    actions = ["try_again"]

    def has_retry_permission(self, request):
        return request.user.has_perm("portal.change_outgoingmail")

    @admin.action(description="Noch einmal versuchen", permissions=["retry"])
    def try_again(self, request, queryset):
        for letter in queryset.given_up():
            letter.try_again()
            mail.enqueue(letter.pk)
        self.message_user(request, "Die Mails sind wieder auf dem Weg.")


@admin.register(MailProblem)
class MailProblemAdmin(ReadOnlyAdmin):
    """Whoever has put an address right takes it off the list."""

    list_display = ["address", "reason", "seen", "until"]
    search_fields = ["address"]

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("portal.delete_mailproblem")


@admin.register(UnmetSearch)
class UnmetSearchAdmin(ReadOnlyAdmin):
    """Only what so many looked for that nobody is behind it."""

    list_display = ["term", "municipality", "where", "half_year", "number"]
    list_filter = ["where", "half_year"]
    list_select_related = ["municipality"]
    search_fields = ["term"]

    def get_queryset(self, request):
        return super().get_queryset(request).shown()
