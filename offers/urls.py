from django.urls import path

from offers import views

urlpatterns = [
    path("angebote/", views.offer_list, name="offers"),
    path("angebote/<slug:slug>/", views.offer_detail, name="offer"),
]
