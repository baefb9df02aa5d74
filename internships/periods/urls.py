"""Pages for people in every language; files for programs and the schools' own pages, which are German."""

from django.urls import path

from internships.periods import entry_views, files, pages

urlpatterns = [
    path("praktikumszeiten/", pages.choose_school, name="periods"),
    path("praktikumszeiten/kalender/", pages.county_calendar, name="period_calendar"),
    path("praktikumszeiten/<slug:slug>/", pages.school_periods, name="school_periods"),
]
machine_patterns = [
    path("praktikumszeiten/eintragen/", entry_views.ask_for_link, name="ask_for_period_link"),
    path("praktikumszeiten/eintragen/<str:token>/", entry_views.enter_periods, name="enter_periods"),
    path("praktikumszeiten/eintragen/<str:token>/<int:pk>/", entry_views.change_period, name="change_period"),
    path("praktikumszeiten/eintragen/<str:token>/<int:pk>/loeschen/", entry_views.delete_period, name="delete_period"),
    path("praktikumszeiten/termine.ics", files.all_periods, name="period_feed"),
    path("praktikumszeiten/<slug:slug>/termine.ics", files.periods_of_school, name="school_period_feed"),
    path("api/praktikumszeiten/", files.periods_json, name="api_periods"),
    path("api/praktikumszeiten.csv", files.periods_csv, name="api_periods_csv"),
]
