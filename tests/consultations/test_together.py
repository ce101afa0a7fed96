"""An opinion and the questions of its section on one page: written, answered, told of and sent together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.guard import stamp
from participation.consultations.models import Opinion, OpinionFile, UnfinishedOpinion
from surveys.models import Draft, Response, SurveyPage
from surveys.rules import Audience
from tests.surveys.pages import IDS, block, listed, post, start, survey_page, when
from tests.surveys.test_files import pdf

from .pages import STREET
from .test_pages import write_url
from .test_questions import asking

pytestmark = pytest.mark.django_db
NAME = {"naming": "hidden", "full_name": "Aino", "street": "Raitti 4"}
ASKED = "eats why school"


def questions():
    return [
        start("food", "Raitti"),
        block("choice", "eats", "Kuljetko raitilla?", required=True, options=listed(("yes", "Kyllä"), ("no", "En"))),
        block("long_text", "why", "Miksi?", max=None),
        block("short_text", "school", "Missä asut?", max=None, shown_if=when("eats", "any", "yes")),
    ]


@pytest.fixture
def survey(site):
    return survey_page(site, "Kysely raitista", questions=questions())


@pytest.fixture
def page(site, survey):
    return asking(site, survey)


@pytest.fixture
def send(client, page):
    def sent(*answers, asked=ASKED, **fields):
        form = {"section": STREET, "body": "", "place": "", "attaches": "1", **NAME, **fields}
        form["shown_at"] = stamp("opinion", seconds_ago=60)
        if asked:
            form["asked"] = " ".join(IDS[key] for key in asked.split())
        for answer in answers:
            form |= answer
        return client.post(write_url(page), form)

    return sent


def found():
    return Opinion.objects.count(), Response.objects.count(), Draft.objects.count()


def test_the_questions_stand_on_the_form_without_a_way_elsewhere(client, page, survey):
    shown = client.get(f"{write_url(page)}?section={STREET}").content.decode()
    assert ("Kuljetko raitilla?" in shown, shown.count('<form class="card'), survey.url in shown) == (True, 1, False)
    assert "Missä asut?" not in shown
    assert "Kuljetko raitilla?" not in client.get(write_url(page)).content.decode()  # of the whole


def test_both_are_sent_by_one_button_and_receipted_on_one_page(client, send, survey):
    answer = send(post("eats", IDS["no"]), post("why", "Kierrän."), body="Raitti on hyvä.")
    assert found() == (1, 1, 0)
    shown = client.get(answer.url).content.decode()
    assert ("Raitti on hyvä." in shown, "Myös vastauksesi kysymyksiin ovat saapuneet" in shown) == (True, True)
    assert f"answered-{survey.translation_key.hex[:12]}" in client.cookies


def test_answers_alone_need_no_text_name_or_address(send, survey):
    answer = send(post("eats", IDS["no"]), full_name="", street="", naming="name")
    assert answer.url == reverse("surveys:sent", args=[survey.translation_key])
    assert found() == (0, 1, 0)


def test_text_alone_answers_nothing(send):
    assert send(body="Raitti on hyvä.").status_code == 302
    assert found() == (1, 0, 0)


def test_neither_is_refused(send):
    answer = send()
    assert "body" in answer.context["form"].errors
    assert found() == (0, 0, 0)


def test_what_is_wrong_in_both_is_told_together_and_nothing_is_lost(send):
    answer = send(post("why", "Kierrän."), body="Raitti on hyvä.", full_name="", files=[pdf("liite.pdf")])
    shown = answer.content.decode()
    assert found() == (0, 0, 0)
    assert "full_name" in answer.context["form"].errors
    assert answer.context["beside"].sheet.errors
    assert shown.count('class="ds-error-summary"') == 1
    assert ("Kierrän." in shown, "Raitti on hyvä." in shown, "liite.pdf" in shown) == (True, True, True)
    assert OpinionFile.objects.count() == 1


def test_an_answer_may_bring_a_question_before_anything_is_sent(send):
    answer = send(post("eats", IDS["yes"]), asked="eats why", body="Raitti on hyvä.")
    assert ("Missä asut?" in answer.content.decode(), found()) == (True, (0, 0, 0))
    assert send(post("eats", IDS["yes"]), body="Raitti on hyvä.").status_code == 302
    assert found() == (1, 1, 0)


def test_a_refused_opinion_leaves_no_answers_behind(send, page):
    type(page).objects.filter(pk=page.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert send(post("eats", IDS["no"]), body="Myöhässä.").status_code == 200
    assert found() == (0, 0, 0)


def test_answers_that_are_not_taken_any_more_are_told_of_once(send, survey):
    SurveyPage.objects.filter(pk=survey.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    answer = send(post("eats", IDS["no"]), body="Raitti on hyvä.")
    assert ("Raitti on hyvä." in answer.content.decode(), found()) == (True, (0, 0, 0))
    assert send(asked="", body="Raitti on hyvä.").status_code == 302


def test_both_are_gone_on_with_later(client, page, send):
    send(post("eats", IDS["no"]), post("why", "Kierrän."), later="1")
    assert found() == (0, 0, 0)
    shown = client.get(f"{write_url(page)}?section={STREET}").content.decode()
    assert "Kierrän." in shown
    send(post("eats", IDS["no"]))
    assert (found(), UnfinishedOpinion.objects.count()) == ((0, 1, 0), 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"audience": Audience.ACCOUNT},
        {"may_edit": True},
        {"questions": [*questions(), start("after", "Toinen sivu"), block("short_text", "note", "Muuta?", max=None)]},
        {"questions": [start("food", "Raitti"), block("file", "part", "Kuva", max=None)]},
    ],
)
def test_what_needs_more_has_pages_of_its_own(client, site, fields):
    survey = survey_page(site, **{"questions": questions(), **fields})
    shown = client.get(f"{write_url(asking(site, survey))}?section={STREET}").content.decode()
    assert ("Kuljetko raitilla?" in shown, survey.url in shown) == (False, True)


def test_who_has_answered_is_asked_no_more(client, page, send):
    send(post("eats", IDS["no"]))
    assert "Kuljetko raitilla?" not in client.get(f"{write_url(page)}?section={STREET}").content.decode()
