"""Searching as pupils type: through the search page, on the real occupations."""

from io import StringIO

import pytest
from django.core.management import call_command

FIRST = {
    "Bäcker": "Bäcker/in",
    "baeckerei": "Bäcker/in",
    "Erzieher": "Erzieher/in",
    "ErzieherIn": "Erzieher/in",
    "erzieher*in": "Erzieher/in",
    "kfz mechatroniker": "Kraftfahrzeugmechatroniker/in",
    "Mechatroniker": "Mechatroniker/in",
    "köchin": "Koch/Köchin",
    "Friseurin": "Friseur/in",
    "Laborantin Chemie": "Chemielaborant/in",
    "KOECHIN": "Koch/Köchin",
    "Bürokauffrau": "Kaufmann/-frau für Büromanagement",
    "Schreiner": "Tischler/in",
    "Tischlerlehre": "Tischler/in",
    "frisöhr": "Friseur/in",
    "Fachinformatick": "Fachinformatiker/in",
    "industriekaufman": "Industriekaufmann/-frau",
    "was mit Tieren": "Tierpfleger/in",
    "Ausbildung zum Maurer": "Maurer/in",
    "Krankenschwester": "Pflegefachmann/-frau",
    "Zahnarzthelferin": "Zahnmedizinische/r Fachangestellte/r",
    "Lokführer": "Eisenbahner/in im Betriebsdienst Lokführer/in und Transport",
}


@pytest.fixture(scope="module")
def catalogue(shared_rows):
    """The real occupations, read once for the whole module."""
    call_command("import_data", stdout=StringIO())


def found(client, text) -> list[str]:
    groups = client.get("/suche/", {"q": text}).context["found"].groups
    return [str(hit) for group in groups if group.kind.name == "occupation" for hit in group.hits]


@pytest.mark.parametrize("typed", FIRST)
def test_what_pupils_type_finds_what_they_mean(catalogue, visitor, typed):
    assert found(visitor, typed)[:1] == [FIRST[typed]]


def test_a_word_nobody_wrote_finds_the_nearest_one_and_says_so(catalogue, visitor):
    response = visitor.get("/suche/", {"q": "Indistriekaufmann"})
    assert "ähnlich geschriebene Wörter" in response.content.decode()
    assert "ähnlich geschriebene Wörter" not in visitor.get("/suche/", {"q": "Industriekaufmann"}).content.decode()
