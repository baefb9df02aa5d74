"""The magazine: what a reader sees of an article, what only staff see, and what editors may write."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.prose import prose_of
from articles.views import PREVIEW
from portal import signed_links
from tests.factories import ArticleFactory, ArticleTextFactory, OccupationFactory, OfferFactory, PictureFactory, PostingFactory
from tests.pages import links_of, text_of

LONG = "\n\n".join(f"## Teil {number}\n\n{'Wort ' * 100}" for number in range(4))


def test_a_long_article_says_how_long_it_takes_and_what_is_in_it(visitor):
    response = visitor.get(ArticleFactory(text=LONG, author="Ada Beispiel", audience="eltern").get_absolute_url())
    text = text_of(response)
    assert "Von Ada Beispiel" in text
    assert "Lesezeit 2 Minuten" in text
    assert "Für Eltern" in text
    assert [link for link in links_of(response) if link.startswith("#teil")] == ["#teil-0", "#teil-1", "#teil-2", "#teil-3"]
    assert 'id="teil-2"' in response.content.decode()


def test_a_short_article_has_no_list_of_contents(visitor):
    assert "Darum geht es" not in text_of(visitor.get(ArticleFactory().get_absolute_url()))


def test_two_headings_of_one_name_have_two_anchors():
    assert [heading.anchor for heading in prose_of("## Los\n\n## Los\n\n### Los").headings] == ["los", "los-2"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200) | st.text(alphabet="#![]()<>bild:1 \n\"'=&jscript", max_size=80))
def test_no_text_brings_markup_of_its_own(db, text):
    html = prose_of(text).html.lower()
    assert not any(forbidden in html for forbidden in ("<script", "<img", "<iframe", "<style", 'href="javascript:', "\ue000"))


def test_pictures_in_the_text_come_from_the_editors_own_store(visitor, db):
    picture = PictureFactory(caption="Der Hobel", credit="Foto: Beispiel")
    article = ArticleFactory(text=f"Davor ![egal](bild:{picture.pk}) danach ![fremd](https://example.org/x.png) ![](bild:999)")
    html = visitor.get(article.get_absolute_url()).content.decode()
    assert f'srcset="{picture.address(480)} 480w, {picture.address(960)} 960w, {picture.address(1200)} 1200w"' in html
    assert 'alt="Eine Werkbank mit Hobel"' in html
    assert "Der Hobel · Foto: Beispiel" in html
    assert "example.org/x.png" not in html
    assert html.count("<img") == 1


def test_related_occupations_offers_and_free_places_stand_below(visitor, django_assert_max_num_queries):
    article, occupation, offer = ArticleFactory(picture=PictureFactory()), OccupationFactory(), OfferFactory(title="Werkstatttag")
    place, hidden = PostingFactory(title="Regale bauen", occupation=occupation), OfferFactory(title="Noch geheim", status="draft")
    article.occupations.add(occupation)
    article.offers.add(offer, hidden)
    with django_assert_max_num_queries(8):
        text = text_of(visitor.get(article.get_absolute_url()))
    assert occupation.name in text
    assert place.title in text
    assert "Werkstatttag" in text
    assert "Noch geheim" not in text


def test_the_list_can_be_narrowed_to_an_audience(visitor):
    ArticleFactory(title="Für Mütter und Väter", audience="eltern")
    ArticleFactory(title="Für Azubis", audience="jugendliche")
    text = text_of(visitor.get("/magazin/?fuer=eltern"))
    assert "Für Mütter und Väter" in text
    assert "Für Azubis" not in text


def test_an_article_is_read_in_ones_language_or_in_german_and_says_which(visitor, django_assert_num_queries):
    article = ArticleTextFactory(article__title="Praktikum finden").article
    english, turkish = visitor.get(f"/en{article.get_absolute_url()}"), visitor.get(f"/tr{article.get_absolute_url()}")
    assert "Finding an internship" in text_of(english)
    assert "Diesen Text gibt es nur auf Deutsch" not in text_of(english)
    assert '<h1 lang="de">Praktikum finden</h1>' in turkish.content.decode()
    assert "Bu metin yalnızca Almanca" in text_of(turkish)
    assert "Finding an internship" in text_of(visitor.get("/en/magazin/"))
    for _ in range(5):
        ArticleTextFactory(article__title="Noch einer")
    with django_assert_num_queries(3):
        visitor.get("/en/magazin/")


def test_links_in_a_text_keep_the_readers_language(visitor):
    article = ArticleFactory(
        text="[Plätze](/plaetze/?art=ausbildung#oben) [Tabelle](/api/berufe.csv) [weg](/gibt/es/nicht/) [fort](https://example.org/)"
    )
    links = links_of(visitor.get(f"/ru{article.get_absolute_url()}"))
    assert {"/ru/plaetze/?art=ausbildung#oben", "/api/berufe.csv", "/gibt/es/nicht/", "https://example.org/"} <= set(links)


def test_a_planned_article_appears_by_itself(visitor, staff):
    article = ArticleFactory(published_at=timezone.now() + timedelta(days=1))
    assert visitor.get(article.get_absolute_url()).status_code == 404
    assert article.title not in text_of(visitor.get("/magazin/"))
    assert "Vorschau: erscheint" in text_of(staff.get(article.get_absolute_url()))
    type(article).objects.update(published_at=timezone.now() - timedelta(minutes=1))
    assert article.title in text_of(visitor.get("/magazin/"))


def test_a_draft_is_seen_by_staff_and_by_who_has_its_link(visitor, staff, owner):
    article = ArticleFactory(status="draft", published_at=None)
    address = f"/magazin/vorschau/{signed_links.sign(PREVIEW, article.pk)}/"
    assert [client.get(article.get_absolute_url()).status_code for client in (visitor, owner, staff)] == [404, 404, 200]
    shown = visitor.get(address)
    assert "Vorschau: noch nicht veröffentlicht." in text_of(shown)
    assert "noindex" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert visitor.get("/magazin/vorschau/gefaelscht/").status_code == 404
    assert visitor.get(f"/magazin/vorschau/{signed_links.sign('anderes', article.pk)}/").status_code == 404


def test_a_fixed_page_can_be_previewed_too(visitor):
    page = ArticleFactory(kind="page", status="draft", published_at=None, title="Über uns")
    assert "Über uns" in text_of(visitor.get(f"/magazin/vorschau/{signed_links.sign(PREVIEW, page.pk)}/"))
    assert visitor.get(page.get_absolute_url()).status_code == 404


def test_the_feed_has_the_newest_articles(visitor):
    ArticleFactory(title="Alt & neu", author="Ada Beispiel")
    ArticleFactory(title="Geheim", status="draft")
    feed = ElementTree.fromstring(visitor.get("/magazin/neu.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.find(f"{atom}title").text for entry in feed.findall(f"{atom}entry")] == ["Alt & neu"]
    assert feed.find(f"{atom}entry/{atom}author/{atom}name").text == "Ada Beispiel"


@pytest.mark.parametrize("kind", ["guide", "page"])
def test_editors_save_an_article_with_a_translation(staff, visitor, kind):
    form = {"kind": kind, "title": "Neu", "text": "Hallo", "status": "published"}
    texts = {"texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 0, "texts-0-language": "en", "texts-0-title": "New", "texts-0-text": "Hello"}
    response = staff.post("/verwaltung/articles/article/add/", form | texts, follow=True)
    assert response.status_code == 200 and "New" in text_of(visitor.get("/en/neu/" if kind == "page" else "/en/magazin/neu/"))
