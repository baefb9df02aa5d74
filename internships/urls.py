"""Pages for people in every language, and addresses that programs read or firms print, which are German."""

from django.urls import path

from internships import answer_views, api, calendars, confirming, feeds, posters, pupil_views, report_views, views
from internships.periods import urls as periods

urlpatterns = [
    *periods.urlpatterns,
    path("plaetze/", views.posting_list, name="postings"),
    path("plaetze/<int:pk>-<slug:slug>/", views.posting_detail, name="posting"),
    path("plaetze/<int:pk>/anfrage/", pupil_views.inquiry, name="inquiry"),
    path("plaetze/<int:pk>/einverstaendnis/", pupil_views.consent_sheet, name="consent_sheet"),
    path("plaetze/<int:pk>/melden/", report_views.report, name="report"),
    path("meine-anfragen/", pupil_views.enter_code, name="enter_code"),
    path("meine-anfragen/<str:typed>/", pupil_views.my_inquiries, name="my_inquiries"),
    path("meine-anfragen/<str:typed>/<int:pk>/<slug:name>/", pupil_views.step, name="inquiry_step"),
    path("anfrage-beantworten/<str:token>/", answer_views.answer_by_link, name="answer_by_link"),
    path("betriebe/", views.company_list, name="companies"),
    path("betriebe/<slug:slug>/", views.company_detail, name="company"),
]
machine_patterns = [
    *periods.machine_patterns,
    path("plaetze/neu.atom", feeds.FoundPostings(), name="posting_feed"),
    path("plaetze/termine.ics", calendars.search_calendar, name="posting_calendar_feed"),
    path("plaetze/<int:pk>/start.ics", calendars.posting_calendar, name="posting_calendar"),
    path("plaetze/<int:pk>/aushang/", posters.posting_poster, name="posting_poster"),
    path("betriebe/<slug:slug>/aushang/", posters.company_poster, name="company_poster"),
    path("p/<int:pk>/", posters.posting_short, name="posting_short"),
    path("api/plaetze/", api.postings_json, name="api_postings"),
    path("api/plaetze.csv", api.postings_csv, name="api_postings_csv"),
    path("platz-bestaetigen/<str:token>/", confirming.confirm_posting, name="confirm_posting"),
    path("bilder/<str:name>", views.picture, name="picture"),
    path("plaetze/<int:pk>/gesehen/", report_views.posting_seen, name="posting_seen"),
]
