"""Internship weeks for the public: choose a school, see its weeks, and the county's calendar."""

from itertools import groupby

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from internships.models import InternshipPeriod
from internships.periods.county import CountyCalendar
from internships.periods.load import NEIGHBOURS_KM
from portal.models import School
from portal.structured_data import breadcrumbs


@require_safe
def choose_school(request):
    """A plain form leads to the school's page, whose address is what pupils share."""
    slug = request.GET.get("schule", "")[:180]
    if slug and School.objects.filter(slug=slug).exists():
        return redirect("school_periods", slug)
    schools = School.objects.beyond_primary().select_related("municipality").order_by("municipality__name", "name")
    towns = [(town, list(there)) for town, there in groupby(schools, key=lambda school: school.municipality.name)]
    context = {"towns": towns, "is_unknown": bool(slug), "is_empty": request.GET.get("schule") == ""}
    return render(request, "periods/choose_school.html", context)


@require_safe
def school_periods(request, slug):
    school = get_object_or_404(School.objects.select_related("municipality"), slug=slug)
    periods = list(InternshipPeriod.objects.of_school(school).upcoming().order_by("first_day", "school_class", "pk"))
    for period in periods:
        period.school = school
    crumbs = breadcrumbs((gettext("Praktikumszeiten"), reverse("periods")), (school.name, request.path))
    return render(request, "periods/school.html", {"school": school, "periods": periods, "structured_data": [crumbs]})


@require_safe
def county_calendar(request):
    calendar = CountyCalendar(request.GET.get("schuljahr", ""), timezone.localdate())
    return render(request, "periods/calendar.html", {"calendar": calendar, "neighbours_km": NEIGHBOURS_KM})
