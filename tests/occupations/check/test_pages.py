"""The check as a pupil, a parent and a teacher meet it."""

import html
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from occupations.check.codes import LETTERS
from occupations.check.pages.models import AnswerCount, ClassCode, MatchingRules
from occupations.models import SCALES, Occupation, Profile
from tests.factories import MunicipalityFactory, OccupationFactory, PostingFactory
from tests.pages import text_of

PURE = {letter: {name: 6 if scale == letter else 2 for scale, name in SCALES.items()} for letter in SCALES}


@pytest.fixture
def catalogue(db):
    """Two occupations per interest, each pair in a field of its own."""
    for letter, key in zip(SCALES, ("metall", "labor", "medien", "soziales", "handel", "buero"), strict=True):
        for number in (1, 2):
            OccupationFactory(slug=f"{letter.lower()}-{number}", name=f"Beruf {letter}{number}", field=key, **PURE[letter])
    return {occupation.slug: occupation for occupation in Occupation.objects.all()}


class Pupil:
    """Goes through the check as the pages ask."""

    def __init__(self, client):
        self.client = client
        self.response = None

    def begin(self, **choices):
        return self.send("/check/fragen/", {"beginn": "1"} | choices)

    def send(self, address, data):
        self.sent = data
        self.response = self.client.post(address, data)
        return self.response

    @property
    def hidden(self) -> dict[str, str]:
        page = self.response.content.decode()
        return {name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page).group(1)) for name in ("stand", "seite")}

    @property
    def codes(self) -> list[str]:
        return re.findall(r'id="f_([RIASEC]\d)"', self.response.content.decode())

    def press(self, button="weiter", **filled):
        return self.send("/check/fragen/", self.hidden | {button: "1"} | filled)

    def answer_page(self, likes="R", **more):
        return self.press(**{code: "5" if code[0] in likes else "12"[int(code[1]) % 2] for code in self.codes}, **more)

    def answer_all(self, likes="R", **begin):
        self.begin(**begin)
        while self.codes:
            self.answer_page(likes)
        return self.response

    def to_the_result(self, likes="R", place="", **begin):
        self.answer_all(likes, **begin)
        for _ in range(3):
            self.press()
        return self.press(ort=place, **getattr(self, "last", {}))

    @property
    def code(self) -> str:
        return re.search(r'class="code">([A-Z2-9-]+)<', self.response.content.decode()).group(1)


@pytest.fixture
def pupil(visitor, catalogue):
    return Pupil(visitor)


def test_the_entrance_says_what_it_is_and_sets_no_cookie(visitor):
    response = visitor.get("/check/")
    assert "kein Cookie" in text_of(response)
    assert not response.cookies


def test_from_the_first_question_to_occupations_that_fit(pupil):
    page = text_of(pupil.to_the_result(likes="R"))
    assert "Passt sehr gut" in page
    assert "Beruf R1" in page
    assert "Weil du gern mit den Händen und mit Technik arbeitest" in page
    assert not pupil.response.cookies


def test_the_result_is_kept_by_nobody(pupil):
    response = pupil.to_the_result()
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_nothing_about_a_person_is_stored(pupil):
    before = {model: model.objects.count() for model in (AnswerCount, ClassCode)}
    pupil.to_the_result()
    assert {model: model.objects.count() for model in before} == before


def test_a_gap_is_named_and_what_was_ticked_stays(pupil):
    pupil.begin()
    first, *others = pupil.codes
    response = pupil.press(**{first: "4"})
    assert response.status_code == 422
    assert "Da fehlt noch etwas" in text_of(response)
    assert f'id="{first}_4" checked' in response.content.decode()
    assert response.content.decode().count("Wähl hier eine Antwort.") == len(others)


def test_going_back_loses_nothing(pupil):
    pupil.begin()
    pupil.answer_page(likes="RIA")
    second = pupil.codes
    pupil.press("zurueck", **dict.fromkeys(second[:2], "2"))
    assert pupil.response.content.decode().count(" checked") == 6
    pupil.answer_page()
    assert pupil.response.content.decode().count(" checked") == 2


def test_a_pause_code_goes_on_where_it_stopped(pupil):
    pupil.begin()
    pupil.answer_page()
    open_codes = pupil.codes
    pupil.press("pause", **{open_codes[0]: "3"})
    pupil.send("/check/ergebnis/", {"code": pupil.code})
    assert pupil.codes == open_codes
    assert f'id="{open_codes[0]}_3" checked' in pupil.response.content.decode()


def test_a_pause_among_the_ticks_keeps_them_and_goes_on_there(catalogue, pupil):
    pupil.answer_all()
    pupil.press(fields_ticked=["metall", "medien"])
    pupil.press("pause")
    pupil.send("/check/ergebnis/", {"code": pupil.code})
    page = pupil.response.content.decode()
    assert [key for key in ("metall", "labor", "medien") if f'id="feld_{key}" checked' in page] == ["metall", "medien"]


def test_easy_words_can_be_chosen_and_left_on_every_page(pupil):
    pupil.begin(leicht="1")
    assert "Ein Regal bauen" in text_of(pupil.response)
    pupil.press("leicht")
    assert "Ein Regal aus Holz bauen" in text_of(pupil.response)


def test_another_language_in_the_middle_of_the_check_keeps_what_was_answered(pupil):
    pupil.begin()
    pupil.answer_page()
    open_codes = pupil.codes
    assert 'form="check" formaction="/tr/check/fragen/" name="hier"' in pupil.response.content.decode()
    pupil.send("/tr/check/fragen/", pupil.hidden | {"hier": "1", open_codes[0]: "3"})
    assert "Bunu ne kadar severek yapardın?" in text_of(pupil.response)
    assert pupil.codes == open_codes
    assert f'id="{open_codes[0]}_3" checked' in pupil.response.content.decode()
    assert not pupil.response.cookies


def test_what_is_ticked_stays_in_another_language_and_easy_german_asks_in_easy_words(pupil):
    pupil.begin()
    pupil.send("/leicht/check/fragen/", pupil.hidden | {"hier": "1"})
    assert "Ein Regal bauen" in text_of(pupil.response)
    pupil.answer_all()
    pupil.send("/en/check/fragen/", pupil.hidden | {"hier": "1", "fields_ticked": ["bau", "it", "natur", "handel"]})
    assert pupil.response.content.decode().count(" checked") == 4


def test_a_result_can_be_read_in_another_language_and_counts_nobody_twice(pupil):
    pupil.last = {"hilf_mit": "1"}
    page = pupil.to_the_result(place="").content.decode()
    counted = sum(AnswerCount.objects.values_list("number", flat=True))
    form = page.partition('id="carried"')[2]
    assert 'form="carried" formaction="/en/check/fragen/"' in page
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
    again = pupil.send("/en/check/fragen/", fields)
    assert "Dein Ergebnis" not in text_of(again) and "Beruf R1" in text_of(again)
    assert sum(AnswerCount.objects.values_list("number", flat=True)) == counted


def test_a_mistake_in_a_code_is_said_in_the_language_of_the_page(visitor, catalogue):
    page = text_of(visitor.post("/en/check/ergebnis/", {"code": "8HQF-KGGP-EMZA-CNP6-XNY8"}))
    assert "typing mistake" in page
    assert "Tippfehler" not in page


def test_the_short_check_says_that_it_is_rough(pupil):
    assert "grobe Richtung" in text_of(pupil.to_the_result(umfang="3"))


def test_a_code_rebuilds_the_result_on_another_device(pupil, client):
    first = pupil.to_the_result(likes="S")
    assert len(pupil.code.replace("-", "")) == LETTERS
    again = client.post("/check/ergebnis/", {"code": pupil.code.lower().replace("-", " ")})
    cards = re.compile(r'<li class="card match">.*?</li>', re.DOTALL)
    assert cards.findall(again.content.decode()) == cards.findall(first.content.decode())


@pytest.mark.parametrize("code", ["", "ABCD", "8HQF-KGGP-EMZA-CNP6-XNY8", "O0I1", "ä" * 20, "A" * 200])
def test_a_code_with_a_mistake_gets_a_sentence_and_stays_in_the_form(visitor, catalogue, code):
    response = visitor.post("/check/ergebnis/", {"code": code})
    assert response.status_code == 400
    assert "Code" in text_of(response)
    assert html.escape(code[:60]) in response.content.decode()


@pytest.mark.parametrize("state", ["", "kaputt", "[1,2,3]", '{"a":1}', "[" * 3000])
def test_a_broken_state_is_said_and_goes_on_at_the_first_open_page(visitor, catalogue, state):
    response = visitor.post("/check/fragen/", {"stand": state, "seite": "3"})
    assert response.status_code == 400
    assert "durcheinandergeraten" in text_of(response)


def test_free_places_near_home_are_counted_and_one_click_away(pupil, catalogue):
    near, far = MunicipalityFactory(place="Melle"), MunicipalityFactory(place="Bramsche")
    PostingFactory.create_batch(2, occupation=catalogue["r-1"], municipality=near)
    PostingFactory(occupation=catalogue["r-1"], municipality=far)
    PostingFactory(occupation=catalogue["r-2"], municipality=far)
    response = pupil.to_the_result(likes="R", place="Melle")
    assert "2 freie Plätze um Melle" in text_of(response)
    assert "1 freier Platz, " in text_of(response)
    (address,) = re.findall(r'href="(/plaetze/\?beruf=r-1[^"]*)"', response.content.decode())
    assert "2 Plätze" in text_of(pupil.client.get(html.unescape(address)))


def test_an_unknown_place_is_said_before_the_result_and_after_it(pupil):
    response = pupil.to_the_result(place="Atlantis")
    assert response.status_code == 422
    pupil.press(ort="")
    response = pupil.client.post("/check/ergebnis/", {"code": pupil.code, "ort": "Atlantis"})
    assert "„Atlantis“ kennen wir hier nicht" in text_of(response)


def test_what_is_excluded_is_hidden_counted_and_can_be_shown(pupil, catalogue):
    for slug in ("r-1", "r-2"):
        Profile.objects.create(occupation=catalogue[slug], conditions={"noise": "usual"})
    pupil.answer_all(likes="RI")
    pupil.press()
    pupil.press()
    pupil.press(b_noise="nie")
    response = pupil.press(ort="")
    assert "2 Berufe sind ausgeblendet, weil dort üblich ist: Lärm." in text_of(response)
    assert "Beruf R1" not in text_of(response)
    shown = pupil.client.post("/check/ergebnis/", {"code": pupil.code, "alles": "1"})
    assert "Beruf R1" in text_of(shown)


def test_too_many_ticks_are_refused_with_the_numbers(pupil):
    pupil.answer_all()
    response = pupil.press(fields_ticked=["bau", "it", "natur", "handel"])
    assert response.status_code == 422
    assert "Höchstens 3 sind möglich, du hast 4." in text_of(response)


def test_answers_without_ups_and_downs_get_no_ranking_but_other_ways(pupil):
    pupil.begin()
    turn = 0
    while pupil.codes:
        turn += 1
        pupil.press(**dict.fromkeys(pupil.codes, str(2 + turn % 3)))
    for _ in range(4):
        pupil.press(ort="")
    page = text_of(pupil.response)
    assert "dicht beieinander" in page
    assert "Passt" not in page
    assert "Schnuppertag" in page


def test_the_same_answer_everywhere_is_asked_about_kindly_and_never_blocked(pupil):
    pupil.begin()
    while pupil.codes:
        pupil.press(**dict.fromkeys(pupil.codes, "4"))
    assert "Kurze Nachfrage" in text_of(pupil.response)
    assert "Welche Felder reizen dich?" in text_of(pupil.press("passt"))


def test_too_many_unknowns_are_explained(pupil):
    pupil.begin()
    while pupil.codes:
        pupil.press(**dict.fromkeys(pupil.codes, "0"))
    assert "weiß ich nicht" in text_of(pupil.response)
    assert "Fragen noch mal ansehen" in text_of(pupil.response)


def test_parents_answer_about_their_child_and_both_look_together(pupil, visitor):
    pupil.to_the_result(likes="R")
    own = pupil.code
    pupil.answer_all(likes="S", wer="kind")
    assert "So sehen Sie Ihr Kind" in text_of(pupil.response)
    page = text_of(visitor.post("/check/zusammen/", {"kind": own, "andere": pupil.code}))
    assert "Kind mag es mehr" in page
    assert "Eltern schätzen mehr" in page
    assert "Drei Fragen zum Reden" in page


def test_a_wrong_code_of_two_is_named_beside_its_field(visitor, catalogue):
    response = visitor.post("/check/zusammen/", {"kind": "ABCD", "andere": ""})
    assert response.status_code == 400
    assert 'id="kind_error"' in response.content.decode()
    assert 'value="ABCD"' in response.content.decode()


def test_the_sums_of_the_paper_sheet_make_a_result(visitor, catalogue):
    response = visitor.post("/check/papier/", {letter: "25" if letter == "A" else "8" for letter in SCALES})
    assert "Beruf A1" in text_of(response)


def test_a_sum_that_cannot_be_is_refused(visitor, catalogue):
    response = visitor.post("/check/papier/", dict.fromkeys(SCALES, "3"))
    assert response.status_code == 422


@pytest.mark.parametrize("address", ["klasse/", "klasse/unterricht/", "klasse/fragebogen/", "zusammen/", "papier/", "ergebnis/"])
def test_every_page_around_it_opens(visitor, address):
    assert visitor.get(f"/check/{address}").status_code == 200


def test_the_questionnaire_has_thirty_questions_and_a_key_that_fits(visitor):
    page = visitor.get("/check/klasse/fragebogen/").content.decode()
    assert len(re.findall(r'<td class="tick">1</td>', page)) == 30
    numbers = [int(number) for row in re.findall(r"<td>(\d+(?: · \d+){4})</td>", page) for number in row.split(" · ")]
    assert sorted(numbers) == list(range(1, 31))


def test_who_helps_is_counted_without_a_person(pupil):
    pupil.last = {"hilf_mit": "1"}
    pupil.to_the_result()
    counted = sum(AnswerCount.objects.values_list("number", flat=True))
    assert counted >= 30
    pupil.send("/check/fragen/", pupil.sent)
    assert sum(AnswerCount.objects.values_list("number", flat=True)) == counted
    assert {field.name for field in AnswerCount._meta.get_fields()} == {"id", "version", "what", "number"}


def test_staff_change_the_weights_and_the_result_follows(pupil, staff):
    pupil.to_the_result(likes="R")
    assert "Passt sehr gut" in text_of(pupil.response)
    form = {
        name: getattr(MatchingRules(), name) for name in ("interests", "fields", "abilities", "conditions", "second_field", "sometimes")
    }
    form |= {"malus": 5, "very_good": 1, "good": 0.99, "look": 0.98, "means": "[3,3,3,3,3,3]", "spreads": "[1,1,1,1,1,1]", "note": "Probe"}
    assert staff.post("/verwaltung/occupations/matchingrules/add/", form).status_code == 302
    again = pupil.client.post("/check/ergebnis/", {"code": pupil.code})
    assert "Passt sehr gut" not in text_of(again)


def test_nonsense_weights_are_refused_in_german(staff):
    form = {"interests": 0, "fields": 0, "abilities": 0, "conditions": 0, "second_field": 0, "sometimes": 0, "malus": 0}
    form |= {"very_good": 0.2, "good": 0.5, "look": 0.7, "means": "[3]", "spreads": "[0]", "note": "Probe"}
    response = staff.post("/verwaltung/occupations/matchingrules/add/", form)
    assert "Die Interessen müssen zählen" in text_of(response)
    assert not MatchingRules.objects.exists()


def test_the_result_takes_at_most_eight_queries(pupil, django_assert_max_num_queries):
    PostingFactory(municipality=MunicipalityFactory(place="Melle"))
    pupil.to_the_result()
    with django_assert_max_num_queries(8):
        pupil.client.post("/check/ergebnis/", {"code": pupil.code, "ort": "Melle"})


def test_occupations_are_listed_in_the_order_of_a_result(pupil, visitor):
    pupil.to_the_result(likes="E")
    page = text_of(visitor.post("/berufe/passend/", {"code": pupil.code}))
    assert page.index("Beruf E1") < page.index("Andere Berufe") < page.index("Beruf R1")
    assert visitor.post("/berufe/passend/", {"code": "ABC"}).status_code == 400


class TestClass:
    @pytest.fixture
    def group(self, db):
        return ClassCode.objects.create()

    def take(self, pupil, group, likes="R"):
        pupil.last = {"mitzaehlen": "1"}
        pupil.to_the_result(likes=likes, gruppe=group.code, umfang="3")

    def test_a_teacher_makes_a_code_without_an_account(self, visitor):
        page = text_of(visitor.post("/check/klasse/"))
        group = ClassCode.objects.get()
        assert group.code in page
        assert visitor.get(f"/check/k/{group.code.lower()}/").status_code == 200

    def test_the_code_typed_where_codes_are_typed_leads_to_the_class(self, visitor, group):
        typed = f"{group.code[:4]}-{group.code[4:]}".lower()
        assert visitor.post("/check/ergebnis/", {"code": typed}).headers["Location"] == f"/check/k/{group.code}/"
        ClassCode.objects.all().delete()
        refused = visitor.post("/check/ergebnis/", {"code": typed})
        assert refused.status_code == 400
        assert "Diesen Klassencode gibt es nicht (mehr)" in text_of(refused)

    def test_nothing_is_shown_before_ten_and_news_only_at_fifteen(self, pupil, visitor, group):
        address = f"/check/klasse/{group.key}/auswertung/"
        for _ in range(9):
            self.take(pupil, group)
        assert "weniger als 10" in text_of(visitor.get(address))
        self.take(pupil, group, likes="S")
        assert "Stand bei 10 Personen" in text_of(visitor.get(address))
        self.take(pupil, group, likes="S")
        assert "Stand bei 10 Personen" in text_of(visitor.get(address))

    def test_small_numbers_are_hidden_and_so_is_what_would_give_them_away(self, pupil, visitor, group):
        for likes in "RRRRRSSSSE":
            self.take(pupil, group, likes=likes)
        page = text_of(visitor.get(f"/check/klasse/{group.key}/auswertung/"))
        assert "Werken & Technik 5" in page
        assert "Überzeugen & Leiten unter 3" in page
        assert "Helfen & Erklären unter 3" in page

    def test_nothing_is_shown_where_all_agree(self, pupil, visitor, group):
        for _ in range(10):
            self.take(pupil, group)
        assert "Werken & Technik" not in text_of(visitor.get(f"/check/klasse/{group.key}/auswertung/"))

    def test_a_reload_counts_once(self, pupil, group):
        self.take(pupil, group)
        pupil.answer_all(gruppe=group.code, umfang="3")
        for _ in range(3):
            pupil.press()
        last = pupil.hidden | {"weiter": "1", "mitzaehlen": "1", "ort": ""}
        for _ in range(3):
            pupil.send("/check/fragen/", last)
        group.refresh_from_db()
        assert group.taken == 2

    def test_who_does_not_tick_is_not_counted(self, pupil, group):
        pupil.to_the_result(gruppe=group.code, umfang="3")
        group.refresh_from_db()
        assert group.taken == 0

    def test_the_code_of_the_class_does_not_open_the_teachers_page(self, visitor, group):
        assert visitor.get(f"/check/klasse/{group.code}/auswertung/").status_code == 404

    def test_after_two_weeks_everything_is_gone(self, visitor, group):
        ClassCode.objects.update(delete_on=timezone.localdate() - timedelta(days=1))
        assert visitor.get(f"/check/k/{group.code}/").status_code == 404
        call_command("forget_classes")
        assert not ClassCode.objects.exists()
