"""Figures of results against pandas, from random answers."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pandas as pd  # type: ignore[import-untyped]
import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.engine.definition import Question
from surveys.results.counting import Asking
from surveys.results.histograms import MOST_BARS, bars, periods
from surveys.results.packing import Packing, tallied
from surveys.results.protecting import small
from surveys.results.statistics import divided, mean, numbers, quantile
from surveys.results.telling import Teller

from .definitions import option, page, question, survey

ABC = (option("a"), option("b"), option("c"))
DECIMALS = st.decimals(-1000, 1000, places=2, allow_nan=False)


def told(asked: Question, values, *, unanswered=0, least=1, language="fi"):
    """The result of a question to which these were answered."""
    packing = Packing(Asking(survey(page("p", asked))))
    for value in values:
        packing.add({asked.id: value})
    for _nobody in range(unanswered):
        packing.add({})
    _number, tallies = tallied([packing.pack()])
    with override(language):
        return Teller(asked, tallies[asked.id], "fi", "fi", least, True).result()


def tally(asked: Question, values):
    packing = Packing(Asking(survey(page("p", asked))))
    for value in values:
        packing.add({asked.id: value})
    return tallied([packing.pack()])[1][asked.id]


@settings(deadline=None)
@given(st.lists(DECIMALS, min_size=1, max_size=80))
def test_means_medians_and_quartiles(values):
    counted = numbers(tally(question("q", "number"), [str(value) for value in values]).cells)
    series = pd.Series([float(value) for value in values])
    assert float(mean(counted)) == pytest.approx(series.mean())
    parts = ("0.25", "0.5", "0.75")
    expected = series.quantile([float(part) for part in parts]).tolist()
    assert [float(quantile(counted, Decimal(part))) for part in parts] == pytest.approx(expected)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_the_recommendation_score(values):
    series = pd.Series(values)
    expected = 100 * ((series >= 9).mean() - (series <= 6).mean())
    found = dict(told(question("q", "recommendation"), values).stats)
    (said,) = found.values()
    assert float(said.replace("−", "-")) == pytest.approx(expected, abs=0.501)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60), st.integers(0, 9))
def test_shares_of_a_choice_are_of_those_who_answered(values, unanswered):
    result = told(question("q", "choice", "a b c"), [{"chosen": [one]} for one in values], unanswered=unanswered)
    shares = pd.Series(values).value_counts(normalize=True)
    assert (result.answered, result.unanswered) == (len(values), unanswered)
    for figure in result.groups[0].figures:
        assert figure.width == pytest.approx(100 * shares.get(figure.label, 0), abs=0.501)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sets(st.sampled_from("abc"), min_size=1), min_size=1, max_size=40))
def test_shares_of_several_choices_count_options(values):
    result = told(question("q", "choices", "a b c"), [{"chosen": sorted(one)} for one in values])
    table = pd.DataFrame([{name: name in one for name in "abc"} for one in values])
    assert [figure.number for figure in result.groups[0].figures] == table.sum().tolist()
    for figure, share in zip(result.groups[0].figures, table.mean(), strict=True):
        assert figure.width == pytest.approx(100 * share, abs=0.501)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.permutations("abc").flatmap(lambda one: st.integers(1, 3).map(lambda n: one[:n])), min_size=1))
def test_mean_places_of_a_ranking(values):
    result = told(question("q", "ranking", "a b c"), values)
    table = pd.DataFrame(
        [{name: places.index(name) + 1 if name in places else None for name in "abc"} for places in values]
    )
    means = table.astype(float).mean()
    for figure in result.groups[0].figures:
        if pd.isna(means[figure.label]):
            assert figure.said == ""
        else:
            place = float(figure.said.rsplit(" ", 1)[1].replace(",", "."))
            assert place == pytest.approx(means[figure.label], abs=0.0501)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(1, 30), min_size=1), min_size=1, max_size=40))
def test_mean_shares_of_a_budget(values):
    asked = question("q", "budget", "a b c", limits={"total": 90})
    shares = pd.DataFrame(values, columns=list("abc")).fillna(0).mean() / 90
    found = divided(tally(asked, values).cells)
    assert [float(found.get(name, 0) / len(values)) for name in "abc"] == pytest.approx(shares.tolist())
    for figure in told(asked, values).groups[0].figures:
        assert figure.width == pytest.approx(100 * shares[figure.label], abs=0.501)


@settings(deadline=None)
@given(st.lists(DECIMALS, min_size=1, max_size=80), st.sampled_from([1, 3, 5]))
def test_bars_are_those_of_a_cut_and_hold_everybody(values, least):
    counted = Counter(values)
    found = bars(counted, Decimal("0.01"), least)
    assert len(found) <= MOST_BARS + 1
    assert sum(bar.number for bar in found) == len(values)
    edges = [float("-inf") if found[0].low is None else float(found[0].low)]
    edges += [float("inf") if bar.high is None else float(bar.high) for bar in found]
    cut = pd.cut(pd.Series([float(value) for value in values]), edges, right=False).value_counts(sort=False)
    assert cut.tolist() == [bar.number for bar in found]
    assert len(found) < 3 or not any(small(bar.number, least) for bar in found)


@settings(deadline=None)
@given(st.lists(st.dates(), min_size=1, max_size=40))
def test_days_are_gathered_by_period(days):
    found = periods(Counter(day.isoformat() for day in days))
    length = len(next(iter(found)))
    expected = pd.Series([day.isoformat()[:length] for day in days]).value_counts()
    assert {period: number for period, number in found.items() if number} == expected.to_dict()
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (range(12), "0 1 2 3 4 5 6 7 8 9 10 11"),
        ([*range(0, 60, 2)] * 2, "0–4 5–9 10–14 15–19 20–24 25–29 30–34 35–39 40–44 45–49 50–54 55–59"),
        ([1, 2, 3, 4, 5] * 6 + [900], "1 2 3 4 5 tai enemmän"),
    ],
)
def test_bars_are_said_by_their_ends(values, said):
    result = told(question("q", "number"), [str(value) for value in values])
    assert [" ".join(figure.label for figure in group.figures) for group in result.groups] == [said]


def test_far_out_numbers_of_few_people_have_no_bar_of_their_own():
    values = [str(value) for value in [*range(20), *range(20), 500]]
    result = told(question("q", "number"), values, least=5)
    labels = [figure.label for figure in result.groups[0].figures]
    assert (labels[-1], "500" in str(labels)) == ("15 tai enemmän", False)
    assert all(figure.said for figure in result.groups[0].figures)


def test_means_are_rounded_and_not_cut():
    assert dict(told(question("q", "scale"), [1, 2, 2]).stats) == {"Keskiarvo": "1,7"}


def test_months_of_dates_are_said():
    result = told(question("q", "date"), ["2026-01-31", "2026-03-01", "2026-03-02"])
    assert [(figure.label, figure.number) for figure in result.groups[0].figures] == [
        ("1/2026", 1),
        ("2/2026", 0),
        ("3/2026", 2),
    ]
