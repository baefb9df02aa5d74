from django.urls import path

from occupations.check.pages import class_views, together, views

urlpatterns = [
    path("check/", views.start, name="check"),
    path("check/fragen/", views.step, name="check_step"),
    path("check/mehr/", views.more, name="check_more"),
    path("check/ergebnis/", views.result, name="check_result"),
    path("check/papier/", views.paper, name="check_paper"),
    path("check/zusammen/", together.compare, name="check_together"),
    path("check/klasse/", class_views.new, name="check_class"),
    path("check/klasse/unterricht/", class_views.lessons, name="check_lessons"),
    path("check/klasse/fragebogen/", class_views.questionnaire, name="check_questionnaire"),
    path("check/klasse/<slug:key>/auswertung/", class_views.board, name="check_class_board"),
    path("check/k/<slug:code>/", views.start, name="check_in_class"),
]
