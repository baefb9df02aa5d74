"""Settings of the test suite: the portal's own, but fast and strict."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="portal-test-"))
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from portal.settings import *  # noqa: E402,F403
from portal.settings import DATA_DIR, DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA = DATA_DIR / "media" / os.environ.get("PYTEST_XDIST_WORKER", "alone")  # one each: a worker tidies away what its own database forgot
STORAGES = {
    "default": STORAGES["default"] | {"OPTIONS": {"location": MEDIA, "base_url": "/"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
STAFF_SECOND_FACTOR = False  # test_accounts.py switches it on
WHITENOISE_AUTOREFRESH = True
PAGE_CACHE_SECONDS = 0  # tests write behind its back; test_page_cache.py switches it on
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # a file, so that two writers at once meet as they do in production
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)
SHORTEST_WRITING_SECONDS = 0  # tests type fast; test_spam.py makes them wait
