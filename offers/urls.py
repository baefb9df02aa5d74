from django.urls import path

from offers import booking_views, calendar_api, calendar_feeds, calendar_views, views

urlpatterns = [
    path("angebote/", views.offer_list, name="offers"),
    path("angebote/<slug:slug>/", views.offer_detail, name="offer"),
    path("termine/", calendar_views.event_list, name="events"),
    path("termine/<int:pk>-<slug:slug>/", calendar_views.event_detail, name="event"),
    path("termine/<int:pk>/anmelden/", booking_views.book, name="book"),
    path("termine/<int:pk>/anmelden/gesendet/", booking_views.booking_sent, name="booking_sent"),
    path("termine/anmeldung/<str:token>/", booking_views.booking, name="booking"),
]
machine_patterns = [
    path("angebote/<slug:slug>/termine.ics", calendar_views.offer_file, name="offer_file"),
    path("termine/kalender.ics", calendar_views.calendar_subscription, name="calendar_subscription"),
    path("termine/naechste.atom", calendar_feeds.NextEvents(), name="event_feed"),
    path("termine/<int:pk>.ics", calendar_views.event_file, name="event_file"),
    path("api/termine/", calendar_api.events_json, name="api_events"),
    path("api/termine.csv", calendar_api.events_csv, name="api_events_csv"),
]
