from django.urls import path

from internships import answer_views, confirming, feeds, pupil_views, report_views, views

urlpatterns = [
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
    path("plaetze/neu.atom", feeds.NewPostings(), name="posting_feed"),
    path("platz-bestaetigen/<str:token>/", confirming.confirm_posting, name="confirm_posting"),
    path("bilder/<str:name>", views.picture, name="picture"),
    path("plaetze/<int:pk>/gesehen/", report_views.posting_seen, name="posting_seen"),
]
