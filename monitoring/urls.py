from django.urls import path, re_path

from monitoring import api, views

CSV = {"as_csv": True}
urlpatterns = [
    path("zahlen/", views.overview, name="figures"),
    path("zahlen/vergleich/", views.compare, name="figures_compare"),
    path("zahlen/methoden/", views.methods, name="figures_methods"),
    path("zahlen/bericht/", views.report, name="figures_report"),
    path("zahlen/bericht/<slug:slug>/", views.report, name="figures_report_area"),
    path("zahlen/ort/<slug:slug>/", views.area, name="figures_area"),
    path("zahlen/<slug:key>/", views.indicator, name="indicator"),
    re_path(r"^zahlen/(?P<key>[-\w]+)/(?P<kind>linie|balken|karte)\.svg$", views.chart, name="figures_chart"),
]
machine_patterns = [
    path("api/zahlen/", api.indicators, name="api_figures"),
    path("api/zahlen.csv", api.indicators, CSV, name="api_figures_csv"),
    path("api/zahlen/vorlage.csv", api.template, name="figures_template"),
    path("api/zahlen/vergleich/", api.compare, name="api_figures_compare"),
    path("api/zahlen/vergleich.csv", api.compare, CSV, name="api_figures_compare_csv"),
    path("api/zahlen/bericht/", api.report, name="api_figures_report"),
    path("api/zahlen/bericht.csv", api.report, CSV, name="api_figures_report_csv"),
    path("api/zahlen/ort/<slug:slug>/", api.area, name="api_figures_area"),
    path("api/zahlen/ort/<slug:slug>.csv", api.area, CSV, name="api_figures_area_csv"),
    path("api/zahlen/<slug:key>/", api.indicator, name="api_figures_indicator"),
    path("api/zahlen/<slug:key>.csv", api.indicator, CSV, name="api_figures_indicator_csv"),
]
