"""The four entrances: the next step for who somebody is, with figures that are true now, and in the editors' hands."""

from datetime import date

import pytest
from django.core.management import call_command

from articles.models import Situation, Step, StepText
from articles.seeds import create_missing_situations
from portal.front.entrances import half_of, in_turn
from portal.vocabulary import Audience
from tests.factories import ArticleFactory, EventFactory, OfferFactory, PostingFactory
from tests.pages import links_of, text_of
from tests.pseudo import speaking


@pytest.fixture
def seeded(db):
    create_missing_situations()


def test_every_audience_has_its_entrance_and_no_other_there_is(visitor, seeded):
    for audience in Audience.values:
        situations = Situation.objects.filter(audience=audience)
        page = visitor.get(f"/fuer/{audience}/")
        assert situations.count() >= 3
        assert all(situation.name in text_of(page) for situation in situations)
        for situation in situations:
            response = visitor.get(f"/fuer/{audience}/?lage={situation.key}")
            assert all(step.title in text_of(response) for step in situation.steps.all())
    assert visitor.get("/fuer/niemanden/").status_code == 404


def test_a_pupil_sees_what_her_class_needs_and_keeps_it_when_looking_on(visitor, seeded):
    ninth, seventh = (visitor.get(f"/fuer/jugendliche/?klasse={number}&lage=keine-ahnung") for number in (9, 7))
    assert "Sprich mit der Berufsberatung" in text_of(ninth)
    assert "Sprich mit der Berufsberatung" not in text_of(seventh)
    assert "?klasse=9&lage=praktikum" in links_of(ninth)


def test_figures_are_counted_now(visitor, seeded, django_assert_max_num_queries):
    for kind in ("ausbildung", "ausbildung", "schnuppertag"):
        PostingFactory(kind=kind)
    PostingFactory(kind="ausbildung", status="paused")
    OfferFactory(for_parents=True)
    ArticleFactory(audience="jugendliche")
    with django_assert_max_num_queries(8):
        text = text_of(visitor.get("/fuer/jugendliche/?lage=ausbildung"))
    assert "Ausbildungsplätze ansehen 2 gerade frei" in text
    assert "Schnuppertage finden 1 gerade frei" in text
    assert "Angebote für Eltern 1 Angebot" in text_of(visitor.get("/fuer/eltern/?lage=klasse-5-7"))


def test_a_teacher_reads_how_many_dates_there_are_for_schools(visitor, seeded):
    EventFactory(offer__for_schools=True)
    EventFactory(offer__for_schools=False, offer__for_parents=True)
    assert "Termine für Schulen 1 Termin" in text_of(visitor.get("/fuer/schulen/?lage=massnahmen"))


@pytest.mark.parametrize("day, half", [("2026-08-01", 1), ("2027-01-31", 1), ("2027-02-01", 2), ("2027-07-31", 2)])
def test_the_school_year_has_two_halves(day, half):
    assert half_of(date.fromisoformat(day)) == half


def test_what_is_due_now_comes_first():
    steps = [Step(title="später", half=2), Step(title="immer", half=0), Step(title="jetzt", half=1)]
    assert [step.title for step in in_turn(steps, date(2026, 11, 26))] == ["jetzt", "immer", "später"]
    assert [step.is_due for step in in_turn(steps, date(2027, 3, 1))] == [True, False, False]


def test_what_editors_changed_or_hid_stays_so(seeded, visitor):
    Situation.objects.filter(key="abgebrochen").update(is_public=False)
    Step.objects.filter(title="Such in deiner Nähe").update(title="Schau dich um")
    call_command("create_pages", verbosity=0)
    assert Situation.objects.filter(key="abgebrochen").count() == 1
    assert "Ich habe abgebrochen" not in text_of(visitor.get("/fuer/jugendliche/"))
    assert "Schau dich um" in text_of(visitor.get("/fuer/jugendliche/?lage=praktikum"))


def test_own_texts_are_translated_by_the_catalogue_and_changed_ones_by_editors_or_not_at_all(seeded, visitor):
    changed = Step.objects.get(title="Such in deiner Nähe")
    Step.objects.filter(pk=changed.pk).update(title="Schau dich um")
    with speaking("en"):
        assert "⟦Merk dir drei Plätze⟧" in text_of(visitor.get("/en/fuer/jugendliche/?lage=praktikum"))
    assert '<h2 lang="de">Schau dich um</h2>' in visitor.get("/en/fuer/jugendliche/?lage=praktikum").content.decode()
    StepText.objects.create(step=changed, language="en", title="Look around", text="Nearby.")
    html = visitor.get("/en/fuer/jugendliche/?lage=praktikum").content.decode()
    assert "<h2>Look around</h2>" in html


def test_easy_german_is_not_called_german_only_because_a_name_stays_the_same(visitor, seeded):
    assert "nur auf Deutsch" not in text_of(visitor.get("/leicht/fuer/eltern/?lage=klasse-8"))


def test_links_of_steps_keep_the_language_and_lead_somewhere(visitor, seeded):
    for step in Step.objects.exclude(link=""):
        step.full_clean()
        if step.link.startswith("/"):
            assert visitor.get(step.link).status_code in (200, 302), step.link
    assert "/ar/plaetze/?art=schulpraktikum" in links_of(visitor.get("/ar/fuer/jugendliche/?lage=praktikum"))


def test_an_address_that_leads_nowhere_is_refused(staff, seeded):
    situation = Situation.objects.first()
    steps = {"steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 0, "steps-0-title": "Los", "steps-0-text": "Geh.", "steps-0-position": 1}
    steps |= {
        "steps-0-half": 0,
        "steps-0-link": "javascript:alert(1)",
        "steps-0-link_words": "Los",
        "texts-TOTAL_FORMS": 0,
        "texts-INITIAL_FORMS": 0,
    }
    form = {"audience": situation.audience, "key": "neu", "name": "Neu", "intro": "Hallo", "position": 9, "is_public": "on"}
    response = staff.post("/verwaltung/articles/situation/add/", form | steps)
    assert "Die Adresse beginnt mit /" in text_of(response)
    assert not Situation.objects.filter(key="neu").exists()
