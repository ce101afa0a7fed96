"""Surveys that ask for strong identification: once a person, by a mark that leads nowhere."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from accounts.roles import Role
from accounts.security.sealing import seal
from accounts.strong import visit
from accounts.strong.models import Provider as Row
from accounts.strong.rules import Fact
from core.refusal import Refused
from surveys import actions, queries
from surveys.forms import SurveyPageForm
from surveys.models import Draft, Response, SurveyPage, TookPart, Version
from surveys.quotas import WHOLE
from surveys.rules import Audience, Way
from tests import factories
from tests.accounts.strong.oidc_provider import running
from tests.accounts.strong.walking import landed, returned, sent_to, set_up

from .pages import IDS, post, sent, survey_page
from .test_entry import NO, NO_POST, begun, in_parallel, refusal, send
from .test_pages import begin, path, text

AT_ONCE = 5


def fact_of(site, mark="matti", **fields):
    known = {"resident": True, "age": 40, "until": timezone.now().timestamp() + 600, **fields}
    return Fact(site_id=site.pk, mark=mark, **known)


def identified(client, site, mark="matti", **fields):
    session = client.session
    session[visit.KEY] = seal(json.dumps(asdict(fact_of(site, mark, **fields))))
    session.save()


@pytest.fixture
def provided(site):
    fields = {
        "is_on": True,
        "issuer": "https://t.example",
        "client_id": "r",
        "acr_values": "a",
        "sealed_secret": seal("s"),
    }
    return Row.objects.create(site=site, **fields)


@pytest.fixture
def strong(site, provided):
    return survey_page(site, audience=Audience.STRONG)


@pytest.mark.django_db
def test_a_person_answers_once_and_the_mark_tells_nothing(site, strong):
    matti, maija = fact_of(site), fact_of(site, "maija")
    assert refusal(lambda: send(strong, begun(strong))) == "not_identified"
    response, _link = send(strong, begun(strong), fact=matti)
    again = begun(strong)
    assert refusal(lambda: send(strong, again, fact=replace(matti, age=41))) == "took_part"
    assert Draft.objects.filter(pk=again.pk).exists()
    send(strong, again, fact=maija)
    assert (Response.objects.count(), TookPart.objects.count()) == (2, 2)
    assert queries.person_took_part(strong.translation_key, "matti")
    assert not TookPart.objects.filter(mark__icontains="matti").exists()
    assert "matti" not in str(response.__dict__)


@pytest.mark.django_db
def test_marks_of_two_surveys_have_nothing_in_common(site, strong):
    other = survey_page(site, "Toinen kysely", slug="toinen", audience=Audience.STRONG)
    send(strong, begun(strong), fact=fact_of(site))
    send(other, begun(other), fact=fact_of(site))
    assert len(set(TookPart.objects.values_list("mark", flat=True))) == 2


@pytest.mark.django_db
def test_an_identification_in_another_municipality_does_not_count(strong):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="h.example")
    assert refusal(lambda: send(strong, begun(strong), fact=fact_of(other))) == "not_identified"
    assert TookPart.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "code"),
    [({"resident": False}, "other_municipality"), ({"resident": None}, "home_unknown"), ({"age": 14}, "too_young"),
     ({"age": None}, "age_unknown")],
)  # fmt: skip
def test_limits_name_their_cause_and_mark_nobody(site, provided, fields, code):
    page = survey_page(site, audience=Audience.STRONG, residents_only=True, least_age=15)
    assert refusal(lambda: send(page, begun(page), fact=fact_of(site, **fields))) == code
    assert TookPart.objects.count() == 0
    assert send(page, begun(page), fact=fact_of(site, age=15))


@pytest.mark.django_db
def test_a_refused_sending_marks_nobody(site, strong):
    draft = begun(strong, {IDS["eats"]: {"": [IDS["yes"]]}})
    assert refusal(lambda: send(strong, draft, fact=fact_of(site))) == "unsound"
    assert TookPart.objects.count() == 0


@pytest.mark.django_db
def test_a_full_survey_marks_nobody(site, strong):
    actor = factories.official(site, Role.EDITOR).pk
    actions.set_quota(survey_key=strong.translation_key, site_id=site.pk, pair=WHOLE, most=1, actor_id=actor)
    drafts = [begun(strong), begun(strong)]
    send(strong, drafts[0], fact=fact_of(site))
    assert refusal(lambda: send(strong, drafts[1], fact=fact_of(site, "maija"))) == "full"
    assert TookPart.objects.count() == 1


@pytest.mark.django_db
def test_papers_and_tests_ask_for_nobody(site, strong):
    draft, _link = actions.begin_paper(
        version=Version.objects.get(), arrived_on=timezone.localdate(), language="fi", now=timezone.now()
    )
    actions.keep(draft=draft, answers=NO, language="fi", sound=True, now=timezone.now())
    assert actions.enter_paper(draft=draft, actor_id=factories.resident().pk).way == Way.PAPER
    assert TookPart.objects.count() == 0


@pytest.mark.django_db
def test_marks_go_some_time_after_the_closing(site, strong):
    send(strong, begun(strong), fact=fact_of(site))
    now = timezone.now()
    SurveyPage.objects.update(opens_at=None, closes_at=now - timedelta(days=61))
    assert actions.purge_marks(now=now) == 1


def onward_of(response):
    return re.search(r"next=([^&]+)", response["Location"])[1].replace("%2F", "/")


@pytest.mark.django_db
@pytest.mark.one_database
def test_identifying_comes_after_the_first_page_and_nothing_is_lost(client, site, settings):
    settings.IDENTIFICATION_OVER_HTTP = True
    page = survey_page(site, audience=Audience.STRONG, residents_only=True)
    with running() as provider:
        set_up(site, provider)
        assert "Tähän kyselyyn vastataan vahvasti tunnistautuneena" in text(client.get("/fi/kouluruoka/"))
        asked = begin(client, page, NO_POST)
        assert path(asked).startswith("/fi/tunnistautuminen/")
        assert "Vastauksesi ovat tallessa" in text(client.get(path(asked), {"next": onward_of(asked)}))
        step = onward_of(asked)
        review = step.split("/sivu/")[0] + "/tarkistus/"
        assert "Tunnistaudu, niin voit lähettää" in text(client.get(review))
        assert path(client.post(review.replace("tarkistus", "laheta"))).startswith("/fi/tunnistautuminen/")
        assert Response.objects.count() == 0
        assert landed(client, returned(sent_to(client, review))) == review
    done = client.post(review.replace("tarkistus", "laheta"))
    assert path(done) == f"/fi/kyselyt/lahetetty/{page.translation_key}/"
    assert Response.objects.get().answers == {IDS["eats"]: {"chosen": [IDS["no"]]}}
    assert "Kukin vastaa kerran" in text(client.get("/fi/kouluruoka/"))
    assert path(begin(client, page, NO_POST)) == "/fi/kouluruoka/"


@pytest.mark.django_db
def test_who_is_identified_is_not_asked_again(client, site, strong):
    identified(client, site)
    assert "Olet tunnistautunut vahvasti" in text(client.get("/fi/kouluruoka/"))
    assert "/sivu/" in path(begin(client, strong, NO_POST))


@pytest.mark.django_db
def test_who_may_not_answer_is_told_why_before_the_questions(client, site, provided):
    page = survey_page(site, audience=Audience.STRONG, residents_only=True, least_age=15)
    assert "Kyselyyn vastataan 15 vuoden iästä alkaen" in text(client.get("/fi/kouluruoka/"))
    identified(client, site, resident=False)
    shown = text(client.get("/fi/kouluruoka/"))
    assert "kotikuntasi on toinen" in shown
    assert "Syötkö koulussa?" not in shown
    assert path(begin(client, page, NO_POST)) == "/fi/kouluruoka/"
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_who_turns_out_too_young_keeps_what_was_written(client, site, provided):
    page = survey_page(site, audience=Audience.STRONG, least_age=15)
    step = onward_of(begin(client, page, NO_POST))
    identified(client, site, age=12)
    assert "Tunnistautumisesi mukaan olet nuorempi" in text(client.get(step))
    review = step.split("/sivu/")[0] + "/tarkistus/"
    shown = text(client.get(review))
    assert "Tunnistautumisesi mukaan olet nuorempi" in shown
    assert "Lähetä vastaukset" not in shown
    client.post(review.replace("tarkistus", "laheta"))
    assert (Response.objects.count(), TookPart.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_an_identification_that_runs_out_sends_nothing_and_loses_nothing(client, site, strong):
    identified(client, site)
    step = path(begin(client, strong, NO_POST))
    identified(client, site, until=timezone.now().timestamp() - 1)
    client.post(step, sent(post("school", "Harju"), asked="school mail"))
    assert path(client.post(step.split("/sivu/")[0] + "/laheta/")).startswith("/fi/tunnistautuminen/")
    assert (Draft.objects.count(), Response.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_nothing_begins_while_it_is_turned_off(client, site, strong):
    Row.objects.update(is_on=False)
    shown = text(client.get("/fi/kouluruoka/"))
    assert "tunnistautua ei voi juuri nyt" in shown
    assert "Syötkö koulussa?" not in shown
    assert path(begin(client, strong, NO_POST)) == "/fi/kouluruoka/"
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_the_page_tells_in_swedish_too(client, site, strong):
    assert "stark autentisering" in client.get("/sv/kouluruoka/", follow=True).content.decode()


def offered(site, **fields):
    form_class = SurveyPage.get_edit_handler().get_form_class()
    page = SurveyPage(title="Uusi", **fields)
    form = form_class(instance=page, parent_page=Page.objects.get(pk=site.root_page_id))
    assert isinstance(form, SurveyPageForm)
    return {value for value, _label in form.fields["audience"].choices}, set(form.fields)


@pytest.mark.django_db
def test_editors_are_offered_it_where_the_municipality_has_it(site):
    audiences, fields = offered(site)
    assert Audience.STRONG not in audiences
    assert not {"residents_only", "least_age"} & fields
    Row.objects.create(site=site, issuer="https://t.example", client_id="r", acr_values="a")
    assert Audience.STRONG not in offered(site)[0]
    Row.objects.update(sealed_secret=seal("s"), is_on=True)
    audiences, fields = offered(site)
    assert Audience.STRONG in audiences
    assert {"residents_only", "least_age"} <= fields


@pytest.mark.django_db(transaction=True)
def test_of_several_sendings_of_one_person_at_once_exactly_one_gets_in():
    site = factories.municipality()
    page = survey_page(site, audience=Audience.STRONG)
    drafts = [begun(page) for _turn in range(AT_ONCE)]
    found = in_parallel(lambda draft: bool(send(page, draft, fact=fact_of(site))), drafts)
    assert sorted(map(str, found)) == ["True", *["took_part"] * (AT_ONCE - 1)]
    assert (Response.objects.count(), TookPart.objects.count()) == (1, 1)
    with pytest.raises(Refused):
        send(page, begun(page), fact=fact_of(site))
