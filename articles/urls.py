from django.urls import path

from articles import views

urlpatterns = [
    path("magazin/", views.article_list, name="articles"),
    path("magazin/<slug:slug>/", views.article_detail, name="article"),
    path("<slug:slug>/", views.page, name="page"),
]
