from django.urls import include, path

from occupations import api, views

urlpatterns = [
    path("berufe/", views.occupation_list, name="occupations"),
    path("berufe/passend/", views.occupations_matched, name="occupations_matched"),
    path("berufe/vergleich/", views.compare, name="compare"),
    path("berufe/vorschlaege/", views.suggestions, name="occupation_suggestions"),
    path("berufe/<slug:slug>/", views.occupation_detail, name="occupation"),
    path("", include("occupations.check.pages.urls")),
]
machine_patterns = [
    path("api/berufe/", api.occupations_json, name="api_occupations"),
    path("api/berufe.csv", api.occupations_csv, name="api_occupations_csv"),
]
