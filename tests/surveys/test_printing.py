"""A survey on paper: every question with a way to answer by hand, and its logic in words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given, settings

from accounts.roles import Role
from municipality.models import MunicipalitySettings
from surveys.engine.conditions import Clause, Condition, Op
from surveys.engine.definition import END, Jump
from surveys.models import SurveyPage
from surveys.printing.form import paper
from tests import factories
from tests.home.pages import translate

from .definitions import definitions, option, page, question, survey, when
from .pages import meals, survey_page
from .test_pages import everything

FORM = "/fi/kouluruoka/tuloste/"


def words(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.django_db
def test_the_form_says_what_is_asked_of_whom_and_where_it_goes(client, page):
    found = words(client.get(FORM))
    assert "1. Syötkö koulussa?" in found
    assert "Vastaa kysymyksiin 2–4 vain, jos vastasit kysymykseen 1 ”Kyllä”." in found
    assert "Vastaa vain, jos vastauksesi kysymykseen 2 on enintään 2." in found
    assert "Palauta lomake" in found
    assert FORM in client.get("/fi/kouluruoka/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"closes_at": -1}, 404),
        ({"opens_at": 1}, 404),
        ({"audience": "code"}, 404),
        ({"audience": "account"}, 404),
        ({"live": False}, 404),
        ({}, 200),
    ],
)
def test_everybody_gets_it_while_anyone_may_answer(client, page, fields, status):
    now = timezone.now()
    days = {name: now + timedelta(days=value) for name, value in fields.items() if name in ("opens_at", "closes_at")}
    SurveyPage.objects.update(**{**fields, **days})
    assert client.get(FORM).status_code == status
    if fields.get("live", True):
        assert (FORM in client.get("/fi/kouluruoka/").content.decode()) == (status == 200)


@pytest.mark.django_db
def test_staff_of_the_desk_print_it_at_any_time_in_both_languages(client, site, page):
    translate(page, title="Smakar skolmaten?")
    SurveyPage.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    place = f"/admin/survey-desk/{page.translation_key}/print/"
    client.force_login(factories.official(site, Role.EDITOR))
    assert "Maistuuko kouluruoka?" in words(client.get(place))
    swedish = client.get(f"{place}?language=sv&size=big")
    assert "Smakar skolmaten?" in words(swedish)
    assert "Svara bara om" in words(swedish)
    assert '<html lang="sv" class="big">' in swedish.content.decode()
    client.force_login(factories.official(site, Role.MODERATOR))
    assert client.get(place).status_code != 200


@pytest.mark.django_db
@pytest.mark.parametrize("made", [everything, meals])
def test_every_kind_of_question_can_be_answered_by_hand(client, site, made):
    blocks = made()
    survey_page(site, questions=blocks)
    answer = client.get(FORM).content.decode()
    shown = re.findall(
        r'<div class="question">.*?</div>\s*(?=<div class="question">|<p class="when"|<h3 class="section"|</section>)',
        answer,
        re.S,
    )
    asked = [one["type"] for one in blocks if one["type"] not in ("page", "section")]
    assert len(shown) == len(asked)
    marks = [set(re.findall(r'class="(box|sum|line|box number)"', one)) for one in shown]
    assert list(zip(asked, marks, strict=True)) == [(kind, BY_HAND.get(kind, {"line"})) for kind in asked]


BY_HAND = {
    **{
        key: {"box"}
        for key in ("choice", "dropdown", "area", "age_group", "scale", "recommendation", "matrix", "consent")
    },
    **{key: {"box", "line"} for key in ("choices", "place")},  # an «other», what the map does not tell
    **{key: {"box number"} for key in ("ranking", "postal_code")},
    "budget": {"sum"},
    "information": set(),
}


def test_conditions_and_jumps_are_said_with_the_numbers_of_the_form():
    both = Condition(
        clauses=(Clause(question="a", op=Op.ANY, values=("x", "y")), Clause(question="b", op=Op.UNANSWERED)),
        any_of=True,
    )
    asked = survey(
        page(
            "one",
            question("note", "information"),
            question("a", choices=(option("x", "Kyllä"), option("y", "Ehkä"), option("z", "Ei"))),
            question("b", "number", code="ika"),
            jumps=(Jump(to="three", condition=when("a", "none", "x")), Jump(to=END)),
        ),
        page("two", question("c", shown_if=both, title="Olet {ika} vuotta", options="p q")),
        page("three", question("d", "scale", shown_if=when("b", "at_least", "18"))),
    )
    with override("fi"):
        one, two, three = paper(asked, "fi")
    assert [asked.number for asked in one.questions] == [0, 1, 2]
    assert one.jumps == [
        "Jos et vastannut kysymykseen 1 ”Kyllä”, jatka kysymykseen 4.",
        "Jatka lomakkeen loppuun.",
    ]
    assert (
        two.questions[0].when
        == "Vastaa vain, jos vastasit kysymykseen 1 ”Kyllä” tai ”Ehkä” tai et vastannut kysymykseen 2."
    )
    assert two.questions[0].title == "Olet (vastauksesi kysymykseen 2) vuotta"
    assert three.questions[0].when == "Vastaa vain, jos vastauksesi kysymykseen 2 on vähintään 18."


@settings(max_examples=40, deadline=None)
@given(definitions())
def test_every_question_of_any_survey_is_on_the_form_once(definition):
    with override("sv"):
        sheets = paper(definition, "sv")
    numbers = [asked.number for sheet in sheets for asked in sheet.questions]
    assert numbers == list(range(1, len(list(definition.questions())) + 1))


@pytest.mark.django_db
def test_the_form_is_returned_where_the_survey_says_else_to_the_municipality(client, page):
    town = MunicipalitySettings.objects.get()
    town.address = {"fi": "Kauppatori 1", "sv": "Salutorget 1"}
    town.save()
    assert "Kauppatori 1" in words(client.get(FORM))
    SurveyPage.objects.update(return_to="Kirjaston palautuslaatikko")
    found = words(client.get(FORM))
    assert "Kirjaston palautuslaatikko" in found
    assert "Kauppatori 1" not in found
