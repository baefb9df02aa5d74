"""The public pages in seven languages: each at its own address, complete, and never mixed up."""

import re
import tomllib
from html import unescape

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, trans_real

from articles.models import Article
from internships.models import Company, Inquiry, Posting
from monitoring.models import Area, Indicator
from occupations.models import SCALES, Field, MinimumPay, Occupation, Profile, Specialisation
from occupations.profiles import PROFILES, values_of
from offers.models import Offer, Organisation, Topic
from portal import catalogues, languages
from portal.extraction import all_messages
from portal.models import Municipality, School, SearchDocument
from portal.templatetags.portal import number
from tests.factories import ArticleFactory, OccupationFactory, PostingFactory
from tests.pages import links_of, text_of
from tests.pseudo import forgotten, speaking
from tests.test_pages import ADDRESSES, make_world

OTHERS = [language for language in languages.LANGUAGES if language.prefix]
MORE = [
    "/merkliste/",
    "/merkliste/?beruf=tischler-in&platz={posting_id}",
    "/berufe/vergleich/?beruf=tischler-in",
    "/plaetze/?ort=Melle&art=ausbildung&abschluss=0",
    "/plaetze/?ort=Nirgendwo",
    "/suche/?q=xyzq",
    "/nirgends/",
]


@pytest.fixture(scope="module")
def world(shared_rows):
    """Rows for every page, and an occupation that has all an occupation can have."""
    rows = make_world()
    text = tomllib.loads((PROFILES / "tischler-in.toml").read_text())
    Occupation.objects.update(
        law="Verordnung", law_date="2020-01-31", areas=["Handwerk"], interests_source="Probe", **dict.fromkeys(SCALES.values(), 4)
    )
    occupation = Occupation.objects.get(slug="tischler-in")
    Profile.objects.create(occupation=occupation, **values_of(text))
    Specialisation.objects.create(occupation=occupation, kind=Specialisation.Kind.FOCUS, name="Möbelbau")
    MinimumPay.objects.create(start_year=2026, first_year=724, second_year=854, third_year=977, fourth_year=1014, source="BGBl.")
    return rows


def outside_links(response) -> set[str]:
    return {link for link in links_of(response) if link.startswith("/") and not link.startswith("/static/")}


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_every_page_speaks_the_language_of_its_address(visitor, world, language):
    for address in ADDRESSES:
        response = visitor.get(f"/{language.prefix}{address.format(**world)}", follow=True)
        assert response.status_code == 200, address
        assert f'<html lang="{language.code}" dir="{language.direction}">' in response.content.decode()
        assert response["Content-Language"] == language.code


def test_no_page_depends_on_what_the_browser_would_like(visitor, world):
    response = visitor.get("/", headers={"Accept-Language": "tr"})
    assert '<html lang="de"' in response.content.decode()
    assert "Language" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_links_keep_the_language(visitor, world, language):
    german = ("/verwaltung/", "/betriebsbereich/", "/traeger/", "/api/", "/daten/", "/plaetze/neu.atom", "/plaetze/termine.ics")
    german += ("/angebote/neu.atom", "/landschaft.csv")
    for address in ["/", "/berufe/tischler-in/", "/plaetze/?ort=Melle", world["posting"], "/suche/?q=tischler", "/nirgends/"]:
        response = visitor.get(f"/{language.prefix}{address}")
        html = response.content.decode()
        switcher = set(re.findall(r'<a href="([^"]*)" lang=', html))
        kept = (f"/{language.prefix}/", *german)
        leaving = {link for link in outside_links(response) if not link.startswith(kept) and not link.endswith(("/aushang/", "/start.ics"))}
        assert leaving <= {unescape(link) for link in switcher}, address


def test_every_page_names_itself_in_all_languages(visitor, world):
    html = visitor.get("/en/plaetze/?ort=Melle").content.decode()
    alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', html))
    assert alternates.keys() == {*(language.code for language in languages.LANGUAGES), "x-default"}
    assert alternates["de"] == alternates["x-default"] == f"{settings.SITE_URL}/plaetze/?ort=Melle"
    assert alternates["de-simple"] == f"{settings.SITE_URL}/leicht/plaetze/?ort=Melle"
    assert ("/ar/plaetze/?ort=Melle", "ar") in re.findall(r'<a href="([^"]*)" lang="([^"]*)"', html)


def test_staff_firms_and_machines_have_no_other_language(visitor):
    for address in ("/verwaltung/", "/betriebsbereich/", "/api/berufe/", "/api/v1/", "/daten/", "/plaetze/neu.atom", "/sitemap.xml/"):
        assert visitor.get(f"/en{address}").status_code == 404


def test_an_address_without_its_last_slash_stays_in_its_language(visitor, world):
    assert visitor.get("/en").url == "/en/"
    assert visitor.get("/tr/berufe").url == "/tr/berufe/"


def test_an_inquiry_stays_in_the_language_of_the_pupil_and_the_firm_gets_german_mail(visitor, django_capture_on_commit_callbacks):
    posting = PostingFactory()
    address = f"/uk/plaetze/{posting.pk}/anfrage/"
    with django_capture_on_commit_callbacks(execute=True), speaking("uk"):
        shown = {"shown": visitor.get(address).context["form"].moment()}
        wrong = visitor.post(address, {"name": "Mia"} | shown)
        sent = visitor.post(address, {"name": "Mia", "message": "Hallo", "email": "mia@example.org"} | shown)
    assert wrong.status_code == 400
    assert "⟦Deine Nachricht⟧: ⟦This field is required.⟧" in text_of(wrong)
    inquiry = posting.inquiries.get()
    assert sent.url == f"/uk{inquiry.get_absolute_url()}?gesendet={inquiry.pk}"
    assert inquiry.message == "Hallo"
    assert "⟦" not in mail.outbox[0].body
    hers = mail.outbox[1]
    assert hers.to == ["mia@example.org"] and hers.subject.startswith("⟦Deine Anfrage ist raus")
    assert f"/uk{inquiry.get_absolute_url()}" in hers.body


def test_what_is_indexed_is_german_whatever_is_spoken(db):
    with translation.override("en"), speaking("en"):
        posting = PostingFactory(kind="schulpraktikum")
    assert "schulpraktik" in SearchDocument.objects.get(kind="posting", object_id=posting.pk).body


def written_by_people() -> list[str]:
    """Names and editors' texts that stand on pages as they are, whatever the language."""
    region = settings.REGION.in_language("en")
    typed = ["Nirgendwo", "xyzq", "tischler", "werkstatt", "werk", "verein"]
    texts = [region.portal_name, region.claim, region.area, region.inhabitants, region.adviser.title, settings.SITE_URL, "JSON", "CSV"]
    texts += ["EN", *typed]
    columns = [
        (Company, "name"),
        (Municipality, "name"),
        (School, "name"),
        (Occupation, "name"),
        (Field, "name"),
        (Posting, "title"),
        (Topic, "name"),
        (Organisation, "name"),
    ]
    columns += [
        (Posting, "description"),
        (Offer, "title"),
        (Offer, "summary"),
        (Indicator, "name"),
        (Article, "title"),
        (Article, "teaser"),
        (Profile, "summary"),
        (Inquiry, "message"),
    ]
    texts += [area.short_name for area in Area.objects.all()]
    return texts + [text for model, column in columns for text in model.objects.order_by().values_list(column, flat=True)]


def test_the_whole_interface_is_marked_for_translation(visitor, world):
    """In a made-up language no word stands outside of a message but names and what editors wrote."""
    people, left = written_by_people(), {}
    with speaking("en") as pseudo:
        for address in [*ADDRESSES, *MORE]:
            response = visitor.get(f"/en{address.format(**world)}")
            if words := forgotten(response.content.decode(), people):
                left[address] = words
    assert left == {}
    by_django = {key[0] if isinstance(key, tuple) else key for key in trans_real.translation("de")._catalog.keys()}  # noqa: SIM118
    by_django = {key.rpartition("\x04")[2] for key in by_django}
    pseudo.asked.discard("No %s matches the given query.")  # of Http404: nobody sees it
    assert pseudo.asked - by_django - {message.text for message in all_messages()} - set(people) == set()


def test_editors_texts_are_marked_as_german_and_said_to_be(visitor, world):
    OccupationFactory()
    article = ArticleFactory(teaser="Kurz gesagt.")
    html = visitor.get(f"/ar{article.get_absolute_url()}").content.decode()
    assert f'<h1 lang="de" dir="ltr">{article.title}</h1>' in html
    with translation.override("ar"):
        assert gettext("Diesen Text gibt es nur auf Deutsch.") in html
    german = visitor.get(article.get_absolute_url()).content.decode()
    assert "Diesen Text gibt es nur auf Deutsch." not in german
    assert f"<h1>{article.title}</h1>" in german


@pytest.mark.parametrize(
    "code, shown", [("de", "2.000"), ("de-simple", "2.000"), ("en", "2,000"), ("tr", "2.000"), ("ar", "2.000"), ("uk", "2\xa0000")]
)
def test_numbers_are_written_as_the_language_writes_them(code, shown):
    with translation.override(code):
        assert number(2000) == shown


@pytest.mark.parametrize("code", catalogues.PLURALS)
def test_translations_keep_placeholders_and_have_all_plural_forms(code):
    assert catalogues.faults(code, catalogues.read(code)) == []


def test_addresses_are_made_in_the_language_being_spoken():
    assert reverse("postings") == "/plaetze/"
    with translation.override("ar"):
        assert reverse("postings") == "/ar/plaetze/"
        assert reverse("api_occupations") == "/api/berufe/"
    with translation.override("de-simple"):
        assert reverse("home") == "/leicht/"


def test_the_admin_is_german_where_djangos_own_catalogue_is_not(staff):
    PostingFactory()
    html = "".join(staff.get(f"/verwaltung/internships/posting/{page}").content.decode() for page in ("", "add/"))
    assert "Ausführen" in html and "– bitte wählen –" in html
    assert not re.search(r">Run<|Select an option", html)
