"""Staff's admin of companies and places: the queue of what waits for approval comes first."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from internships import answering, company_postings, duplicates, exchange_admin, moderation, people, reports  # noqa: F401 - two only register admins
from internships.models import Company, CompanySite, Inquiry, JoinRequest, Membership, Posting, Report
from internships.periods import staff as periods  # noqa: F401 - registers their admin
from portal.admin import HistoryAdmin, ReadOnlyAdmin
from portal.staff_steps import OneClickAdmin


class MembersOfCompany(admin.StackedInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


class SitesOfCompany(admin.StackedInline):
    model = CompanySite
    extra = 0
    autocomplete_fields = ["municipality"]


class BouncedFilter(admin.SimpleListFilter):
    title = "Erreichbarkeit"
    parameter_name = "bounced"

    def lookups(self, request, model_admin):
        return [("1", "Mails kommen nicht an")]

    def queryset(self, request, queryset):
        return queryset.with_bounced_mail() if self.value() else queryset


class SilentFilter(admin.SimpleListFilter):
    title = "antwortet nicht"
    parameter_name = "silent"

    def lookups(self, request, model_admin):
        return [("1", "Plätze deshalb pausiert")]

    def queryset(self, request, queryset):
        return queryset.silent() if self.value() else queryset


@admin.register(Company)
class CompanyAdmin(OneClickAdmin, HistoryAdmin):
    formfield_overrides = {models.ImageField: {"widget": AdminFileWidget(attrs={"aria-label": "Logo"})}}
    steps = {"geprueft": people.verify, "geklaert": answering.break_silence}
    list_display = ["name", "industry", "municipality", "answers", "is_verified", "is_demo"]
    list_filter = ["is_verified", BouncedFilter, SilentFilter, "is_demo", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["name", "industry", "email"]
    autocomplete_fields = ["municipality"]
    inlines = [MembersOfCompany, SitesOfCompany]
    readonly_fields = ["created"]
    actions = ["verify"]

    def get_urls(self):
        decline = path("<int:pk>/ablehnen/", self.admin_site.admin_view(self.decline), name="company_decline")
        return [decline, *super().get_urls()]

    def decline(self, request, pk):
        company = get_object_or_404(Company, pk=pk)
        if not self.has_delete_permission(request, company):
            raise PermissionDenied
        page = {"company": company, "title": "Betrieb ablehnen"}
        done = f"„{company}“ ist abgelehnt und gelöscht, die Mail ist unterwegs."
        return _written(self, request, "reason", lambda reason: people.turn_down(company, reason), done, "admin/decline_company.html", page)

    @admin.action(description="Als geprüft freigeben", permissions=["change"])
    def verify(self, request, queryset):
        for company in queryset:
            _tried(self, request, lambda company=company: people.verify(company), f"„{company}“ ist geprüft, die Mail ist unterwegs.")

    @admin.display(description="Antworten")
    def answers(self, company):
        return f"{company.answers_given} von {company.answers_due}" if company.answers_due else "–"


class WaitingFilter(admin.SimpleListFilter):
    title = "Warteschlange"
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [("1", "wartet auf Freigabe")]

    def queryset(self, request, queryset):
        return queryset.waiting() if self.value() else queryset


@admin.register(Posting)
class PostingAdmin(OneClickAdmin, HistoryAdmin):
    steps = {"freigeben": moderation.approve}
    joined = ["company"]
    list_display = ["title", "company", "kind", "municipality", "status", "changed_at"]
    list_filter = [WaitingFilter, "status", "kind"]
    list_select_related = ["company", "municipality"]
    search_fields = ["title", "company__name", "occupation__name", "reference"]
    autocomplete_fields = ["company", "occupation", "municipality"]
    readonly_fields = ["doubles", "status", "rejection_reason", "ended_because", "published_at", "confirmed_on"]
    actions = ["approve", "reject"]
    change_form_template = "admin/posting_form.html"

    def get_urls(self):
        give_back = path("<int:pk>/zurueckgeben/", self.admin_site.admin_view(self.give_back), name="posting_give_back")
        return [give_back, *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """A place is at a site of its own firm."""
        form = super().get_form(request, obj, change, **kwargs)
        if site := form.base_fields.get("site"):
            site.queryset = CompanySite.objects.filter(company=obj and obj.company_id)
        return form

    def response_change(self, request, obj):
        """Saved and at once a step further: what staff have put right is what goes public."""
        if "_give_back" in request.POST:
            return HttpResponseRedirect(reverse("admin:posting_give_back", args=[obj.pk]))
        if "_approve" not in request.POST:
            return super().response_change(request, obj)
        _step(self, request, moderation.approve, obj)
        return HttpResponseRedirect(self.after_step(request))

    def give_back(self, request, pk):
        posting = get_object_or_404(Posting.objects.select_related("company"), pk=pk)
        if not self.has_change_permission(request, posting):
            raise PermissionDenied
        page = {"posting": posting, "title": "Platz zurückgeben"}
        done = f"„{posting}“ ist zurückgegeben, die Mail ist unterwegs."
        return _written(
            self, request, "reason", lambda reason: moderation.reject(posting, reason), done, "admin/give_back_posting.html", page
        )

    @admin.display(description="Vielleicht doppelt")
    def doubles(self, posting):
        """Cautious: the same firm, occupation, kind and municipality, and nearly the same title."""
        if posting.pk is None or not (found := duplicates.doubles_of(posting)):
            return "kein ähnlicher Platz dieses Betriebs"
        address = "admin:internships_posting_change"
        links = (
            (reverse(address, args=[other.pk]), other.title, other.get_status_display(), other.reference or "keine") for other in found
        )
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a> ({}, Referenz: {})', links)

    @admin.action(description="Freigeben", permissions=["change"])
    def approve(self, request, queryset):
        for posting in queryset.select_related("company"):
            _step(self, request, moderation.approve, posting)

    @admin.action(description="Zurückgeben, mit Grund", permissions=["change"])
    def reject(self, request, queryset):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            context = self.admin_site.each_context(request) | {"postings": queryset, "opts": self.opts, "title": "Zurückgeben, mit Grund"}
            return TemplateResponse(request, "admin/reject_postings.html", context)
        for posting in queryset.select_related("company"):
            _step(self, request, moderation.reject, posting, reason)
        return None


def _step(model_admin, request, step, posting, *args) -> None:
    """One step of a place's life."""
    if _tried(model_admin, request, lambda: step(posting, *args)):
        model_admin.message_user(request, f"„{posting}“: {posting.get_status_display()}")


def _tried(model_admin, request, step, words: str = "") -> bool:
    """What does not go is said and leaves the others alone."""
    if problem := _refused(step):
        model_admin.message_user(request, problem, messages.ERROR)
    elif words:
        model_admin.message_user(request, words)
    return not problem


def _written(model_admin, request, name, step, done, template, page):
    """A page on which staff write what the firm will read: the step is taken with it, or refused with nothing typed lost."""
    words = request.POST.get(name, "")
    problem = _refused(lambda: step(words)) if request.method == "POST" else None
    if problem == "":
        model_admin.message_user(request, done)
        return HttpResponseRedirect(reverse("admin:index"))
    context = page | {name: words, "problem": problem, "opts": model_admin.opts}
    return TemplateResponse(request, template, model_admin.admin_site.each_context(request) | context)


def _refused(step) -> str:
    """Why a step was not taken; empty when it was."""
    try:
        step()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnlyAdmin):
    """Staff decide where a company has nobody who could."""

    list_display = ["user", "company", "created"]
    list_select_related = ["user", "company"]
    actions = ["admit", "turn_away"]

    def has_decide_permission(self, request):
        return request.user.has_perm("internships.change_joinrequest")

    @admin.action(description="Aufnehmen", permissions=["decide"])
    def admit(self, request, queryset):
        for wish in queryset:
            _tried(self, request, lambda wish=wish: people.admit(wish), f"{wish.user} gehört jetzt zu „{wish.company}“.")

    @admin.action(description="Ablehnen", permissions=["decide"])
    def turn_away(self, request, queryset):
        for wish in queryset:
            _tried(self, request, lambda wish=wish: people.turn_away(wish), f"{wish.user} bekommt eine Absage.")


@admin.register(Inquiry)
class InquiryAdmin(ReadOnlyAdmin):
    """Staff see that something was asked and whether it was answered, not who asked what."""

    list_display = ["posting", "company", "status", "created", "due_on", "delete_on"]
    list_filter = ["status"]
    list_select_related = ["posting__company"]
    fields = ["posting", "company", "status", "reason", "created", "due_on", "answered_at", "delete_on"]

    @admin.display(description="Betrieb")
    def company(self, inquiry):
        return inquiry.posting.company


@admin.register(Report)
class ReportAdmin(OneClickAdmin, ReadOnlyAdmin):
    steps = {"erledigt": reports.dismiss, "pausieren": reports.pause_place}
    joined = ["posting"]
    list_display = ["posting", "reason", "created", "outcome"]
    list_filter = ["outcome", "reason"]
    list_select_related = ["posting"]
    fields = ["posting", "reason", "note", "created", "outcome", "delete_on"]

    def may_take_steps(self, request, row):
        return request.user.has_perm("internships.change_report")

    def get_urls(self):
        write = path("<int:pk>/schreiben/", self.admin_site.admin_view(self.write), name="report_write")
        return [write, *super().get_urls()]

    def write(self, request, pk):
        report = get_object_or_404(Report.objects.select_related("posting__company"), pk=pk)
        if not self.may_take_steps(request, report):
            raise PermissionDenied
        page = {"report": report, "title": "Betrieb anschreiben"}
        done = f"{report.posting.company} ist angeschrieben."
        return _written(self, request, "text", lambda text: reports.write(report, text), done, "admin/write_to_company.html", page)
