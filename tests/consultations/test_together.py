"""An opinion and the questions of its section on one page: written, answered, told of and sent together."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.guard import stamp
from participation.consultations.forms import OpinionForm
from participation.consultations.models import Opinion, OpinionFile, UnfinishedOpinion
from surveys.models import Draft, Response, SurveyPage
from surveys.rules import Audience
from tests import factories
from tests.surveys.pages import IDS, block, listed, post, start, survey_page, when
from tests.surveys.test_files import pdf

from .pages import STREET, close
from .test_pages import write_url
from .test_questions import answer, asking

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
        for one in answers:
            form |= one
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


def given_back(answer):
    """Questions and answers in words, from the page."""
    listed = re.search(r'<dl class="answers">(.*?)</dl>', answer.content.decode(), re.DOTALL)
    return re.findall(r"<d[td]>(.*?)</d[td]>", listed[1]) if listed else []


def test_what_was_answered_is_shown_back_in_words_when_the_consultation_has_closed(send, page):
    close(page)
    answer = send(post("eats", IDS["yes"]), post("why", "Kierrän."), post("school", "Rannassa"), body="Myöhässä.")
    shown = answer.content.decode()
    words = ["1. Kuljetko raitilla?", "Kyllä", "2. Miksi?", "Kierrän.", "3. Missä asut?", "Rannassa"]
    assert given_back(answer) == words
    assert ("Myöhässä." in shown, "Kuuleminen on päättynyt" in shown, "<form class" in shown) == (True, True, False)
    assert "Voit lähettää loput" not in shown
    assert found() == (0, 0, 0)


def test_answers_alone_are_shown_back_too_and_so_is_what_was_not_sound(send, page):
    close(page)
    long = "Kierrän. " * 300  # more than the question takes
    assert given_back(send(post("why", long), full_name="", street="")) == ["2. Miksi?", long.strip()]
    assert given_back(send(body="Myöhässä.")) == []


def test_what_was_saved_for_later_is_shown_back_after_closing(client, send, page):
    send(post("eats", IDS["no"]), post("why", "Kierrän."), body="Kesken.", later="1")
    close(page)
    answer = client.get(f"{write_url(page)}?section={STREET}")
    assert given_back(answer) == ["1. Kuljetko raitilla?", "En", "2. Miksi?", "Kierrän."]
    assert "Kesken." in answer.content.decode()


def test_answers_that_are_not_taken_any_more_are_told_of_once_and_shown_back(send, survey):
    SurveyPage.objects.filter(pk=survey.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    answer = send(post("eats", IDS["no"]), body="Raitti on hyvä.")
    assert ("Raitti on hyvä." in answer.content.decode(), found()) == (True, (0, 0, 0))
    assert given_back(answer) == ["1. Kuljetko raitilla?", "En"]
    assert send(asked="", body="Raitti on hyvä.").status_code == 302


def test_a_question_that_is_gone_is_shown_back_in_the_words_it_had(send, survey):
    answer(survey, 1, ago=1)  # so that what it asked stays
    survey.questions = [start("after", "Muuta"), block("short_text", "note", "Kuka?", max=None)]
    survey.save_revision().publish()
    assert given_back(send(post("eats", IDS["no"]), body="Raitti on hyvä.")) == ["1. Kuljetko raitilla?", "En"]


@pytest.fixture
def for_accounts(page):
    type(page).objects.filter(pk=page.pk).update(audience="account")


def test_a_sign_in_that_has_expired_loses_nothing(client, send, survey, for_accounts):
    answer = send(post("eats", IDS["no"]), body="Raitti on hyvä.")
    assert found() == (0, 1, 0)
    assert f"answered-{survey.translation_key.hex[:12]}" in client.cookies
    shown = client.get(answer.url).content.decode()
    assert "Vastauksesi kysymyksiin ovat saapuneet. Kirjoittamasi on tallessa" in shown
    client.force_login(factories.resident())
    client.get(reverse("accounts:continue"), follow=True)
    assert found() == (1, 1, 0)
    assert Opinion.objects.get().body == "Raitti on hyvä."


def test_what_is_wrong_is_told_before_signing_in_again(send, for_accounts):
    answer = send(post("why", "Kierrän."), body="Raitti on hyvä.")
    shown = answer.content.decode()
    assert (answer.status_code, "Kierrän." in shown, "Raitti on hyvä." in shown) == (200, True, True)
    assert answer.context["beside"].sheet.errors
    assert found() == (0, 0, 0)


def test_where_nobody_can_identify_any_more_both_are_shown_back(send, page):
    type(page).objects.filter(pk=page.pk).update(audience="strong")
    answer = send(post("eats", IDS["no"]), body="Raitti on hyvä.")
    assert given_back(answer) == ["1. Kuljetko raitilla?", "En"]
    assert ("Raitti on hyvä." in answer.content.decode(), found()) == (True, (0, 0, 0))


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


def test_a_form_that_is_sent_twice_is_one(client, send):
    """A double click, or back and again: the second comes before the browser knows that it has answered."""
    form = {"uuid": str(uuid4()), "seed": "0123456789abcdef", "body": "Raitti on hyvä."}
    for _again in range(2):
        assert send(post("eats", IDS["no"]), **form).status_code == 302
        client.cookies.clear()
    assert found() == (1, 1, 0)
    alone = {"seed": "fedcba9876543210"}
    for _again in range(2):
        assert send(post("eats", IDS["no"]), **alone).status_code == 302
        client.cookies.clear()
    assert found() == (1, 2, 0)


def test_answers_too_long_to_be_kept_are_told_of_and_stay_in_the_form(send, monkeypatch):
    monkeypatch.setitem(OpinionForm.SAVED, "answers", 100)
    long = "ä" * 90
    answer = send(post("eats", IDS["no"]), post("why", long), later="1")
    assert (answer.status_code, UnfinishedOpinion.objects.count()) == (200, 0)
    shown = answer.content.decode()
    assert ("liian pitkiä tallennettaviksi" in shown, long in shown) == (True, True)
