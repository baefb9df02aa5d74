"""Every setting once, read from the environment. docs/operating.md explains each variable."""

import os
from pathlib import Path

from django.utils.csp import CSP

from portal import environment, languages
from portal.region import load_region

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))

REGION = load_region(os.environ.get("REGION", "osnabrueck"))
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(DATA_DIR)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL") or "sqlite://", DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MAIL_URL = os.environ.get("MAIL_URL") or f"file://{DATA_DIR / 'mail'}"
MAILERS = {"default": environment.mailer(MAIL_URL)}
DEFAULT_FROM_EMAIL = f"{REGION.portal_name} <{os.environ.get('MAIL_FROM', 'portal@example.org')}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_TRIED_DAYS = int(os.environ.get("MAIL_TRIED_DAYS", "3"))
TASKS = {"default": environment.tasks(worker=environment.flag("WORKER", default=MAIL_URL.startswith("smtp")))}

INSTALLED_APPS = [
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "portal",
    "offers",
    "occupations",
    "monitoring",
    "internships",
    "articles",
    "portal.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "import_export",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "portal.middleware.without_nul",
    "portal.page_cache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "portal.languages.spoken",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "company:index"
LOGOUT_REDIRECT_URL = "home"
CSRF_FAILURE_VIEW = "portal.front.views.csrf_failure"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

STAFF_SECOND_FACTOR = environment.flag("STAFF_SECOND_FACTOR", default=True)
ACCOUNT_ADAPTER = "portal.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without a star: a password is welcome, a mailed code does as well
ACCOUNT_SIGNUP_FORM_CLASS = "portal.account_forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = REGION.portal_name
MFA_TOTP_TOLERANCE = 1

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.static", "django.templatetags.i18n", "portal.templatetags.portal"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.languages.context",
            ],
        },
    }
]
FORM_RENDERER = "portal.forms.PlainRenderer"

LANGUAGE_CODE = "de"
LANGUAGES = [(language.code, language.name) for language in languages.LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

CACHES = {  # limits count in the database, on all app servers together; pages stay in the memory of each process
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache", "OPTIONS": {"MAX_ENTRIES": 100_000}},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}},
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.assets.MadeFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "media", "base_url": "/"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

INQUIRY_KEPT_DAYS = int(os.environ.get("INQUIRY_KEPT_DAYS", "90"))
POSTING_CONFIRMED_DAYS = int(os.environ.get("POSTING_CONFIRMED_DAYS", "60"))
ACCOUNT_KEPT_DAYS = int(os.environ.get("ACCOUNT_KEPT_DAYS", "730"))
INQUIRIES_PER_WEEK = int(os.environ.get("INQUIRIES_PER_WEEK", "5"))
ANSWER_DAYS = 7  # what a company promises unless it chooses 3 or 14
SILENT_AFTER = int(os.environ.get("SILENT_AFTER", "3"))
REPORT_KEPT_DAYS = 180
SHORTEST_WRITING_SECONDS = 3
BOOKING_KEPT_DAYS = int(os.environ.get("BOOKING_KEPT_DAYS", "30"))
DELIVERY_KEPT_DAYS = int(os.environ.get("DELIVERY_KEPT_DAYS", "90"))
API_REQUESTS_PER_MINUTE = int(os.environ.get("API_REQUESTS_PER_MINUTE", "120"))
PAGE_CACHE_SECONDS = int(os.environ.get("PAGE_CACHE_SECONDS", "60"))
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
UNMET_KEPT_YEARS = int(os.environ.get("UNMET_KEPT_YEARS", "3"))
OFFER_GRACE_DAYS = int(os.environ.get("OFFER_GRACE_DAYS", "30"))
CONTACT_KEPT_MONTHS = int(os.environ.get("CONTACT_KEPT_MONTHS", "24"))
LINK_CHECKS_PER_NIGHT = int(os.environ.get("LINK_CHECKS_PER_NIGHT", "500"))
FETCH_PRIVATE = environment.flag("FETCH_PRIVATE")
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.CacheStorage"  # between look and confirmation, on all app servers
