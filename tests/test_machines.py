"""What programs read: health, sitemap, feed, structured data, headers."""

import json
import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.db.migrations.recorder import MigrationRecorder

from portal.wsgi import PortalHandler
from tests.factories import ArticleFactory, EventFactory, PostingFactory


def structured_data(response) -> list[dict]:
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), flags=re.DOTALL)
    return [json.loads(script) for script in scripts]


def test_health_says_ok_when_the_database_answers_and_is_up_to_date(visitor):
    response = visitor.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")


def test_health_says_503_while_a_migration_is_waiting(visitor):
    MigrationRecorder.Migration.objects.filter(app="articles").order_by("pk").last().delete()
    response = visitor.get("/healthz")
    assert (response.status_code, response.json()["migrations_waiting"]) == (503, 1)


def test_the_sitemap_names_every_public_page_and_no_other(visitor):
    public, draft = PostingFactory(), PostingFactory(status="draft")
    article, event = ArticleFactory(), EventFactory()
    sections = re.findall(r"<loc>http://[^/]+(.*?)</loc>", visitor.get("/sitemap.xml").content.decode())
    pages = "".join(visitor.get(section).content.decode() for section in sections)
    for row in (public, public.company, public.occupation, article, event, event.offer):
        assert f"{row.get_absolute_url()}</loc>" in pages
    assert draft.get_absolute_url() not in pages


def test_robots_are_sent_to_the_sitemap_and_away_from_forms(visitor):
    text = visitor.get("/robots.txt").content.decode()
    assert "Sitemap: http" in text
    assert "Disallow: /plaetze/*/anfrage/" in text


def test_the_feed_has_the_newest_places(visitor):
    posting = PostingFactory(title="Regale & Kisten")
    feed = ElementTree.fromstring(visitor.get("/plaetze/neu.atom").content)
    title = feed.find("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title").text
    assert title == f"Regale & Kisten – {posting.company}, Melle"


def test_a_place_describes_itself_as_job_posting(visitor):
    posting = PostingFactory(title="Lehre", kind="ausbildung", monthly_pay=900, starts_on="2030-08-01", starts_until="2030-09-01")
    job, crumbs = structured_data(visitor.get(posting.get_absolute_url()))
    assert (job["@type"], crumbs["@type"]) == ("JobPosting", "BreadcrumbList")
    assert job["hiringOrganization"]["name"] == posting.company.name
    assert job["validThrough"] == "2030-09-01"
    assert job["jobLocation"]["address"]["addressLocality"] == "Melle"
    assert job["baseSalary"]["value"]["value"] == 900
    assert [step["name"] for step in crumbs["itemListElement"]] == ["Start", "Plätze", "Lehre"]


def test_nothing_a_company_writes_can_leave_the_structured_data(visitor):
    posting = PostingFactory(title="</script><script>alert(1)</script>")
    response = visitor.get(posting.get_absolute_url())
    assert "<script>alert" not in response.content.decode()
    assert structured_data(response)[0]["title"] == "</script><script>alert(1)</script>"


def test_an_offer_describes_its_dates_as_events(visitor):
    event = EventFactory(is_cancelled=True)
    data = structured_data(visitor.get(event.offer.get_absolute_url()))
    assert [entry["@type"] for entry in data] == ["BreadcrumbList", "Event"]
    assert data[1]["eventStatus"].endswith("EventCancelled")


@pytest.mark.parametrize(
    "header, value",
    [
        ("Content-Security-Policy", "default-src 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_answer_carries_the_protecting_headers(visitor, header, value):
    assert value in visitor.get("/")[header]


def test_editors_markdown_is_cleaned(visitor):
    article = ArticleFactory(text="[klick](javascript:alert(1)) <img src=x onerror=alert(1)> **fett**")
    html = visitor.get(article.get_absolute_url()).content.decode()
    assert "<strong>fett</strong>" in html
    assert "javascript:alert" not in html.replace("(javascript:alert(1))", "")
    assert "<img" not in html


@pytest.mark.parametrize(
    "header", ["text/html; charset*=BOGUS''x", "text/html; charset=utf-16", "multipart/form-data", "x/y; charset=nonsense"]
)
def test_an_unreadable_request_is_a_400_and_never_a_crash(db, header):
    status = []
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/plaetze/1/anfrage/", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "CONTENT_TYPE": header, "CONTENT_LENGTH": "3", "HTTP_COOKIE": "csrftoken=abcdefghijklmnopqrstuvwxyzabcdef",
        "wsgi.input": BytesIO(b"a=b"), "wsgi.url_scheme": "http", "wsgi.errors": None,
    }  # fmt: skip
    PortalHandler()(environ, lambda line, headers: status.append(int(line.split()[0])))
    assert 400 <= status[0] < 500
