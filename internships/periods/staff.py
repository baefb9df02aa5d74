"""Staff's admin of internship weeks: entering them for a school, tables in and out, and links for the schools themselves."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from import_export import fields

from internships.models import InternshipPeriod
from internships.periods import entry
from internships.periods.school_years import SchoolYear, school_year_of
from portal.admin import HistoryAdmin
from portal.exchange import DayWidget, ExchangeAdmin, NameWidget, TableResource, column
from portal.models import School

COLUMNS = {"kind": "art", "school_class": "klasse", "classes": "klassen", "pupils": "jugendliche"}
NATURAL_KEY = ["school", "school_class", "classes", "first_day"]


class PeriodResource(TableResource):
    """A row finds its period by school, class and first day."""

    school = fields.Field(attribute="school", column_name="schule", widget=NameWidget(School))
    first_day = fields.Field(attribute="first_day", column_name="erster_tag", widget=DayWidget())
    last_day = fields.Field(attribute="last_day", column_name="letzter_tag", widget=DayWidget())

    class Meta:
        model = InternshipPeriod
        fields = ["school", "first_day", "last_day"]
        import_id_fields = NATURAL_KEY
        clean_model_instances = skip_unchanged = report_skipped = use_transactions = True
        name = "Praktikumszeiten"


for name, heading in COLUMNS.items():
    PeriodResource.fields[name] = column(InternshipPeriod, name, heading)


@admin.register(InternshipPeriod)
class InternshipPeriodAdmin(ExchangeAdmin, HistoryAdmin):
    resource_classes = [PeriodResource]
    import_export_change_list_template = "admin/periods.html"
    list_display = ["school", "first_day", "last_day", "class_name", "kind", "pupils", "municipality"]
    list_filter = ["kind", "school_class", "school__municipality"]
    list_select_related = ["school__municipality"]
    search_fields = ["school__name", "classes"]
    autocomplete_fields = ["school"]

    @admin.display(description="Gemeinde", ordering="school__municipality__name")
    def municipality(self, period):
        return period.school.municipality

    @admin.display(description="Klasse", ordering="school_class")
    def class_name(self, period):
        return period.class_words

    def get_urls(self):
        return [path("schulen/", self.admin_site.admin_view(self.schools), name="period_schools"), *super().get_urls()]

    def schools(self, request):
        """Which school has entered what, and the click that mails its link."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        year = school_year_of(timezone.localdate())
        if request.method == "POST":
            return self._send(request, year.next)
        context = self.admin_site.each_context(request) | {
            "title": "Schulen und ihre Links",
            "opts": self.opts,
            "schools": schools_with_numbers(year),
            "year": year,
        }
        return TemplateResponse(request, "admin/period_schools.html", context)

    def _send(self, request, year: SchoolYear):
        chosen = [int(key) for key in request.POST.getlist("schule") if key.isascii() and key.isdecimal() and len(key) < 19]
        schools = School.objects.filter(pk__in=chosen).exclude(email="")
        for school in schools:
            entry.send_link(school, reminding_of=year)
        if schools:
            self.message_user(request, f"Der Link ist unterwegs an {len(schools)} {'Schule' if len(schools) == 1 else 'Schulen'}.")
        else:
            self.message_user(request, "Bitte mindestens eine Schule mit E-Mail-Adresse ankreuzen.", messages.WARNING)
        return HttpResponseRedirect(reverse("admin:period_schools"))


def schools_with_numbers(year: SchoolYear):
    """All schools, those without anything for the coming year first; `now` and `then` count the periods of this year and the next."""

    def number(each: SchoolYear) -> Count:
        inside = Q(periods__first_day__lte=each.last_day, periods__last_day__gte=each.first_day)
        return Count("periods", filter=inside, distinct=True)

    counted = School.objects.beyond_primary().annotate(now=number(year), then=number(year.next)).select_related("municipality")
    return list(counted.order_by("then", "name"))
