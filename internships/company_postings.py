"""A firm's places in its own area: started with two choices, then a list of small tasks, each on a page of its own."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from internships import moderation
from internships.company_forms import DATE, TIME, DatesForm, PictureForm, PostingForm, WeekdaysField, WeekForm
from internships.company_site import OwnRowsAdmin, company_site
from internships.hints import hints
from internships.models import Company, CompanySite, Posting, PostingPicture, PostingWeek
from internships.models.pictures import MOST_PICTURES
from internships.suggestions import suggested_text
from internships.tasks import SECTIONS, next_section, tasks_of
from occupations.models import Occupation

Status = Posting.Status
START = ("company", "kind", "occupation")
WEEKS_INTRO = "Jugendliche finden den Platz dann über ihre Praktikumszeit. Sobald hier Wochen stehen, gilt er nur in diesen als frei."
WEEKS = (
    "Viele Wochen auf einmal",
    {"fields": ["school_weeks", ("weeks_from", "weeks_until", "weeks_capacity")], "description": WEEKS_INTRO},
)
STEPS = {
    "zurueckholen": ("revive", "Wieder zeigen"),
    "zeigen": ("resume", "Wieder zeigen"),
    "einreichen": ("submit", "Zur Freigabe einreichen"),
    "bestaetigen": ("confirm", "Noch frei"),
    "pausieren": ("pause", "Pausieren"),
    "besetzt": ("fill", "Ist besetzt"),
    "kopieren": ("copy", "Kopieren"),
}
"""Last part of the address: (function of moderation.py, words on the button)."""


def possible_steps(posting: Posting) -> list[tuple[str, str]]:
    """(last part of the address, words) of what makes sense now, the likeliest first: a place is confirmed once we have asked."""
    moot = {"confirm": not posting.reminders, "submit": moderation.can("revive", posting)}
    open_now = [name for name, (step, _) in STEPS.items() if step == "copy" or moderation.can(step, posting) and not moot.get(step)]
    return [(name, STEPS[name][1]) for name in open_now]


class PartOfPosting(admin.StackedInline):
    """Rows that belong to a place: whoever may change the place may change them."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class WeeksInline(PartOfPosting):
    model = PostingWeek
    form = WeekForm
    fields = ["monday", "capacity", "taken"]
    readonly_fields = ["taken"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(monday__gte=timezone.localdate() - timedelta(days=7))


class PicturesInline(PartOfPosting):
    model = PostingPicture
    form = PictureForm
    max_num = MOST_PICTURES
    extra = MOST_PICTURES


@admin.register(Posting, site=company_site)
class OwnPostingAdmin(OwnRowsAdmin):
    list_display = ["title", "kind", "status", "starts_on", "changed_at"]
    search_fields = ["title"]
    actions = ["submit", "pause", "resume", "fill", "copy"]
    form = PostingForm
    formfield_overrides = {
        models.DateField: {"widget": DATE},
        models.TimeField: {"widget": TIME},
        models.URLField: {"widget": forms.URLInput(attrs={"class": "vURLField"})},
    }
    add_form_template = "company/posting_start.html"
    change_form_template = "company/posting_form.html"

    def own(self, user):
        return Posting.objects.of(user)

    def part(self, request) -> str:
        """The section that is being worked on; empty means all."""
        return request.GET.get("teil", "") if request.GET.get("teil") in SECTIONS else ""

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": START})]
        parts = [self.part(request)] if self.part(request) else SECTIONS
        sections = [SECTIONS[part] for part in parts]
        alone = len(sections) == 1
        shown = [
            (None, {"fields": section.fields}) if alone else (section.title, {"fields": section.fields, "description": section.intro})
            for section in sections
            if section.fields
        ]
        return [*shown, WEEKS] if self._asks_for_weeks(request, obj) else shown

    def _asks_for_weeks(self, request, obj) -> bool:
        return obj is not None and obj.is_short_stay and self.part(request) == "termine"

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = DatesForm if self._asks_for_weeks(request, obj) else PostingForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_inlines(self, request, obj):
        part = self.part(request)
        weeks = obj and obj.is_short_stay and part in ("", "termine")
        return [*([WeeksInline] if weeks else []), *([PicturesInline] if obj and part in ("", "bilder") else [])]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "weekdays":
            return WeekdaysField(label=db_field.verbose_name.capitalize(), initial=db_field.default)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.ModelChoiceField):
            field.widget = getattr(field.widget, "widget", field.widget)  # without pencil and eye
        return field

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name in ("kind", "minimum_class"):
            kwargs["choices"] = [("", "bitte wählen" if db_field.name == "kind" else "egal"), *db_field.choices]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "company":
            kwargs |= {"queryset": Company.objects.of(request.user), "empty_label": None}
            if kwargs["queryset"].count() == 1:
                kwargs["widget"] = forms.HiddenInput()
        elif db_field.name == "site":
            kwargs |= {"queryset": CompanySite.objects.of(request.user).select_related("municipality"), "empty_label": "am Hauptsitz"}
            if not kwargs["queryset"].exists():
                kwargs["widget"] = forms.HiddenInput()
        elif db_field.name == "occupation":
            kwargs |= {"queryset": Occupation.objects.published().order_by("slug"), "empty_label": "bitte wählen"}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        return {"company": Company.objects.of(request.user).first()} | super().get_changeform_initial_data(request)

    def add_view(self, request, form_url="", extra_context=None):
        older = self.get_queryset(request).select_related("company").order_by("-changed_at")[:5]
        return super().add_view(request, form_url, {"older": older, "title": "Neuer Platz"} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        posting = self.get_object(request, unquote(object_id))
        if posting and request.method == "GET" and not request.GET.get("teil"):
            return self._overview(request, posting)
        part = self.part(request)
        context = {"part": part, "section": SECTIONS.get(part), "next": next_section(part)}
        context["title"] = SECTIONS[part].title if part else "Alles auf einer Seite"
        if posting and part == "text":
            context |= {"hints": hints(posting.description), "suggestion": suggested_text(posting)}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def _overview(self, request, posting):
        """The tasks of a place, where it stands, and the steps that are open now."""
        if not self.has_view_permission(request, posting):
            raise PermissionDenied
        tasks = tasks_of(posting)
        context = self.admin_site.each_context(request) | {
            "title": str(posting),
            "posting": posting,
            "opts": self.opts,
            "tasks": tasks,
            "done": sum(task.state == "done" for task in tasks),
        }
        return TemplateResponse(request, "company/posting_tasks.html", context)

    def save_model(self, request, obj, form, change):
        """A new place starts with what is known: where the firm is, who asks, and a text from the occupation's profile."""
        if not change:
            obj.municipality = obj.company.municipality
            obj.description = suggested_text(obj)
            obj.contact_name = getattr(request.user, "name", "")
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Changed words or pictures of a public place go back to staff; a place that is over becomes a draft again."""
        super().save_related(request, form, formsets, change)
        if isinstance(form, DatesForm):
            form.add_weeks()
        pictures = any(formset.has_changed() for formset in formsets if formset.model is PostingPicture)
        if not change:
            return
        if (pictures or moderation.REVIEWED & set(form.changed_data)) and moderation.can("revise", form.instance):
            self._step(request, "revise", form.instance)
        elif (form.changed_data or any(formset.has_changed() for formset in formsets)) and moderation.can("rework", form.instance):
            self._step(request, "rework", form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, f"„{obj}“ ist als Entwurf angelegt. Schauen Sie kurz drüber, dann kann er zur Freigabe.")
        return HttpResponseRedirect(self._address(obj))

    def response_change(self, request, obj):
        following = next_section(self.part(request)) if "_next" in request.POST else ""
        return HttpResponseRedirect(self._address(obj) + (f"?teil={following}" if following else ""))

    def _address(self, posting) -> str:
        return reverse("company:internships_posting_change", args=[posting.pk])

    def get_urls(self):
        steps = [self._path(f"<int:pk>/{name}/", require_POST(self._step_view(name)), f"posting_{name}") for name in STEPS]
        own = [
            self._path("<int:pk>/vorschau/", self.preview, "posting_preview"),
            self._path("<int:pk>/zwischenstand/", require_POST(self.keep), "posting_keep"),
            self._path("hinweise/", require_POST(self.advise), "posting_hints"),
        ]
        return [*steps, *own, *super().get_urls()]

    def _path(self, route, view, name):
        return path(route, self.admin_site.admin_view(view), name=name)

    def _own_or_denied(self, request, pk) -> Posting:
        posting = self.get_queryset(request).select_related("company", "occupation", "municipality").filter(pk=pk).first()
        if posting is None:
            raise PermissionDenied
        return posting

    def preview(self, request, pk):
        """The place as pupils will see it."""
        return render(request, "company/posting_preview.html", {"posting": self._own_or_denied(request, pk)})

    def advise(self, request):
        return JsonResponse({"hints": hints(request.POST.get("text", "")[:5000])})

    def keep(self, request, pk):
        """Keeps a draft's section while it is being written: what is valid is saved, what is not stays in the browser and is named."""
        posting = self._own_or_denied(request, pk)
        if posting.status not in (Status.DRAFT, Status.REJECTED):
            return JsonResponse({"kept": False, "problems": []})
        form = self.get_form(request, posting, change=True)(request.POST, instance=posting)
        form.is_valid()
        if not form.non_field_errors():
            self._save_valid(Posting.objects.get(pk=pk), form)
        return JsonResponse({"kept": not form.errors, "problems": [error for errors in form.errors.values() for error in errors]})

    def _save_valid(self, posting, form):
        """No line of history for each pause in typing: the firm's click on save writes one."""
        columns = {field.name for field in Posting._meta.concrete_fields}
        valid = [name for name in form.changed_data if name in columns and name in form.cleaned_data and name not in form.errors]
        if valid:
            for name in valid:
                setattr(posting, name, form.cleaned_data[name])
            posting.skip_history_when_saving = True
            posting.save(update_fields=[*valid, "changed_at"])

    def _step_view(self, name):
        def view(request, pk):
            posting = self._own_or_denied(request, pk)
            copy = self._step(request, STEPS[name][0], posting)
            target = self._address(copy) if copy else reverse("company:index")
            return HttpResponseRedirect(target)

        return view

    def _step(self, request, step, posting):
        try:
            result = getattr(moderation, step)(posting)
            self.message_user(request, f"„{posting}“: {(result or posting).get_status_display()}")
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None
        return result

    @admin.action(description="Zur Freigabe einreichen")
    def submit(self, request, queryset):
        self._steps(request, "submit", queryset)

    @admin.action(description="Pausieren")
    def pause(self, request, queryset):
        self._steps(request, "pause", queryset)

    @admin.action(description="Wieder zeigen")
    def resume(self, request, queryset):
        self._steps(request, "resume", queryset)

    @admin.action(description="Als besetzt schließen")
    def fill(self, request, queryset):
        self._steps(request, "fill", queryset)

    @admin.action(description="Kopieren")
    def copy(self, request, queryset):
        self._steps(request, "copy", queryset)

    def _steps(self, request, step, queryset):
        for posting in queryset:
            self._step(request, step, posting)
