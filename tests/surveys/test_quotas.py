"""How many answers a survey takes."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.models import AuditRow
from surveys import actions
from surveys.models import Draft, Quota, Response, Version
from surveys.quotas import WHOLE
from surveys.rules import Terms
from tests import factories

from .pages import IDS, block, listed, post, sent, survey_page
from .test_actions import answered
from .test_entry import AT_ONCE, begun, in_parallel, refusal, send
from .test_pages import begin, path, text

NO, YES = ({IDS["eats"]: {"": [IDS[key]]}} for key in ("no", "yes"))
NO_EATER = (IDS["eats"], IDS["no"])


def limited(page, pair, most):
    return actions.set_quota(
        survey_key=page.translation_key,
        site_id=page.get_site().pk,
        pair=pair,
        most=most,
        actor_id=factories.resident().pk,
    )


def paper_of(page, answers):
    now = timezone.now()
    draft, _link = actions.begin_paper(
        version=Version.objects.get(), arrived_on=timezone.localdate(now), language="fi", now=now
    )
    actions.keep(draft=draft, answers=answers, language="fi", sound=True, now=now)
    return actions.enter_paper(draft=draft, actor_id=factories.resident().pk)


def taken():
    return dict(Quota.objects.values_list("option", "taken"))


@pytest.mark.django_db
def test_what_came_before_counts(page):
    answered(page, NO)
    assert (limited(page, WHOLE, 5).taken, limited(page, NO_EATER, 5).taken) == (1, 1)
    assert limited(page, (IDS["eats"], IDS["yes"]), 5).taken == 0
    assert AuditRow.objects.filter(verb="survey.set_quota", key=str(page.translation_key)).count() == 3


@pytest.mark.django_db
def test_a_full_survey_takes_no_more(page):
    limited(page, WHOLE, 2)
    late = begun(page)
    for _turn in range(2):
        send(page, begun(page))
    assert refusal(lambda: send(page, late)) == "full"
    assert (Response.objects.count(), Draft.objects.count(), taken()) == (2, 1, {"": 2})


@pytest.mark.django_db
def test_a_full_option_is_refused_and_the_others_are_not(page):
    limited(page, NO_EATER, 1)
    limited(page, WHOLE, 5)
    send(page, begun(page))
    assert refusal(lambda: send(page, begun(page))) == "full"
    send(page, begun(page, {IDS["eats"]: {"": [IDS["yes"]]}, IDS["grade"]: {"": ["4"]}}))
    assert (Response.objects.count(), taken()) == (2, {"": 2, IDS["no"]: 1})


@pytest.mark.django_db
def test_a_paper_is_taken_although_it_is_full(page):
    limited(page, WHOLE, 1)
    send(page, begun(page))
    paper_of(page, NO)
    assert (Response.objects.count(), taken()) == (2, {"": 2})


@pytest.mark.django_db
def test_a_changed_answer_moves_its_place_and_keeps_its_own(page):
    terms = Terms(may_edit=True)
    limited(page, NO_EATER, 1)
    limited(page, WHOLE, 1)
    response, _link = answered(page, NO, terms=terms)

    def change(answers):
        now = timezone.now()
        draft, _link = actions.change(response=response, version=response.version, terms=terms, language="fi", now=now)
        actions.keep(draft=draft, answers=answers, language="fi", sound=True, now=now)
        actions.send(draft=draft, terms=terms, now=now)
        response.refresh_from_db()

    change({})
    assert taken() == {"": 1, IDS["no"]: 1}
    change({**YES, IDS["grade"]: {"": ["4"]}})
    assert taken() == {"": 1, IDS["no"]: 0}


@pytest.mark.django_db
def test_the_page_says_kindly_that_enough_have_answered(client, page):
    limited(page, WHOLE, 1)
    step = path(begin(client, page, post("eats", IDS["no"])))
    review = step.split("/sivu/")[0] + "/tarkistus/"
    send(page, begun(page))
    shown = client.get("/fi/kouluruoka/")
    assert "Kyselyyn on saatu niin monta vastausta kuin pyydettiin." in text(shown)
    assert "Syötkö koulussa?" not in text(shown)
    assert path(begin(client, page, post("eats", IDS["no"]))) == "/fi/kouluruoka/"
    assert "Kyselyyn on saatu niin monta vastausta kuin pyydettiin." in text(client.get(review))
    assert "Lähetä vastaukset" not in text(client.get(review))
    client.post(review.replace("tarkistus", "laheta"))
    assert Response.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["choice", "dropdown"])
def test_a_full_option_is_told_before_and_when_choosing(client, site, kind):
    options = listed(("yes", "Kyllä"), ("no", "En"))
    page = survey_page(site, questions=[block(kind, "eats", "Syötkö?", options=options)])
    limited(page, NO_EATER, 1)
    send(page, begun(page))
    html = client.get("/fi/kouluruoka/").content.decode()
    assert html.count(" disabled>") == 1
    assert "En (vastauksia on jo tarpeeksi)" in text(client.get("/fi/kouluruoka/"))
    shown = begin(client, page, post("eats", IDS["no"]))
    assert "Tämän valinneilta on jo saatu" in text(shown)
    assert Draft.objects.count() == 0
    assert path(begin(client, page, post("eats", IDS["yes"]))).endswith("/tarkistus/")


@pytest.mark.django_db
def test_an_option_that_became_full_meanwhile_is_told_at_its_question(client, page):
    limited(page, NO_EATER, 1)
    step = path(begin(client, page, post("eats", IDS["no"])))
    review = step.split("/sivu/")[0] + "/tarkistus/"
    send(page, begun(page))
    led = client.get(review, follow=True)
    assert "Tämän valinneilta on jo saatu" in text(led)
    client.post(led.redirect_chain[-1][0].split("?")[0], sent(post("eats", IDS["yes"]), asked="eats"))
    assert Draft.objects.get().answers[IDS["eats"]] == {"": [IDS["yes"]]}


@pytest.mark.django_db
def test_staff_set_change_and_drop_limits(client, site, page):
    client.force_login(factories.official(site, Role.EDITOR))
    desk = f"/admin/survey-desk/{page.translation_key}/quotas/"
    assert "Syötkö koulussa?" in client.get(desk).content.decode()
    for most in ("3", "4"):
        client.post(desk, {"about": "2", "most": most})
    quota = Quota.objects.get()
    assert (quota.pair, quota.most) == (NO_EATER, 4)
    assert "Syötkö koulussa?: En" in text(client.get(desk))
    client.post(desk, {"about": "9", "most": "3"})
    client.post(desk, {"about": "0", "most": "0"})
    assert Quota.objects.count() == 1
    client.post(f"{desk}{quota.pk}/drop/")
    assert Quota.objects.count() == 0


@pytest.mark.django_db
def test_limits_are_set_by_those_who_publish_the_survey(client, site, page):
    quota = limited(page, WHOLE, 1)
    client.force_login(factories.official(site, Role.MODERATOR))
    client.post(f"/admin/survey-desk/{page.translation_key}/quotas/{quota.pk}/drop/")
    client.post(f"/admin/survey-desk/{page.translation_key}/quotas/", {"about": "0", "most": "9"})
    assert Quota.objects.get().most == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pair", [WHOLE, NO_EATER])
def test_of_several_who_want_the_last_places_at_once_as_many_get_in(pair):
    page = survey_page(factories.municipality())
    limited(page, pair, 2)
    drafts = [begun(page) for _turn in range(AT_ONCE)]
    found = in_parallel(lambda draft: bool(send(page, draft)), drafts)
    assert sorted(map(str, found)) == ["True", "True", *["full"] * (AT_ONCE - 2)]
    assert (Response.objects.count(), Quota.objects.get().taken) == (2, 2)
