"""The texts of all occupations: complete, plain, each its own; and editing them in the admin."""

import copy
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from occupations import wording
from occupations.models import Occupation, Profile
from occupations.profiles import PROFILES, import_profiles
from portal.models import ImportRun
from tests.pages import text_of

TEXTS = wording.read_profiles(PROFILES)
BAKER = TEXTS["baecker-in"]


@pytest.fixture(scope="module")
def catalogue(shared_rows):
    """All occupations with their texts."""
    call_command("import_occupations", stdout=StringIO())


@pytest.fixture
def folder(tmp_path):
    """Two of the files, free to be changed."""
    for slug in ("baecker-in", "tischler-in"):
        (tmp_path / f"{slug}.toml").write_text((PROFILES / f"{slug}.toml").read_text())
    return tmp_path


def test_every_profile_is_complete_and_plain():
    faults = {slug: wording.faults(text) for slug, text in TEXTS.items()}
    assert {slug: found for slug, found in faults.items() if found} == {}


def test_there_is_one_for_each_of_the_346_occupations(catalogue, db):
    assert set(TEXTS) == set(Occupation.objects.values_list("slug", flat=True))
    assert Profile.objects.count() == 346
    assert ImportRun.objects.get(what="Berufsprofile").problems == []


def test_no_two_profiles_share_a_sentence():
    assert wording.repeated_sentences(TEXTS) == {}


@pytest.mark.parametrize(
    "field, value, fault",
    [
        ("summary", "Du " + "backst " * 30, "summary hat"),
        ("tasks", ["Teig kneten"], "tasks hat 1 Einträge"),
        ("workplace", "Die Durchführung erfolgt mittels Ofen.", "Amtsdeutsch oder Floskel „erfolgt“"),
        ("workplace", "Du kümmerst dich um die Compliance.", "„Compliance“ ist nicht erklärt"),
        ("day", "Mia " + "knetet und " * 20 + "ruht.", "Satz mit"),
        ("easy", "Du backst.", "easy hat 2 Wörter"),
        ("subjects", ["zauberei", "mathe"], "subjects kennt nicht: zauberei"),
        ("conditions", {"outdoors": "maybe"}, "conditions nennt nicht genau"),
    ],
)
def test_the_check_names_what_an_editor_should_mend(field, value, fault):
    profile = copy.deepcopy(BAKER) | {field: value}
    assert any(fault in found for found in wording.faults(profile))


def test_a_word_that_is_explained_in_brackets_is_welcome():
    explained = BAKER | {"workplace": "Du kümmerst dich um die Compliance (ob alle Regeln gelten)."}
    assert wording.faults(explained) == []


def test_a_profile_with_a_fault_is_named_and_the_others_go_in(catalogue, db, folder):
    Profile.objects.all().delete()
    broken = (folder / "tischler-in.toml").read_text().replace("summary = ", "other = ", 1)
    (folder / "tischler-in.toml").write_text(broken)
    run = import_profiles(folder)
    assert [profile.occupation.slug for profile in Profile.objects.all()] == ["baecker-in"]
    assert run.problems == ["tischler-in.toml: es fehlt: summary"]


def test_what_staff_write_survives_the_next_import(catalogue, staff, folder):
    profile = Profile.objects.get(occupation__slug="baecker-in")
    page = staff.get(f"/verwaltung/occupations/profile/{profile.pk}/change/")
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields} | {"summary": "Du backst für das ganze Dorf.", "bedingung_noise": "usual"}
    staff.post(f"/verwaltung/occupations/profile/{profile.pk}/change/", data)
    assert import_profiles(folder).kept == 1
    profile.refresh_from_db()
    assert profile.summary == "Du backst für das ganze Dorf."
    assert profile.conditions["noise"] == "usual"


def test_an_editor_is_told_what_is_not_plain_yet(catalogue, staff):
    profile = Profile.objects.get(occupation__slug="baecker-in")
    form = staff.get(f"/verwaltung/occupations/profile/{profile.pk}/change/").context["adminform"].form
    data = {name: form[name].value() for name in form.fields} | {"workplace": "Die Durchführung erfolgt mittels Ofen."}
    response = staff.post(f"/verwaltung/occupations/profile/{profile.pk}/change/", data, follow=True)
    assert "Amtsdeutsch oder Floskel „mittels“" in text_of(response)


@given(st.lists(st.sampled_from(["Du", "backst", "Brot", "und", "Kuchen"]), min_size=1, max_size=12))
def test_longer_sentences_are_never_easier(words):
    text = " ".join(words) + "."
    assert wording.readability(text + " " + text) >= wording.readability(" ".join(words * 2) + ".") - 1e-9
