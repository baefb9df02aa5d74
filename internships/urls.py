from django.urls import path

from internships import confirming, feeds, views

urlpatterns = [
    path("plaetze/", views.posting_list, name="postings"),
    path("plaetze/<int:pk>-<slug:slug>/", views.posting_detail, name="posting"),
    path("plaetze/<int:pk>/anfrage/", views.inquiry, name="inquiry"),
    path("plaetze/<int:pk>/anfrage/gesendet/", views.inquiry_sent, name="inquiry_sent"),
    path("betriebe/", views.company_list, name="companies"),
    path("betriebe/<slug:slug>/", views.company_detail, name="company"),
]
machine_patterns = [
    path("plaetze/neu.atom", feeds.NewPostings(), name="posting_feed"),
    path("platz-bestaetigen/<str:token>/", confirming.confirm_posting, name="confirm_posting"),
    path("bilder/<str:name>", views.picture, name="picture"),
]
