from django.urls import path

from articles import feeds, views

urlpatterns = [
    path("magazin/", views.article_list, name="articles"),
    path("magazin/vorschau/<str:token>/", views.preview, name="article_preview"),
    path("magazin/<slug:slug>/", views.article_detail, name="article"),
    path("<slug:slug>/", views.page, name="page"),
]
machine_patterns = [
    path("magazin/neu.atom", feeds.NewArticles(), name="article_feed"),
    path("magazin/bilder/<slug:key>-<int:width>.webp", views.picture, name="article_picture"),
]
