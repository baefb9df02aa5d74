"""The cast of the tests and the strict harness."""

import os
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import transaction
from django.template import engines
from django.test import Client
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck, settings

from portal import catalogues
from tests import factories

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's synchronous API runs a loop of its own


settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


def pytest_configure():
    if catalogues.compile_all():
        translation_file_changed(None, Path("django.mo"))  # Django has read some German before


class UnknownVariable(str):
    """Put where a template names a variable that is not there: the page fails instead of showing nothing."""

    def __contains__(self, item):
        return item == "%s"

    def __mod__(self, name):
        raise AssertionError(f"the template knows no {name}")


@pytest.fixture
def visitor(db, monkeypatch):
    """Somebody without an account, on pages whose templates may name no unknown variable."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UnknownVariable("%s"))
    return Client()


@pytest.fixture
def staff(db):
    """An editor of the county, signed in."""
    client = Client()
    client.force_login(factories.UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def owner(db):
    """A company's user, signed in; `owner.company` is hers."""
    membership = factories.MembershipFactory(company__name="Tischlerei Ahorn")
    client = Client()
    client.force_login(membership.user)
    client.company = membership.company
    return client


@pytest.fixture(scope="module")
def shared_rows(django_db_setup, django_db_blocker):
    """What a module's fixtures make on top of this is made once, seen by all its tests, and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()
