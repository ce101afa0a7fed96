"""Public results by group: who sees what of them, and from when on."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from surveys.making import why_not_publish
from surveys.models import PublicCrosses, SurveyPage
from surveys.results.by_group import Crosses
from surveys.results.reading import reading
from tests.home.pages import translate

from .pages import IDS, block, dimension, listed, start, survey_page, when
from .test_results import OPEN, answer, chosen, showing, text

pytestmark = pytest.mark.django_db
RESULTS, SWEDISH = f"{OPEN}tulokset/", "/sv/sv-kouluruoka/resultat/"


def asked(**more):
    """Who one is, how the food is, and which dishes one likes."""
    return [
        start("food", "Ruoka"),
        block("choice", "you", "Kuka olet?", required=True, grouping=True, options=listed(("first", "Oppilas"), ("last", "Huoltaja"))),
        block("scale", "grade", "Miltä ruoka maistuu?", min=1, max=3, low="", high="", skip="", **more),
        block("choices", "dishes", "Mitä lisää?", options=listed(("soup", "Keittoa"), ("fish", "Kalaa")), min=None, max=None),
    ]  # fmt: skip


@pytest.fixture
def page(site):
    return survey_page(site, questions=asked())


def closed(page):
    """With sixty pupils and forty guardians: of the latter, two gave a 1."""
    pupil, guardian = {"you": chosen("first")}, {"you": chosen("last")}
    answer(page, 30, **pupil, grade=1, dishes=chosen("soup"))
    answer(page, 30, **pupil, grade=2, dishes=chosen("soup", "fish"))
    answer(page, 2, **guardian, grade=1, dishes=chosen("fish"))
    answer(page, 8, **guardian, grade=2, dishes=chosen("fish"))
    answer(page, 30, **guardian, grade=3, dishes=chosen("fish"))
    showing(page, closes_at=timezone.now() - timedelta(hours=1))


def by(page, language="fi"):
    page.refresh_from_db()
    read = reading(page.translation_key)
    assert read is not None
    return Crosses(page, read).by(IDS["you"], language)


def figures(told):
    return {answer.label: [figure.said for figure in answer.figures] for answer in told.answers}


def test_an_answer_that_too_few_gave_is_kept_back_in_every_group_with_another(page):
    closed(page)
    grade, dishes = by(page).told
    assert figures(grade) == {"1": [], "2": ["30 (50\u00a0%)", "8 (20\u00a0%)"], "3": []}
    assert figures(dishes) == {
        "Keittoa": ["60 (100\u00a0%)", "0 (0\u00a0%)"],
        "Kalaa": ["30 (50\u00a0%)", "40 (100\u00a0%)"],
    }
    assert (grade.sentence, grade.means) == (
        "Ryhmät eroavat eniten kohdassa ”2”: Oppilas 50\u00a0%, Huoltaja 20\u00a0%.",
        [],
    )


def test_the_page_shows_bars_a_table_and_a_sentence_by_group(page, client):
    translate(page)
    closed(page)
    assert "Katso ryhmittäin" in text(client.get(RESULTS))
    shown = text(client.get(RESULTS, {"group": IDS["you"]}))
    said = [
        "100 vastausta",
        "Oppilas: 60 ihmistä",
        "Huoltaja: 40 ihmistä",
        "60 (100 %)",
        "ei näytetä",
        "Ryhmät eroavat eniten",
    ]
    assert [word for word in said if word not in shown] == []
    html = client.get(RESULTS, {"group": IDS["you"]}).content.decode()
    bars = [int(width) for width in re.findall(r'<rect width="(\d+)" height="10"', html)]
    assert bars == [50, 20, 100, 0, 50, 100]
    assert html.count("<caption>") == 2
    swedish = text(client.get(SWEDISH, {"group": IDS["you"]}))
    said = ["Visa efter grupp", "sv Oppilas: 60 personer", "60 (100 %)", "visas inte"]
    assert [word for word in said if word not in swedish] == []


def test_a_group_that_is_not_offered_shows_everybody(page, client):
    closed(page)
    for wanted in (IDS["grade"], "nothing", ""):
        shown = text(client.get(RESULTS, {"group": wanted}))
        assert ("60 ihmistä" in shown, "Yleisin vastaus" in shown or "100 vastausta" in shown) == (False, True)


def test_while_the_survey_is_open_nothing_is_by_group(page, client):
    closed(page)
    showing(page, closes_at=timezone.now() + timedelta(days=1), results_shown="live")
    shown = text(client.get(RESULTS, {"group": IDS["you"]}))
    assert ("100 vastausta" in shown, "Katso ryhmittäin" in shown, "60 ihmistä" in shown) == (True, False, False)
    assert PublicCrosses.objects.count() == 0


def test_a_paper_that_comes_after_closing_changes_no_figure(page):
    closed(page)
    before = by(page)
    answer(page, 1, you=chosen("last"), grade=3, dishes=chosen("soup"))
    assert by(page) == before
    showing(page, closes_at=timezone.now() - timedelta(minutes=1))
    assert (before.number, by(page).number) == (100, 101)


def test_what_is_for_staff_only_is_neither_a_background_nor_told(site):
    page = survey_page(site, questions=asked(staff_only=True))
    closed(page)
    assert [one.title for one in by(page).told] == ["Mitä lisää?"]
    hidden = asked()
    hidden[1]["value"]["staff_only"] = True
    page.questions = hidden
    page.save_revision().publish()
    assert by(page) is None


def test_means_of_a_scale_where_all_of_it_is_told(page):
    pupil, guardian = {"you": chosen("first")}, {"you": chosen("last")}
    for grade, number in ((1, 10), (2, 20), (3, 30)):
        answer(page, number, **pupil, grade=grade, dishes=chosen("soup"))
        answer(page, 20, **guardian, grade=grade, dishes=chosen("soup"))
    showing(page, closes_at=timezone.now() - timedelta(hours=1))
    grade = by(page).told[0]
    assert grade.sentence == "Keskiarvo on korkein ryhmässä Oppilas, 2,3, ja matalin ryhmässä Huoltaja, 2,0."
    assert grade.lines[0] == ("Oppilas", ["10 (17\u00a0%)", "20 (33\u00a0%)", "30 (50\u00a0%)", "2,3"])


def test_questions_that_not_everybody_was_asked_or_that_give_points_are_not_by_group(site):
    why = block("choice", "eats", "Miksi?", shown_if=when("you", "any", "first"), options=listed(("yes", "Kyllä")))
    shown = [*asked(), why]
    page = survey_page(site, questions=shown, dimensions=[dimension("table", "Ruoka", "grade", levels={})])
    closed(page)
    assert [one.title for one in by(page).told] == ["Mitä lisää?"]


def test_an_editor_ticks_at_most_three(page):
    def ticked(number):
        one = block(
            "choice", "you", "Kuka olet?", grouping=True, options=listed(("first", "Oppilas"), ("last", "Huoltaja"))
        )
        found = [start("food", "Ruoka"), *({**one, "id": str(UUID(int=900 + place))} for place in range(number))]
        return why_not_publish(page, SurveyPage._meta.get_field("questions").to_python(found), begun=False, parent=None)

    assert ticked(3) == {}
    assert ticked(4) == {"questions": ["Julkisia tuloksia voi katsoa enintään kolmen kysymyksen ryhmien mukaan."]}


def test_queries_do_not_grow_and_what_was_counted_is_not_counted_again(page, client, django_assert_max_num_queries):
    closed(page)
    client.get(RESULTS, {"group": IDS["you"]})
    with django_assert_max_num_queries(13):
        client.get(RESULTS, {"group": IDS["you"]})
