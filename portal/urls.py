"""Which address opens which room."""

from django.contrib import admin
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.generic import RedirectView

import articles.urls
import internships.urls
import monitoring.urls
import occupations.urls
import offers.urls
from internships.company_site import company_site
from internships.firm_api.endpoints import api as firm_api
from internships.firm_api.guide import guide, unknown
from portal.front import views
from portal.front.account import delete_account
from portal.front.catalogue import open_data
from portal.front.sitemaps import SITEMAPS
from portal.languages import localised

urlpatterns = [
    path("suche/ohne-treffer/", views.unmet, name="unmet"),
    path("healthz", views.health, name="health"),
    path("hallo", views.hello, name="hello"),
    path("daten/", open_data, name="open_data"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", RedirectView.as_view(url="/static/favicon.svg", permanent=False)),
    path("sitemap.xml", sitemap_index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("verwaltung/", admin.site.urls),
    path("betriebsbereich/", include("internships.people_urls")),
    path("betriebsbereich/", company_site.urls),
    path("konto/loeschen/", delete_account, name="account_delete"),
    path("konto/", include("portal.account_urls")),
    path("api/v1/", guide, name="api_guide"),
    path("api/v1/", firm_api.urls),
    path("api/v1/<path:path>", unknown),
    path("", include(occupations.urls.machine_patterns)),
    path("", include(internships.urls.machine_patterns)),
    path("", include(offers.urls.machine_patterns)),
    path("", include(monitoring.urls.machine_patterns)),
    path("", include(articles.urls.machine_patterns)),
    localised(
        path("", views.home, name="home"),
        path("suche/", views.search, name="search"),
        path("merkliste/", views.merkliste, name="merkliste"),
        path("fuer/<slug:audience>/", views.entrance, name="entrance"),
        path("", include("occupations.urls")),
        path("", include("internships.urls")),
        path("", include("offers.urls")),
        path("", include("monitoring.urls")),
        path("", include("articles.urls")),
    ),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
