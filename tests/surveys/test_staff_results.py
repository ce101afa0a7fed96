"""What staff see of answers in the admin."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from surveys.models import Response, SurveyPage
from surveys.results.counting import Asking
from surveys.results.crossing import counts, cross
from surveys.results.packing import Packing
from tests import factories

from .definitions import page as leaf
from .definitions import question, survey
from .pages import IDS, meals, survey_page
from .test_results import answer, chosen, many, text

YES = {"eats": chosen("yes"), "grade": 4, "table": {IDS["r1"]: IDS["good"]}}
NO = {"eats": chosen("no"), "school": "Rantakoulu"}
LIST = "/admin/surveys/"


@pytest.fixture
def editor(client, site):
    client.force_login(user := factories.official(site, Role.EDITOR))
    return user


def shown(client, page, query=""):
    return client.get(f"{LIST}{page.translation_key}/{query}")


@pytest.mark.django_db
def test_staff_see_exact_figures_of_everything_at_once(client, site, editor):
    questions = meals()
    questions[1]["value"]["staff_only"] = True
    page = survey_page(site, questions=questions)
    answer(page, 2, days=0, **YES)
    answer(page, 1, **NO)
    said = text(shown(client, page))
    assert [one in said for one in ("Kyllä 2 (67 %)", "En 1 (33 %)", "Vähän 2 (100 %)", "Keskiarvo on 4")] == [True] * 4
    assert "Näin vähistä vastauksista ei saa julkaista" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 5),
        ("?chosen={eats} {yes}", 3),
        ("?chosen={eats} {no}", 2),
        ("?chosen={grade} 4", 3),
        ("?chosen={table} {r1}:{good}", 3),
        ("?language=sv", 0),
        ("?since={recent}", 3),
        ("?until={old}", 2),
        ("?since=eilen&chosen=pah", 5),
    ],
)
def test_answers_are_narrowed(client, page, editor, query, number):
    answer(page, 3, **YES)
    answer(page, 2, days=9, **NO)
    today = timezone.localdate()
    recent, old = today - timedelta(days=2), today - timedelta(days=5)
    response = shown(client, page, query.format(**IDS, recent=recent.isoformat(), old=old.isoformat()))
    assert response.context["number"] == number


@pytest.mark.django_db
def test_what_is_taken_out_is_what_is_looked_at(client, page, editor):
    answer(page, 3, **YES)
    query = f"?chosen={IDS['eats']}+{IDS['yes']}"
    assert {url.partition("?")[2] for url, _label in shown(client, page, query).context["exports"]} == {query[1:]}


@pytest.mark.django_db
def test_one_question_by_another_marks_small_figures(client, page, editor):
    answer(page, 6, **YES)
    answer(page, 2, **{**YES, "grade": 1})
    answer(page, 3, **NO)
    response = shown(client, page, f"?rows={IDS['eats']}&columns={IDS['grade']}")
    lines = {line.label: [cell.number for cell in line.cells] for line in response.context["cross"].lines}
    assert lines == {"Kyllä": [2, 0, 0, 6, 0], "En": [0, 0, 0, 0, 0]}
    said = text(response)
    assert ("8 vastasi kumpaankin" in said, "2* (25&nbsp;%)" in said, "6 (75 %)" in said) == (True, True, True)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("xy"), max_size=1)), max_size=40))
def test_a_cross_is_that_of_a_naive_count(people):
    first, second = question("1", "choices", "a b c"), question("2", "choice", "x y")
    packing = Packing(Asking(survey(leaf("p", first, second))))
    for ones, others in people:
        packing.add({name: {"chosen": sorted(picked)} for name, picked in (("1", ones), ("2", others)) if picked})
    found = cross(first, second, counts(first, second, [packing.pack()]), lambda words: words["fi"], 5)
    both = [(ones, others) for ones, others in people if ones and others]
    naive = Counter((one, other) for ones, others in both for one in ones for other in others)
    assert [[cell.number for cell in line.cells] for line in found.lines] == [
        [naive[a, x] for x in "xy"] for a in "abc"
    ]
    assert [line.number for line in found.lines] == [sum(a in ones for ones, _others in both) for a in "abc"]
    assert found.number == len(both)


@pytest.mark.django_db
def test_queries_grow_with_neither_questions_nor_answers(client, site, editor, django_assert_num_queries):
    page = survey_page(site, questions=many(30))
    query = f"?chosen=0 {IDS['yes']}&rows=0&columns=1"
    for number in (3, 30):
        answer(page, number, **YES)
        shown(client, page, query)
        with django_assert_num_queries(18):
            assert shown(client, page, query).status_code == 200


@pytest.mark.django_db
def test_the_list_says_how_each_survey_stands(client, site, page, editor, django_assert_num_queries):
    answer(page, 4, **YES)
    row = text(client.get(LIST))
    assert ("Maistuuko kouluruoka?" in row, "Auki 4" in row) == (True, True)
    SurveyPage.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert "Päättynyt 4" in text(client.get(LIST))


@pytest.mark.django_db
def test_the_survey_s_page_leads_to_its_answers(client, page, editor):
    url = reverse("survey_results:results", args=[page.translation_key])
    pages = [reverse("wagtailadmin_pages:edit", args=[page.pk]), reverse("wagtailadmin_explore", args=[page.pk])]
    assert [url in client.get(one).content.decode() for one in pages] == [True, True]


@pytest.mark.django_db
def test_who_may_not_sees_neither_list_nor_survey(client, page, site):
    answer(page, 4, **YES)
    client.force_login(factories.official(site, Role.MODERATOR))
    assert [client.get(LIST).status_code, shown(client, page).status_code] == [302, 302]
    assert "kouluruoka" not in client.get("/admin/", follow=True).content.decode()


@pytest.mark.django_db
def test_a_survey_that_nobody_has_answered_says_so(client, page, editor):
    assert "Kukaan ei ole vielä vastannut" in text(shown(client, page))


@pytest.mark.django_db
def test_languages_are_compared_side_by_side(client, page, editor):
    answer(page, 3, **YES)
    answer(page, 1, **NO)
    assert shown(client, page, "?side_by_side=on").context["languages"] is None
    Response.objects.filter(pk__in=Response.objects.order_by("pk").values("pk")[:2]).update(language="sv")
    in_swedish = Response.objects.filter(language="sv")
    expected = sum(IDS["yes"] in one.answers[IDS["eats"]]["chosen"] for one in in_swedish)
    found = shown(client, page, "?side_by_side=on").context["languages"]
    eats = next(one for one in found.compared if one.id == IDS["eats"])
    (side,) = eats.sides
    numbers = {line.label: [figure.number if figure else 0 for figure in line.figures] for line in side.lines}
    assert numbers == {"Kyllä": [3 - expected, expected, 3], "En": [1 - (2 - expected), 2 - expected, 1]}
    assert [name.partition(" ")[2] for name in found.names] == ["(2)", "(2)", "(4)"]
