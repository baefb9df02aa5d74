"""The application for gunicorn: `gunicorn portal.wsgi`."""

import os

import django
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseBadRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


class PortalHandler(WSGIHandler):
    """Answers 400 where Django raises while it still builds the request object (a header such as `charset*=BOGUS''x`)."""

    def __call__(self, environ, start_response):
        try:
            return super().__call__(environ, start_response)
        except (BadRequest, LookupError, UnicodeError):
            response = HttpResponseBadRequest("Diese Anfrage ist nicht lesbar.", content_type="text/plain; charset=utf-8")
            start_response("400 Bad Request", list(response.items()))
            return response


django.setup(set_prefix=False)
application = PortalHandler()
