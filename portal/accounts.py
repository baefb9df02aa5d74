"""How people with an account sign in: allauth, in the portal's words and with its mails."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import resolve_url

from portal import mail

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
NOTICES = {
    "email_changed": "Die E-Mail-Adresse Ihres Kontos wurde geändert.",
    "email_confirm": "Die E-Mail-Adresse Ihres Kontos wurde bestätigt.",
    "email_deleted": "Eine E-Mail-Adresse Ihres Kontos wurde entfernt.",
    "password_changed": "Das Passwort Ihres Kontos wurde geändert.",
    "password_reset": "Das Passwort Ihres Kontos wurde neu gesetzt.",
    "password_set": "Für Ihr Konto wurde ein Passwort festgelegt.",
    "recovery_codes_generated": "Für Ihr Konto wurden neue Notfallcodes erzeugt. Die alten gelten nicht mehr.",
    "totp_activated": "Die Anmeldung mit einer Code-App wurde eingeschaltet.",
    "totp_deactivated": "Die Anmeldung mit einer Code-App wurde ausgeschaltet.",
    "webauthn_added": "Zu Ihrem Konto ist ein Passkey dazugekommen.",
    "webauthn_removed": "Ein Passkey Ihres Kontos wurde entfernt.",
}
DONE = {
    "email_confirmed": "Ihre E-Mail-Adresse ist bestätigt.",
    "email_deleted": "Die E-Mail-Adresse ist entfernt.",
    "password_changed": "Ihr Passwort ist geändert.",
    "password_set": "Ihr Passwort gilt ab jetzt.",
    "recovery_codes_generated": "Ihre neuen Notfallcodes sind da.",
    "totp_activated": "Die Code-App ist eingeschaltet.",
    "totp_deactivated": "Die Code-App ist ausgeschaltet.",
    "webauthn_added": "Der Passkey ist dazugekommen.",
    "webauthn_removed": "Der Passkey ist entfernt.",
}


def has_second_factor(user) -> bool:
    return is_mfa_enabled(user, SECOND_FACTORS)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Dieses Konto ist abgeschaltet.",
        "duplicate_email": "Diese E-Mail-Adresse gehört schon zu Ihrem Konto.",
        "email_password_mismatch": "E-Mail-Adresse und Passwort passen nicht zusammen.",
        "email_taken": "Mit dieser E-Mail-Adresse geht es nicht.",
        "enter_current_password": "Bitte geben Sie Ihr jetziges Passwort ein.",
        "incorrect_code": "Dieser Code stimmt nicht.",
        "incorrect_password": "Dieses Passwort stimmt nicht.",
        "invalid_login": "Diese Anmeldung ist nicht gültig.",
        "rate_limited": "Das waren zu viele Versuche. Bitte warten Sie einen Moment.",
        "same_as_current": "Das ist schon Ihre Adresse.",
        "too_many_login_attempts": "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten, oder lassen Sie sich einen Code schicken.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        name = template_prefix.rpartition("/")[2].removesuffix("_signup")
        if name in NOTICES:
            mail.send("account_notice", email, {"notice": NOTICES[name]})
        else:
            mail.send(f"account_{name}", email, context)

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None) -> None:
        """Says only what the page does not show anyway."""
        words = message or DONE.get((message_template or "").rpartition("/")[2].removesuffix(".txt"))
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def get_login_redirect_url(self, request) -> str:
        return resolve_url("admin:index" if request.user.is_staff else settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request) -> str:
        return resolve_url("mfa_index")
