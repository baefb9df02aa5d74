"""A real chromium against a live server of the test database."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

from portal.assets import MADE

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-quic", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "de-DE", "viewport": {"width": 360, "height": 740}}


@pytest.fixture(scope="session", autouse=True)
def made_files():
    """Style sheet and typefaces are cut before the first page waits for them."""
    for path in MADE:
        finders.find(path)


@pytest.fixture
def portal(page, live_server):
    """A phone-sized page whose addresses start at the live server, and everything it complained about."""
    page.set_default_timeout(8000)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "request", lambda request: page.complaints.append(request.url) if not request.url.startswith((live_server.url, "data:")) else None
    )
    page.home = live_server.url
    yield page
    assert page.complaints == []


@pytest.fixture
def accessible():
    """Fails with the names of the broken rules and where."""

    def check(page, rules=(*WCAG, "best-practice")):
        results = Axe().run(page, options={"runOnly": list(rules)}).response["violations"]
        broken = [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in results]
        assert broken == [], page.url

    return check
