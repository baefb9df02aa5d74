from django.urls import path

from occupations import views

urlpatterns = [
    path("berufe/", views.occupation_list, name="occupations"),
    path("berufe/<slug:slug>/", views.occupation_detail, name="occupation"),
]
