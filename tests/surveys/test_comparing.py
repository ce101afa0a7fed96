"""Rounds and groups side by side."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from surveys import actions
from surveys.actions.making import freeze
from surveys.engine.lint import findings
from surveys.engine.serial import from_json, to_json
from surveys.making import proposed
from surveys.models import SurveyPage, Version
from surveys.results.groups import by_group, group_question, groups, kept_back, own_group
from surveys.results.reading import pack_days, reading
from surveys.results.rounds import Terms, chain, rounds
from surveys.rules import Showing
from tests import factories
from tests.home.pages import translate

from .pages import IDS, block, listed, maturity, post, start, survey_page
from .test_pages import text
from .test_profile import send
from .test_results import answer, chosen

pytestmark = pytest.mark.django_db


def questions(**fields):
    return [
        start("food", "Ruoka"),
        block("choice", "eats", "Syötkö?", options=listed(("yes", "Kyllä"), ("no", "En")), **fields),
        block("scale", "grade", "Miltä maistuu?", min=1, max=5, low="", high="", skip=""),
        block("long_text", "why", "Miksi?", max=None),
    ]


@pytest.fixture
def editor(site):
    return factories.official(site, Role.EDITOR)


def closed(site, title="Ruoka 2025", **fields):
    now = timezone.now()
    terms = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=2), "least_cell": 3}
    return survey_page(site, title, **{"questions": questions(), **terms, **fields})


def following(page, user, title="Ruoka 2026", **fields):
    made = actions.copy_survey(
        page=page, titles={"fi": title, "sv": title}, parent=page.get_parent(), as_round=True, user=user
    )
    draft = made.get_latest_revision_as_object()
    now = timezone.now()
    draft.opens_at, draft.closes_at = now - timedelta(days=8), now - timedelta(days=1)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return SurveyPage.objects.get(pk=made.pk)


def filled(page, yes, no, grade):
    answer(page, yes, eats=chosen("yes"), grade=grade)
    answer(page, no, eats=chosen("no"), grade=grade)


def everything(page):
    return Terms()


def lines(found, title):
    one = next(one for one in found.compared if one.title == title)
    return one.sentence, [
        (line.label, [figure.said if figure else None for figure in line.figures], line.change)
        for side in one.sides
        for line in side.lines
    ]


def test_rounds_stand_side_by_side_with_the_change(site, editor):
    before = closed(site)
    now = following(before, editor)
    filled(before, 5, 5, 3)
    filled(now, 8, 2, 4)
    found = rounds(now, "fi", everything)
    assert (found.names, found.numbers) == (["Ruoka 2025", "Ruoka 2026"], [10, 10])
    sentence, shown = lines(found, "Syötkö?")
    assert shown == [
        ("Kyllä", ["5 (50\u00a0%)", "8 (80\u00a0%)"], "+30"),
        ("En", ["5 (50\u00a0%)", "2 (20\u00a0%)"], "−30"),
    ]
    assert sentence == "Eniten on muuttunut: Kyllä, nousu 50\u00a0% → 80\u00a0%."
    sentence, shown = lines(found, "Miltä maistuu?")
    assert sentence == "Keskiarvo oli aiemmin 3,0 ja on nyt 4,0."
    assert [one.title for one in found.compared] == ["Syötkö?", "Miltä maistuu?"]


def test_rounds_are_called_as_their_pages_in_the_language_of_who_reads(site, editor):
    before = closed(site)
    translate(before, title="Maten 2025")
    now = following(before, editor)
    filled(before, 5, 5, 3)
    filled(now, 8, 2, 4)
    assert rounds(now, "sv", everything).names[0] == "Maten 2025"


def test_questions_are_the_same_by_their_ids_and_told_in_the_newest_words(site, editor):
    before = closed(site)
    asked = questions()
    asked[1]["value"]["title"] = "Syötkö koulussa?"
    asked[1]["value"]["options"] = listed(("yes", "Joo"), ("no", "En"), ("good", "Joskus"))
    asked[2]["id"] = IDS["soup"]
    now = following(before, editor, questions=asked)
    filled(before, 5, 5, 3)
    answer(now, 5, eats=chosen("good"))
    answer(now, 5, eats=chosen("yes"))
    found = rounds(now, "fi", everything)
    assert [one.title for one in found.compared] == ["Syötkö koulussa?"]
    assert lines(found, "Syötkö koulussa?")[1] == [
        ("Joo", ["5 (50\u00a0%)", "5 (50\u00a0%)"], "0"),
        ("En", ["5 (50\u00a0%)", "0 (0\u00a0%)"], "−50"),
        ("Joskus", [None, "5 (50\u00a0%)"], ""),
    ]


def test_a_chain_of_rounds_is_not_endless(site, editor):
    first = closed(site)
    second = following(first, editor)
    third = following(second, editor, "Ruoka 2027")
    assert [page.title for page in chain(third)] == ["Ruoka 2025", "Ruoka 2026", "Ruoka 2027"]
    SurveyPage.objects.filter(pk=first.pk).update(previous_round=third.translation_key)
    assert len(chain(third)) == 3


def test_public_rounds_keep_small_figures_back(client, site, editor):
    before = closed(site)
    now = following(before, editor)
    filled(before, 9, 1, 3)
    filled(now, 6, 6, 4)
    assert "Vertaa kierroksia ja ryhmiä" in text(client.get(now.url + "tulokset/"))
    said = text(client.get(now.url + "vertailu/"))
    assert "Syötkö?" in said
    assert "Kyllä ei näytetä 6 (50 %)" in said
    assert "En ei näytetä 6 (50 %)" in said
    assert "90 %" not in said
    assert "10 %" not in said


@pytest.mark.parametrize("which", ["never shown", "staff only", "few"])
def test_what_is_not_public_is_in_no_public_comparison(client, site, editor, which):
    before = closed(site, results_shown=Showing.NEVER if which == "never shown" else Showing.CLOSED)
    now = following(before, editor, results_shown=Showing.CLOSED)
    if which == "staff only":
        asked = questions(staff_only=True)
        page = SurveyPage.objects.get(pk=before.pk)
        page.questions = asked
        page.save_revision().publish()
    filled(before, 2 if which == "few" else 9, 0 if which == "few" else 9, 3)
    filled(now, 9, 9, 4)
    said = text(client.get(now.url + "vertailu/"))
    assert "Syötkö?" not in said
    client.force_login(editor)
    assert "Syötkö?" in text(client.get(f"/admin/surveys/{now.translation_key}/compare/"))


def test_nothing_to_compare_has_no_page(client, site):
    page = closed(site)
    assert client.get(page.url + "vertailu/").status_code == 404
    assert "vertailu/" not in client.get(page.url + "tulokset/").content.decode()


def scored(site, **fields):
    spec = maturity()
    group = {"type": "group", "id": IDS["fish"], "value": {"question": IDS["school"]}}
    asked = [
        *spec["questions"],
        block("choice", "school", "Kunta", options=listed(("r1", "Lohja"), ("r2", "Hanko"), ("agree", "Inkoo"))),
    ]
    return closed(site, "Kypsyys", questions=asked, dimensions=[*spec["dimensions"], group], **fields)


def given_scores(page, group, number, grade):
    answer(page, number, school=chosen(group), eats=chosen("yes"), grade=grade, soup=grade)


def test_a_survey_knows_its_groups(site):
    page = scored(site)
    definition = from_json(Version.objects.get(survey_key=page.translation_key).definition)
    assert definition.group == IDS["school"]
    assert from_json(to_json(definition)) == definition
    draft = page.dimensions.get_prep_value()
    draft[-1]["value"]["question"] = IDS["grade"]
    page.dimensions = draft
    assert "group" in [one.code for one in findings(proposed(page, page.questions))]


def test_means_of_groups(site):
    page = scored(site)
    given_scores(page, "r1", 6, 5)
    given_scores(page, "r2", 3, 1)
    given_scores(page, "r2", 3, 3)
    known = reading(page.translation_key)
    assert known
    question = group_question(known)
    assert question
    sums = by_group(known, question)
    assert {key: one.mean for key, one in sums[IDS["r1"]].items()} == {IDS["dishes"]: 1, IDS["table"]: 1, "": 1}
    assert sums[IDS["r2"]][IDS["table"]].mean == Fraction(1, 4)
    found = groups(known, "fi", least=1)
    assert (found.title, found.names) == ("Kunta", ["Lohja", "Hanko"])
    services = next(one for one in found.dimensions if one.name == "Palvelut")
    assert [(one.group, one.said, one.level) for one in services.means] == [
        ("Lohja", "100\u00a0%", "Alkuun"),
        ("Hanko", "25\u00a0%", "Alkuun"),
    ]
    assert services.sentence == "Korkein: Lohja, 100\u00a0%. Matalin: Hanko, 25\u00a0%."


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 20)), st.integers(2, 6))
def test_a_group_that_is_kept_back_is_no_small_remainder(numbers, least):
    back = kept_back(numbers, least)
    assert all(number >= 2 * least for group, number in numbers.items() if group not in back)
    rest = sum(numbers[group] for group in back)
    assert (
        rest == 0
        or rest >= 2 * least
        or back == set(numbers)
        or not any(numbers[group] for group in numbers if group not in back)
    )


def test_public_groups(client, site):
    page = scored(site)
    given_scores(page, "r1", 8, 5)
    given_scores(page, "r2", 7, 2)
    given_scores(page, "agree", 1, 4)
    said = text(client.get(page.url + "vertailu/"))
    assert "Ryhmät: Kunta" in said
    assert "Lohja 100 %" in said
    assert "Hanko ei näytetä" in said
    assert "Inkoo ei näytetä" in said


def test_staff_see_groups_and_rounds(client, site, editor):
    before = scored(site)
    now = following(before, editor, "Kypsyys 2026")
    given_scores(before, "r1", 4, 3)
    given_scores(now, "r1", 4, 5)
    given_scores(now, "r2", 2, 1)
    client.force_login(editor)
    results = client.get(f"/admin/surveys/{now.translation_key}/")
    assert "Vertaa kierroksia ja ryhmiä" in text(results)
    said = text(client.get(f"/admin/surveys/{now.translation_key}/compare/"))
    assert "Korkein: Lohja, 100 %. Matalin: Hanko, 0 %." in said
    assert "Profiili" in said
    assert "Palvelut 50 % 66 % +16" in said


def test_other_points_are_not_compared(client, site, editor):
    before = scored(site)
    changed = before.dimensions.get_prep_value()
    changed[0]["value"]["weight"] = 5
    now = following(before, editor, "Kypsyys 2026", dimensions=changed)
    given_scores(before, "r1", 4, 3)
    given_scores(now, "r1", 4, 5)
    found = rounds(now, "fi", everything)
    assert "profile" not in [one.id for one in found.compared]
    assert "Kunta" in [one.title for one in found.compared]


def test_the_profile_shows_the_mean_of_the_own_group(client, site):
    page = scored(site)
    given_scores(page, "r1", 7, 3)
    page.closes_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    freeze(survey_key=page.translation_key, actor_id=None, now=timezone.now())
    own = [post("eats", IDS["yes"]), post("grade", "5"), post("soup", "5"), post("school", IDS["r1"])]
    said = text(send(client, page, *own, asked="eats grade soup school"))
    assert "ryhmäsi (Lohja) keskiarvo eiliseen asti" in said
    assert "Palvelut 100 % 50 % Alkuun" in said


def test_a_small_group_is_not_told_in_the_profile(client, site):
    page = scored(site)
    given_scores(page, "r1", 5, 3)
    page.closes_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    own = [post("eats", IDS["yes"]), post("grade", "5"), post("soup", "5"), post("school", IDS["r1"])]
    assert "ryhmäsi" not in text(send(client, page, *own, asked="eats grade soup school"))


@pytest.mark.parametrize("number", [1, 12])
def test_queries_do_not_grow_with_answers(client, site, editor, number, django_assert_max_num_queries):
    before = scored(site)
    now = following(before, editor, "Kypsyys 2026")
    for page in (before, now):
        given_scores(page, "r1", number, 3)
        given_scores(page, "r2", number, 3)
    client.force_login(editor)
    url = f"/admin/surveys/{now.translation_key}/compare/"
    client.get(url)
    with django_assert_max_num_queries(40):
        client.get(url)


def test_the_mean_of_the_own_group_reads_no_response(site):
    """However many there are: what is packed holds the scores."""
    page = scored(site)
    given_scores(page, "r1", 12, 3)
    pack_days(page.translation_key)
    known = reading(page.translation_key)
    assert known
    with CaptureQueriesContext(connection) as asked:
        own = own_group(known, {IDS["school"]: chosen("r1")}, "fi", least=5, before=timezone.localdate())
    assert own
    assert (own.name, own.means[IDS["table"]]) == ("Lohja", Fraction(1, 2))
    assert [query["sql"] for query in asked if '"answers"' in query["sql"]] == []
