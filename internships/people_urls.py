from django.urls import path, re_path

from internships import people_views as views

urlpatterns = [
    path("beitreten/", views.join, name="company_join"),
    path("beitreten/neu/", views.found, name="company_found"),
    path("einladung/<str:token>/", views.invitation, name="invitation"),
    path("personen/<int:pk>/", views.company_people, name="company_people"),
    re_path(r"^personen/anfrage/(?P<pk>\d+)/(?P<answer>aufnehmen|ablehnen)/$", views.decide, name="company_decide"),
    path("personen/einladung/<int:pk>/zuruecknehmen/", views.withdraw, name="invitation_withdraw"),
    path("personen/zugang/<int:pk>/rolle/", views.change_role, name="membership_role"),
    path("personen/zugang/<int:pk>/entfernen/", views.remove, name="membership_remove"),
]
