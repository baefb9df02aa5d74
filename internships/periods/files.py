"""Internship weeks for programs: as a calendar to subscribe to, as JSON and as CSV."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from internships.models import InternshipPeriod
from portal.models import School
from portal.opendata import csv_file, json_page
from portal.structured_data import absolute

LICENCE = "https://www.govdata.de/dl-de/by-2-0"
SOURCES = ["Angaben der Schulen"]
COLUMNS = ["id", "schule", "schulform", "gemeinde", "gemeindeschluessel", "art", "klasse", "klassen", "erster_tag", "letzter_tag"]
COLUMNS += ["jugendliche_etwa", "beispiel", "adresse"]


def facts(period: InternshipPeriod) -> list:
    school, town = period.school, period.school.municipality
    who = [period.pk, school.name, school.kind, town.name, town.ags, period.kind, period.school_class, period.classes or None]
    return [*who, period.first_day, period.last_day, period.pupils, school.is_demo, address_of(school)]


def address_of(school: School) -> str:
    return absolute(reverse("school_periods", args=[school.slug]))


@require_safe
def periods_json(request):
    periods = InternshipPeriod.objects.upcoming()

    def rows(start: int, stop: int) -> list[dict]:
        return [dict(zip(COLUMNS, facts(period), strict=True)) for period in periods.for_list()[start:stop]]

    return json_page(request, rows, periods.count(), LICENCE, SOURCES)


@require_safe
def periods_csv(request):
    rows = (facts(period) for period in InternshipPeriod.objects.upcoming().for_list())
    return csv_file("praktikumszeiten.csv", COLUMNS, rows, LICENCE)


@require_safe
def all_periods(request):
    return calendar_of(InternshipPeriod.objects.upcoming().for_list(), "praktikumszeiten.ics", "Praktikumszeiten")


@require_safe
def periods_of_school(request, slug):
    school = get_object_or_404(School, slug=slug)
    periods = InternshipPeriod.objects.of_school(school).upcoming().for_list()
    return calendar_of(periods, f"praktikum-{slug}.ics", f"Praktikum: {school.name}")


def calendar_of(periods, name: str, title: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.REGION.portal_name}//Praktikumszeiten//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{title} – {settings.REGION.portal_name}")
    for period in periods:
        calendar.add_component(entry(period))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


def entry(period: InternshipPeriod) -> Event:
    """Whole days; its identity stays the same, so that a subscribed calendar moves it instead of showing it twice."""
    shown = Event()
    shown.add("uid", f"praktikumszeit-{period.pk}@{settings.SITE_URL.partition('://')[2]}")
    invented = " (Beispiel)" if period.school.is_demo else ""
    shown.add("summary", f"{period.get_kind_display()}: {period.school}, {period.class_words}{invented}")
    shown.add("description", f"Etwa {period.pupils} Jugendliche")
    shown.add("dtstart", period.first_day)
    shown.add("dtend", period.last_day + timedelta(days=1))
    shown.add("dtstamp", timezone.localtime(period.changed_at))
    shown.add("location", period.school.municipality.name)
    shown.add("url", address_of(period.school))
    shown.add("transp", "TRANSPARENT")
    return shown
