"""Declared formulas, the portal's own figures, and small numbers that stay secret."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from internships.models import AnswerCount
from monitoring.computing import compute_all
from monitoring.formulas import BadFormula, evaluate, names_in, parse
from monitoring.models import Alert, Area, Indicator, Value
from monitoring.privacy import suppressed
from monitoring.todo import raised_alerts
from portal.unmet import UnmetSearch, half_year
from tests.factories import AreaFactory, IndicatorFactory, MunicipalityFactory, OfferFactory, PostingFactory, ValueFactory

FIGURES = {
    "a": ("final", Decimal(10)),
    "b": ("final", Decimal(4)),
    "nichts": ("nothing", None),
    "geheim": ("secret", None),
    "null": ("final", Decimal(0)),
}


def worked_out(formula: str):
    return evaluate(parse(formula), lambda name, category, mode, year: FIGURES[name])


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("a + b * 2", ("final", Decimal(18))),
        ("100 * b / a", ("final", Decimal(40))),
        ("-(a - b)", ("final", Decimal(-6))),
        ("a / null", ("meaningless", None)),
        ("a + nichts", ("final", Decimal(10))),
        ("nichts + nichts", ("nothing", None)),
        ("100 * nichts / a", ("nothing", None)),
        ("a / nichts", ("meaningless", None)),
        ("a + geheim", ("secret", None)),
        ("geheim / null", ("secret", None)),
    ],
)
def test_what_is_not_known_stays_not_known(formula, result):
    assert worked_out(formula) == result


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "a +",
        "__import__('os')",
        "a.b",
        "a ** 9",
        "open(a)",
        "lambda: a",
        "[a]",
        "a if b else a",
        "at(a)",
        "latest(a, 3)",
        "'a'",
        "True",
        "a" * 9000 + "(",
        "+".join("a" * 300),
    ],
)
def test_a_formula_is_arithmetic_and_nothing_else(formula):
    with pytest.raises(BadFormula):
        parse(formula)


@given(st.text(max_size=60))
def test_no_text_is_run_as_code(text):
    try:
        names_in(text)
    except BadFormula as reason:
        assert str(reason).endswith((".", "?"))


def test_rates_follow_from_public_figures_by_sex_and_area(db):
    rate = IndicatorFactory(key="anteil", formula='100 * schulabgaenge["ohne"] / schulabgaenge', unit="Prozent")
    for sex, whole, part in (("", 200, 20), ("w", 100, 5)):
        ValueFactory(sex=sex, number=whole)
        ValueFactory(sex=sex, number=part, category="ohne")
    ValueFactory(time="2024", number=300)
    compute_all()
    assert list(rate.values.order_by("sex").values_list("sex", "time", "number")) == [("", "2023", 10), ("w", "2023", 5)]
    assert compute_all() == 0


def test_a_formula_may_rest_on_another_and_follows_when_figures_change(db):
    value = ValueFactory(number=50)
    IndicatorFactory(key="doppelt", formula="2 * schulabgaenge")
    IndicatorFactory(key="index", formula="100 * doppelt / at(doppelt, 2023)")
    ValueFactory(time="2024", number=75)
    compute_all()
    assert float(Value.objects.get(indicator__key="index", year=2024).number) == 150
    Value.objects.filter(pk=value.pk).update(number=25)
    compute_all()
    assert float(Value.objects.get(indicator__key="index", year=2024).number) == 300


def test_a_formula_that_rests_on_itself_or_on_nothing_is_refused(db):
    IndicatorFactory(key="eins")
    IndicatorFactory(key="zwei", formula="eins * 2")
    for key, formula in (("eins", "zwei / 2"), ("drei", "unbekannt * 2"), ("vier", "eins **")):
        with pytest.raises(ValidationError):
            Indicator(key=key, name=key, formula=formula).clean()


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 40), max_size=30))
def test_no_secret_part_can_be_found_by_subtracting_the_others(counts):
    secret = suppressed(counts)
    assert {key for key, count in counts.items() if 0 < count < 5} <= secret
    if secret and len(secret) < len(counts):
        assert len(secret) >= 2
        assert sum(counts[key] for key in secret) >= 5


@pytest.fixture
def counted(db):
    """The county with Melle, whose places and inquiries the portal counts."""
    melle = MunicipalityFactory(place="Melle")
    MunicipalityFactory(place="Belm")
    call_command("import_figures", verbosity=0)
    return melle


def own_figures(area: str, key: str, category: str = "") -> tuple:
    value = Value.objects.public().get(indicator__key=key, area__code=area, category=category)
    return value.status, value.number and int(value.number)


def answers(posting, answered: int, silent: int = 0) -> None:
    for number in range(answered + silent):
        AnswerCount.objects.add(posting.company_id, timezone.localdate(), 2 if number < answered else None)


def test_the_portal_counts_places_inquiries_and_offers(counted):
    for _ in range(6):
        PostingFactory(company__municipality=counted, seats=2, kind="ausbildung")
        OfferFactory(stage="kita", municipality=None)
    for _ in range(12):
        posting = PostingFactory(company__municipality=counted, status="filled")
    answers(posting, answered=10, silent=10)
    call_command("portal_figures")
    assert own_figures("03459024", "plaetze") == ("final", 12)
    assert own_figures("03459024", "anfragen") == ("final", 20)
    assert own_figures("03459024", "antwortquote") == ("final", 50)
    assert own_figures("03459024", "anteil-besetzt") == ("final", 50)
    assert own_figures("03459", "angebote", "Kita") == ("final", 6)
    assert own_figures("03459008", "plaetze") == ("nothing", None)
    before = Value.objects.count()
    call_command("portal_figures")
    assert Value.objects.count() == before


def test_searches_in_vain_are_counted_by_place_and_all_of_them_for_the_county(counted):
    for place, number in ((counted, 7), (None, 20)):
        facts = {"municipality": place, "half_year": half_year(timezone.localdate()), "number": number}
        UnmetSearch.objects.create(where="plaetze", term="imkerin", **facts)
    call_command("portal_figures")
    assert own_figures("03459024", "suchen-ohne-treffer") == ("final", 7)
    assert own_figures("03459", "suchen-ohne-treffer") == ("final", 27)


def test_fewer_than_five_stay_secret_and_so_does_what_would_give_them_away(counted):
    answers(PostingFactory(company__municipality=counted), answered=3)
    answers(PostingFactory(company__municipality=MunicipalityFactory(place="Belm")), answered=9)
    call_command("portal_figures")
    assert own_figures("03459", "anfragen") == ("final", 12)
    assert own_figures("03459024", "anfragen") == ("secret", None)
    assert own_figures("03459008", "anfragen") == ("secret", None), "12 - 9 would say 3"


def test_a_warning_names_the_area_whose_figure_is_beyond_the_limit(db):
    county = AreaFactory()
    ValueFactory(number=10)
    ValueFactory(number=20, time="2024")
    Alert.objects.create(indicator=IndicatorFactory(), area=county, kind="change", limit=50)
    Alert.objects.create(indicator=IndicatorFactory(), area=county, kind="below", limit=5)
    assert [(raised.alert.kind, raised.value.area) for raised in raised_alerts()] == [("change", county)]


def test_a_change_over_a_break_is_no_change(db):
    ValueFactory(number=10, basis="Zensus 2011")
    ValueFactory(number=20, time="2024", basis="Zensus 2022")
    Alert.objects.create(indicator=IndicatorFactory(), area=Area.objects.get(), kind="change", limit=50)
    assert raised_alerts() == []
