"""The ranking, the selection and the reasons."""

from collections import Counter
from dataclasses import replace
from statistics import correlation
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from occupations import wording
from occupations.check.bank import SCALES, Reference, read_toml
from occupations.check.matching import NO_WISHES, Band, Catalogue, Occupation, Weights, Wishes, band_of, match, person_vector, select
from occupations.check.reasons import Caution, because, reasons
from occupations.check.scoring import Profile
from occupations.check.sheets import read_occupations

REFERENCE = Reference((2.1, 3.1, 3.0, 3.1, 2.5, 2.4), (0.9, 1.0, 1.0, 0.9, 0.9, 1.0))
BUILDER = Occupation(
    "builder",
    (7.0, 2.0, 1.5, 1.0, 2.0, 3.0),
    ("bau", "metall"),
    frozenset({"mathe", "technik"}),
    frozenset({"hands", "physical"}),
    {"outdoors": "usual", "heights": "sometimes", "screen": "no"},
)
CARER = Occupation("carer", (3.0, 3.5, 1.5, 7.0, 2.0, 3.0), ("gesundheit",), conditions={"shifts": "usual", "body_fluids": "usual"})
CLERK = Occupation("clerk", (1.5, 2.0, 1.5, 3.0, 4.0, 7.0), ("buero",), conditions={"screen": "usual"})
MAKER = Occupation("maker", (5.0, 2.0, 6.5, 1.5, 2.0, 2.0), ("medien",))
CATALOGUE = Catalogue.of([BUILDER, CARER, CLERK, MAKER])
GERMAN = read_occupations(wording.DATA / "interests.csv")


def person(**values):
    return Profile(tuple(float(values.get(scale, 2.5)) for scale in SCALES), (0.24,) * 6, (5,) * 6)


HANDY = person(R=4.4, S=2.0)
USUAL = Weights()


def one(key, wishes=NO_WISHES, weights=USUAL, profile=HANDY):
    ranking = match(profile, REFERENCE, CATALOGUE, wishes, weights)
    return next(found for found in ranking.matches + ranking.hidden if found.occupation.key == key)


def test_interest_is_the_correlation_of_standardised_profiles():
    found = one("builder")
    mine = [(value - mean) / sd for value, mean, sd in zip(HANDY.values, REFERENCE.means, REFERENCE.spreads, strict=True)]
    assert found.interest == pytest.approx(correlation(mine, CATALOGUE.vectors[0]))
    assert found.total == pytest.approx(100 * (found.interest + 1) / 2)


def test_the_reference_matters_more_than_the_raw_height():
    """Everybody likes helping: a person at the mean of S and well above that of R belongs to R."""
    assert match(person(R=3.2, S=3.4, E=2.1), REFERENCE, CATALOGUE).matches[0].occupation is BUILDER
    assert match(person(R=2.2, S=4.6, E=2.1), REFERENCE, CATALOGUE).matches[0].occupation is CARER


@pytest.mark.parametrize(
    ("answered", "values", "status"), [(2, {"R": 5}, "incomplete"), (5, {"R": 3.6}, "flat"), (3, {"R": 3.7}, "ranked")]
)
def test_there_is_no_ranking_for_a_flat_or_incomplete_profile(answered, values, status):
    ranking = match(replace(person(**values), answered=(5, 5, 5, 5, 5, answered)), REFERENCE, CATALOGUE)
    assert ranking.status == status
    assert bool(ranking.matches) is (status == "ranked")


@pytest.mark.parametrize(
    ("interest", "band"),
    [(0.70, Band.VERY_GOOD), (0.699, Band.GOOD), (0.50, Band.GOOD), (0.499, Band.LOOK), (0.25, Band.LOOK), (0.249, None), (-1, None)],
)
def test_bands(interest, band):
    assert band_of(interest) == band


def test_only_answered_parts_weigh():
    interest = 0.70 * (one("builder").interest + 1) / 2
    totals = {
        Wishes(fields=("bau",)): (interest + 0.15) / 0.85,
        Wishes(fields=("metall",)): (interest + 0.075) / 0.85,
        Wishes(fields=("buero",)): interest / 0.85,
        Wishes(subjects=("mathe",)): (interest + 0.10 / 2) / 0.80,
        Wishes(strengths=("hands", "physical", "calm")): (interest + 0.10) / 0.80,
        Wishes(subjects=("musik",), strengths=("hands",)): (interest + 0.10 / 4) / 0.80,
        Wishes(liked=("outdoors", "heights")): (interest + 0.05 * 0.75) / 0.75,
        Wishes(fields=("bau",), subjects=("mathe",), liked=("screen",)): (interest + 0.15 + 0.05),
    }
    for wishes, total in totals.items():
        assert one("builder", wishes).total == pytest.approx(100 * total), wishes


def test_what_is_usual_hides_and_what_is_sometimes_costs():
    ranking = match(HANDY, REFERENCE, CATALOGUE, Wishes(never=("shifts", "heights")))
    assert [found.occupation.key for found in ranking.hidden] == ["carer"]
    assert ranking.hidden[0].usual == ("shifts",)
    builder = next(found for found in ranking.matches if found.occupation is BUILDER)
    assert builder.sometimes == ("heights",)
    assert builder.total == pytest.approx(one("builder").total - 5)
    assert builder.band == one("builder").band


def test_another_table_of_weights_changes_the_order():
    wishes = Wishes(fields=("buero",))
    assert match(HANDY, REFERENCE, CATALOGUE, wishes).matches[0].occupation is BUILDER
    assert match(HANDY, REFERENCE, CATALOGUE, wishes, Weights(interests=0.1, fields=0.9)).matches[0].occupation is CLERK


@pytest.mark.parametrize("table", [{"interests": 0}, {"malus": -1}, {"good": 0.8}, {"look": -2}])
def test_a_senseless_table_of_weights_is_refused(table):
    with pytest.raises(ValueError, match="weights|bands"):
        Weights(**table)


def test_an_occupation_without_ups_and_downs_correlates_with_nobody():
    catalogue = Catalogue.of([replace(BUILDER, key=str(level), interests=(float(level),) * 6) for level in (2, 4)])
    assert catalogue.correlations(person_vector(HANDY, REFERENCE)) == [0.0, 0.0]


@given(st.lists(st.integers(20, 100), min_size=6, max_size=6))
def test_every_ranked_list_is_whole_sorted_and_repeatable(scores):
    profile = person(**{scale: value / 20 for scale, value in zip(SCALES, scores, strict=True)})
    ranking = match(profile, REFERENCE, CATALOGUE, Wishes(never=("screen",)))
    assert ranking == match(profile, REFERENCE, CATALOGUE, Wishes(never=("screen",)))
    totals = [found.total for found in ranking.matches]
    assert totals == sorted(totals, reverse=True)
    assert all(-1.000001 <= found.interest <= 1.000001 and 0 <= found.total <= 100.0001 for found in ranking.matches)
    assert len(ranking.matches) + len(ranking.hidden) == (4 if ranking.status == "ranked" else 0)


def spread(fields):
    """German occupations with main fields dealt out in turn."""
    return Catalogue.of([replace(occupation, fields=(fields[turn % len(fields)],)) for turn, occupation in enumerate(GERMAN)])


def test_a_selection_has_twelve_from_four_fields_and_at_most_four_of_each():
    for names in (["a", "b", "c", "d"], ["a"] * 20 + ["b"] * 20 + ["c"] * 20 + ["d"]):
        chosen = select(match(HANDY, REFERENCE, spread(names)))
        counts = Counter(found.occupation.fields[0] for found in chosen)
        assert len(chosen) == 12 and len(counts) >= 4 and max(counts.values()) <= 4
        assert chosen[0].band == Band.VERY_GOOD


def test_a_selection_from_too_few_fields_is_shorter_rather_than_one_sided():
    chosen = select(match(HANDY, REFERENCE, spread(["a", "b"])))
    assert Counter(found.occupation.fields[0] for found in chosen) == {"a": 4, "b": 4}
    assert select(match(person(), REFERENCE, CATALOGUE)) == []


def test_occupations_without_a_band_stand_at_the_end_of_a_selection():
    chosen = select(match(HANDY, REFERENCE, CATALOGUE))
    bands = [found.band for found in chosen]
    assert len(chosen) == 4
    assert None in bands and bands[bands.index(None) :] == [None] * bands.count(None)


def test_reasons_name_the_scales_both_sides_are_high_in_and_the_ticks_that_fit():
    wishes = Wishes(("metall", "it"), ("technik", "musik"), ("hands",), ("heights", "outdoors"))
    why = reasons(HANDY, REFERENCE, CATALOGUE, one("builder", wishes), wishes)
    assert why.scales == ("R",)
    assert (why.fields, why.subjects, why.strengths) == (("metall",), ("technik",), ("hands",))
    assert why.conditions == ("outdoors", "heights")


def test_reasons_never_praise_a_scale_the_person_dislikes():
    for profile in (HANDY, person(S=4.5, C=3.5), person(A=4.8, R=1.0)):
        liked = {scale for scale, z in zip(SCALES, person_vector(profile, REFERENCE), strict=True) if z > 0}
        for found in match(profile, REFERENCE, CATALOGUE).matches:
            why = reasons(profile, REFERENCE, CATALOGUE, found)
            assert set(why.scales) <= liked and len(why.scales) <= 2


def caution(key, profile=HANDY, **ticks):
    wishes = Wishes(**ticks)
    return reasons(profile, REFERENCE, CATALOGUE, one(key, wishes, profile=profile), wishes).caution


def test_the_caution_is_what_the_person_excluded_then_a_conflict_then_a_condition():
    assert caution("builder", never=("heights",)) == Caution("never", "heights")
    assert caution("clerk") == Caution("lacks", "R")
    assert caution("clerk", person(S=4.5, C=1.0)) == Caution("needs", "C")
    assert caution("builder") == Caution("usual", "outdoors")
    assert caution("builder", liked=("outdoors",)) == Caution("sometimes", "heights")
    assert caution("builder", liked=("outdoors", "heights")) is None


def test_reasons_become_words():
    phrases = read_toml().phrases
    assert because(phrases, ("A", "C")) == "weil du gern eigene Ideen gestaltest und gern genau planst und Ordnung hältst"
    assert because(phrases, ()) == ""


def test_ranking_the_whole_catalogue_is_quick():
    catalogue, wishes = Catalogue.of(GERMAN), Wishes(fields=("bau",), never=("heights", "noise"))
    times = []
    for _ in range(20):
        start = perf_counter()
        match(HANDY, REFERENCE, catalogue, wishes)
        times.append(perf_counter() - start)
    assert min(times) < 0.005
