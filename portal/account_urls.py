"""Signing in and one's own account: allauth's views under German addresses."""

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("", include("allauth.mfa.urls")),
    path("anmelden/", views.login, name="account_login"),
    path("anmelden/code/", views.request_login_code, name="account_request_login_code"),
    path("anmelden/code/eingeben/", views.confirm_login_code, name="account_confirm_login_code"),
    path("abmelden/", views.logout, name="account_logout"),
    path("neu/", views.signup, name="account_signup"),
    path("abgeschaltet/", views.account_inactive, name="account_inactive"),
    path("bestaetigen/", views.email_verification_sent, name="account_email_verification_sent"),
    path("noch-einmal/", views.reauthenticate, name="account_reauthenticate"),
    path("noch-einmal/code/", views.request_reauthentication_code, name="account_request_reauthentication_code"),
    path("noch-einmal/code/eingeben/", views.confirm_reauthentication_code, name="account_confirm_reauthentication_code"),
    path("adresse/", views.email, name="account_email"),
    path("passwort/", views.password_change, name="account_change_password"),
    path("passwort/festlegen/", views.password_set, name="account_set_password"),
    path("passwort/vergessen/", views.password_reset, name="account_reset_password"),
    path("passwort/vergessen/code/", views.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("passwort/vergessen/neu/", views.complete_password_reset, name="account_complete_password_reset"),
    path("passwort/vergessen/fertig/", views.password_reset_from_key_done, name="account_password_reset_completed"),
]
