"""Answers that come otherwise: paper that staff type in, and tests that are not kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from surveys import actions
from surveys.models import Contact, Draft, Response, SurveyPage, TookPart, Version
from surveys.rules import Audience
from tests import factories
from tests.home.pages import translate

from .pages import IDS, block, listed, meals, post, sent, survey_page
from .test_entry import refusal
from .test_pages import text

pytestmark = pytest.mark.django_db
EATS = post("eats", IDS["yes"])


@pytest.fixture
def editor(client, site):
    user = factories.official(site, Role.EDITOR)
    client.force_login(user)
    return user


def desk(page, name=""):
    return f"/admin/survey-desk/{page.translation_key}/{name}"


def paper(client, page, day="24.11.2026", language="fi"):
    begun = client.post(desk(page, "paper/"), {"arrived_on": day, "language": language})
    return client.get(begun["Location"], follow=True).redirect_chain[-1][0]


def sending(step):
    base = step.split("/sivu/")[0].split("/sida/")[0]
    return f"{base}/laheta/" if step.startswith("/fi/") else f"{base}/skicka/"


def test_a_paper_is_typed_in_with_its_day_and_the_next_one_waits(client, page, editor):
    step = paper(client, page)
    assert "Olet syöttämässä paperivastausta" in text(client.get(step))
    client.post(step, sent(post("eats", IDS["no"]), asked="eats"))
    client.post(step.replace(IDS["food"], IDS["you"]), sent(post("mail", "a@example.fi"), asked="school mail"))
    done = client.post(sending(step), follow=True)
    response = Response.objects.get()
    assert (response.way, response.day, response.language) == ("paper", date(2026, 11, 24), "fi")
    assert response.answers == {IDS["eats"]: {"chosen": [IDS["no"]]}}
    assert (Contact.objects.get().value, Draft.objects.count()) == ("a@example.fi", 0)
    assert "Paperi on tallennettu. Seuraava?" in text(done)
    assert 'value="2026-11-24"' in done.content.decode() or 'value="24.11.2026"' in done.content.decode()
    row = AuditRow.objects.get(verb="survey.enter_paper")
    assert (row.actor_id, row.key, row.detail) == (editor.pk, str(page.translation_key), {})


def test_a_paper_may_lack_what_is_required(client, page, editor):
    step = paper(client, page)
    client.post(step, sent(EATS, asked="eats"))
    client.post(step.replace(IDS["food"], IDS["after"]), sent(asked="grade table"))
    client.post(sending(step))
    assert Response.objects.get().answers == {IDS["eats"]: {"chosen": [IDS["yes"]]}}


def test_papers_are_taken_after_closing_and_whoever_may_answer_on_the_web(client, site, editor):
    now = timezone.now()
    opened, closed = now - timedelta(days=9), now - timedelta(days=1)
    page = survey_page(site, audience=Audience.ACCOUNT, opens_at=opened, closes_at=closed)
    client.post(sending(paper(client, page)))
    assert (Response.objects.get().way, TookPart.objects.count()) == ("paper", 0)


def test_in_swedish_with_the_words_of_the_translation(client, page, editor):
    translate(page)
    step = paper(client, page, language="sv")
    assert "sv Syötkö koulussa?" in text(client.get(step))
    client.post(step, sent(EATS, asked="eats"))
    client.post(sending(step))
    assert Response.objects.get().language == "sv"


def test_a_day_that_has_not_been_is_refused(client, page, editor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    shown = client.post(desk(page, "paper/"), {"arrived_on": tomorrow.isoformat(), "language": "fi"})
    assert "Saapumispäivä on vasta tulossa." in text(shown)
    version = Version.objects.get()
    with pytest.raises(Refused):
        actions.begin_paper(version=version, arrived_on=tomorrow, language="fi", now=timezone.now())
    assert Draft.objects.count() == 0


def test_a_paper_is_not_sent_as_an_answer_on_the_web(page):
    now = timezone.now()
    draft, _link = actions.begin_paper(
        version=Version.objects.get(), arrived_on=timezone.localdate(now), language="fi", now=now
    )
    assert refusal(lambda: actions.send(draft=draft, terms=page.terms, now=now)) == "not_sent"


@pytest.mark.parametrize("name", ["paper/", "try/"])
def test_what_staff_began_is_nobody_else_s(client, site, page, editor, name):
    begun = client.post(desk(page, name), {"arrived_on": "24.11.2026", "language": "fi"})
    link = begun["Location"]
    assert client.get(link, follow=True).status_code == 200
    for user in (factories.resident(), factories.official(site, Role.MODERATOR)):
        client.force_login(user)
        assert client.get(link).status_code == 404
        assert client.post(f"{link}laheta/").status_code == 404
        refused = client.post(desk(page, name), {"arrived_on": "24.11.2026"}, follow=True)
        assert refused.status_code in (403, 404)
    assert Draft.objects.count() == 1


def trial(client, page, language="fi"):
    begun = client.post(desk(page, "try/"), {"language": language})
    return client.get(begun["Location"], follow=True).redirect_chain[-1][0]


def test_a_test_goes_to_the_end_and_nothing_stays(client, page, editor):
    before = AuditRow.objects.count()
    step = trial(client, page)
    shown = client.get(step)
    assert "Tämä on koe" in text(shown)
    client.post(step, sent(post("eats", IDS["no"]), asked="eats"))
    assert "Tämä on koe" in text(client.get(sending(step).replace("laheta", "tarkistus")))
    done = client.post(sending(step), follow=True)
    assert "Koe meni loppuun asti. Siitä ei jäänyt mitään." in text(done)
    assert (Draft.objects.count(), Response.objects.count(), AuditRow.objects.count()) == (0, 0, before)
    assert f"answered-{page.translation_key.hex[:12]}" not in client.cookies


def test_a_test_checks_what_is_required_as_the_survey_does(client, page, editor):
    step = trial(client, page)
    assert "Valitse yksi vaihtoehto." in text(client.post(step, sent(asked="eats")))


def test_what_is_tried_is_what_was_last_saved(client, page, editor):
    page.questions = [block("choice", "eats", "Uusi kysymys?", options=listed(("yes", "Kyllä"))), *meals()[2:]]
    page.save_revision()
    assert "Uusi kysymys?" in text(client.get(trial(client, page)))
    assert "Uusi kysymys?" not in text(client.get("/fi/kouluruoka/"))


def test_a_survey_is_tried_before_it_is_published(client, site, editor):
    page = survey_page(site)
    page.unpublish()
    Version.objects.all().delete()
    assert "Syötkö koulussa?" in text(client.get(trial(client, page)))
    assert "kun kysely on julkaistu" in text(client.get(desk(page, "paper/")))
    assert not SurveyPage.objects.get(pk=page.pk).live


def test_a_test_in_swedish(client, page, editor):
    translate(page)
    step = trial(client, page, "sv")
    assert step.startswith("/sv/")
    assert "sv Syötkö koulussa?" in text(client.get(step))
