"""Results: counted right, kept back where they must be, and shown when they may be."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.engine.definition import Question
from surveys.models import Response, SurveyPage, Version
from surveys.results.counting import Tally
from surveys.results.protecting import hidden
from surveys.results.reading import results
from surveys.results.statistics import mean, quantile
from surveys.results.telling import Teller
from tests.home.pages import translate

from .definitions import option
from .pages import IDS, block, listed, meals, survey_page

OPEN = "/fi/kouluruoka/"


@pytest.mark.parametrize("size", [3, 4])
def test_what_is_hidden_cannot_be_computed_from_the_total(size):
    """Every table of few people: whoever knows the total, the rule and what is shown has more than one possibility for
    each figure that is too small."""
    least, most = 3, 9
    seen: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    tables: Iterator[tuple[int, ...]] = product(range(most), repeat=size)
    for counts in tables:
        if sum(counts) >= least:
            cells: dict[str, int] = {str(place): counts[place] for place in range(size)}
            kept = hidden(cells, least)
            shown = tuple(None if str(place) in kept else number for place, number in enumerate(counts))
            seen.setdefault((*shown, sum(counts)), []).append(counts)
    alone = [
        (shown, same)
        for shown, same in seen.items()
        for place in range(size)
        if shown[place] is None
        and any(0 < table[place] < least for table in same)
        and len({table[place] for table in same}) == 1
    ]
    assert alone == []


@settings(deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=2, max_size=30))
def test_means_and_quartiles_are_those_of_the_standard_library(values):
    counted = Counter(map(Decimal, values))
    assert float(mean(counted)) == pytest.approx(statistics.mean(values))
    found = [float(quantile(counted, Decimal(part))) for part in ("0.25", "0.5", "0.75")]
    assert found == pytest.approx(statistics.quantiles(values, n=4, method="inclusive"))


def answer(page, number, *, days=1, version=None, **answers):
    """``number`` responses of the same answers by key, ``days`` ago."""
    version = version or Version.objects.filter(survey_key=page.translation_key).latest("number")
    values = {IDS[key]: value for key, value in answers.items()}
    day = timezone.localdate() - timedelta(days=days)
    Response.objects.bulk_create(
        Response(version=version, survey_key=page.translation_key, language="fi", day=day, answers=values)
        for _turn in range(number)
    )


def chosen(*keys):
    return {"chosen": [IDS[key] for key in keys]}


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def showing(page, **fields):
    SurveyPage.objects.filter(translation_key=page.translation_key).update(**fields)


YES = {"eats": chosen("yes"), "grade": 4}


@pytest.mark.django_db
def test_who_was_asked_and_did_not_answer_is_told_from_who_was_not_asked(page):
    answer(page, 3, **YES)
    answer(page, 2, eats=chosen("no"))
    found = results(page.translation_key)
    told = {key: (tally.asked, tally.answered) for key, tally in found.tallies.items()}
    assert told == {
        IDS["eats"]: (5, 5),
        IDS["grade"]: (3, 3),
        IDS["table"]: (3, 0),
        IDS["school"]: (5, 0),
    }
    assert found.to_all == {IDS["eats"], IDS["school"], IDS["mail"]}
    assert [question.id for question in found.questions] == [
        IDS[key] for key in ("eats", "grade", "why", "table", "school")
    ]


@pytest.mark.django_db
def test_versions_are_one_result_by_option(page):
    answer(page, 2, eats=chosen("no"))
    changed = meals()
    changed[1] = block("choice", "eats", "Syötkö?", required=True, options=listed(("yes", "Kyllä"), ("soup", "Joskus")))
    page.questions = changed
    page.save_revision().publish()
    answer(page, 1, eats=chosen("soup"))
    found = results(page.translation_key)
    question = found.questions[0]
    assert [option.text["fi"] for option in question.options] == ["Kyllä", "Joskus", "En"]
    assert found.tallies[question.id].cells == {IDS["no"]: 2, IDS["soup"]: 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shown", "closes", "status"),
    [("never", -1, 404), ("closed", -1, 200), ("closed", 1, 404), ("live", 1, 200), ("live", -1, 200)],
)
def test_results_are_public_by_the_setting_and_the_clock(client, page, shown, closes, status):
    answer(page, 6, **YES)
    now = timezone.now()
    showing(page, results_shown=shown, opens_at=now - timedelta(days=3), closes_at=now + timedelta(days=closes))
    assert client.get(f"{OPEN}tulokset/").status_code == status
    assert ("/fi/kouluruoka/tulokset/" in client.get(OPEN).content.decode()) == (status == 200)


@pytest.mark.django_db
def test_the_page_says_figures_in_both_languages_and_keeps_small_ones_back(client, page):
    translate(page)
    answer(page, 20, **YES)
    answer(page, 12, eats=chosen("no"))
    answer(page, 2, **{**YES, "grade": 1})
    showing(page, results_shown="live")
    shown = text(client.get(f"{OPEN}tulokset/"))
    assert [word in shown for word in ("34 vastausta", "22 (65 %)", "12 (35 %)", "Hyvältä", "ei näytetä")] == [True] * 5
    assert "2 (9 %)" not in shown
    swedish = text(client.get("/sv/sv-kouluruoka/resultat/"))
    assert [word in swedish for word in ("34 svar", "sv Kyllä", "visas inte")] == [True] * 3


@pytest.mark.django_db
def test_staff_only_questions_and_today_are_not_public(client, page):
    changed = meals()
    changed[1]["value"]["staff_only"] = True
    page.questions = changed
    page.save_revision().publish()
    answer(page, 6, **YES)
    answer(page, 9, days=0, **YES)
    showing(page, results_shown="live")
    shown = text(client.get(f"{OPEN}tulokset/"))
    assert ("Syötkö koulussa?" in shown, "Miltä ruoka maistuu?" in shown, "6 vastausta" in shown) == (False, True, True)


@pytest.mark.django_db
def test_of_few_answers_nothing_is_told(client, page):
    answer(page, 4, **YES)
    showing(page, results_shown="live")
    shown = text(client.get(f"{OPEN}tulokset/"))
    assert ("Syötkö koulussa?" in shown, "Vastauksia on liian vähän" in shown) == (False, True)


def many(number):
    one = block("choice", "eats", "Kysymys", options=listed(("yes", "Kyllä"), ("no", "Ei")))
    return [{**one, "id": str(place)} for place in range(number)]


@pytest.mark.django_db
def test_queries_grow_with_neither_questions_nor_answers(client, site, django_assert_num_queries):
    page = survey_page(site, questions=many(30), results_shown="live")
    for number in (6, 60):
        answer(page, number, **YES)
        client.get(f"{OPEN}tulokset/")
        with django_assert_num_queries(12):
            assert client.get(f"{OPEN}tulokset/").status_code == 200


def teller(question, counts, answered):
    return Teller(question, Tally(answered, answered, Counter(counts)), "fi", "fi", 5, True).result()


def test_of_choices_that_bound_each_other_all_are_kept_back_or_none():
    """«None of these» goes with no other: whoever knows the others knows it nearly."""
    dishes = Question(
        id="q", kind="choices", required=True, options=(option("a"), option("b"), option("none", exclusive=True))
    )
    assert teller(dishes, {"a": 20, "b": 15, "none": 6}, 30).kept_back is False
    told = teller(dishes, {"a": 20, "b": 15, "none": 2}, 30)
    assert [figure.said for figure in told.groups[0].figures] == ["", "", ""]
    free = replace(dishes, options=(*dishes.options[:2], option("c")))
    told = teller(free, {"a": 20, "b": 15, "c": 2}, 30)
    assert [bool(figure.said) for figure in told.groups[0].figures] == [True, True, False]


def test_areas_of_places_are_kept_back_with_who_marked_the_map():
    """Each names one area or none."""
    place = Question(id="q", kind="place", required=True, options=(option("a"), option("b"), option("c")))
    told = teller(place, {"a": 10, "b": 8, "c": 2}, 20)
    assert [bool(figure.said) for figure in told.groups[0].figures] == [True, False, False]


@pytest.mark.parametrize(
    ("asked", "answered", "to_all", "said"),
    [
        (50, 40, True, "Kysymyksen nähneistä 80\u00a0% antoi suostumuksen."),
        (50, 50, True, "Kysymyksen nähneistä 100\u00a0% antoi suostumuksen."),
        (50, 48, True, "Kaikki vastanneet antoivat suostumuksen."),
        (50, 40, False, "Kaikki vastanneet antoivat suostumuksen."),
        (50, 3, True, ""),
    ],
)
def test_of_consent_it_is_said_how_many_gave_it_where_that_may_be_told(asked, answered, to_all, said):
    tally = Tally(asked, answered, Counter({"yes": answered}))
    question = Question(id="q", kind="consent", title={"fi": "Suostutko?"})
    with override("fi"):
        assert Teller(question, tally, "fi", "fi", 5, to_all).result().sentence == said
