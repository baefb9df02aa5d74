from django.urls import path

from offers import (
    api,
    booking_views,
    calendar_api,
    calendar_feeds,
    calendar_views,
    directory,
    feeds,
    landscape,
    provider,
    views,
)

urlpatterns = [
    path("angebote/", views.offer_list, name="offers"),
    path("angebote/<slug:slug>/", views.offer_detail, name="offer"),
    path("termine/", calendar_views.event_list, name="events"),
    path("termine/<int:pk>-<slug:slug>/", calendar_views.event_detail, name="event"),
    path("termine/<int:pk>/anmelden/", booking_views.book, name="book"),
    path("termine/<int:pk>/anmelden/gesendet/", booking_views.booking_sent, name="booking_sent"),
    path("termine/anmeldung/<str:token>/", booking_views.booking, name="booking"),
    path("wer-hilft/", directory.directory, name="directory"),
    path("wer-hilft/<slug:slug>/", directory.organisation, name="organisation"),
    path("landschaft/", landscape.landscape, name="landscape"),
]
machine_patterns = [  # German only: programs, providers and the links in their mails
    path("angebote/<slug:slug>/termine.ics", calendar_views.offer_file, name="offer_file"),
    path("termine/kalender.ics", calendar_views.calendar_subscription, name="calendar_subscription"),
    path("termine/naechste.atom", calendar_feeds.NextEvents(), name="event_feed"),
    path("termine/<int:pk>.ics", calendar_views.event_file, name="event_file"),
    path("api/termine/", calendar_api.events_json, name="api_events"),
    path("api/termine.csv", calendar_api.events_csv, name="api_events_csv"),
    path("angebote/neu.atom", feeds.NewOffers(), name="offer_feed"),
    path("angebote/bestaetigen/<str:token>/", views.confirm_offer, name="confirm_offer"),
    path("landschaft.csv", landscape.landscape_csv, name="landscape_csv"),
    path("traeger/", provider.home, name="provider"),
    path("traeger/vorschlag/", provider.proposal, name="provider_proposal"),
    path("traeger/angebot/neu/", provider.offer_form, name="provider_new_offer"),
    path("traeger/angebot/<int:pk>/", provider.offer_form, name="provider_offer"),
    path("traeger/angebot/<int:pk>/kalender/", provider.calendar, name="provider_calendar"),
    path("traeger/angebot/<int:pk>/<slug:step>/", provider.offer_step, name="provider_step"),
    path("traeger/organisation/<int:pk>/", provider.organisation_form, name="provider_organisation"),
    path("api/angebote/", api.offers_json, name="api_offers"),
    path("api/angebote.csv", api.offers_csv, name="api_offers_csv"),
    path("api/traeger/", api.organisations_json, name="api_organisations"),
    path("api/traeger.csv", api.organisations_csv, name="api_organisations_csv"),
]
