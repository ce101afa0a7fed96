"""What the links in mails do: for a person who clicks, a mail program that posts, and a scanner that only looks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions import complete_sign_in
from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.following import actions, queries, tokens
from participation.following.models import Delivery, Follow, Subscriber
from participation.following.rules import Group, Pace
from participation.following.tokens import Claim
from participation.following.topics import Topic
from tests import factories
from tests.following.acts import answer, follow, project_topic, subscriber, topic_of

EMAIL = "Ritva@Posti.example"


def links(message, part: str) -> list[str]:
    """The addresses of a mail that have a path's part in them."""
    return [link for link in re.findall(r"http://testserver(\S+)", message.body) if part in link]


@pytest.fixture
def ask(site, page, django_capture_on_commit_callbacks):
    """Ask to follow the project by e-mail; the mails that came of it."""

    def run(email: str = EMAIL, language: str = "fi") -> list:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            actions.subscribe(site=site, email=email, topic=project_topic(page), language=language, now=timezone.now())
        return mail.outbox[before:]

    return run


def test_a_scanner_confirms_nothing_and_uses_nothing_up(site, page, clock, ask, post) -> None:
    [asked] = ask(language="sv")
    assert asked.to == ["ritva@posti.example"]
    assert asked.subject == "Bekräfta att du följer: Ranta kuntoon"
    [link] = links(asked, "bekrafta")
    stranger = Client(enforce_csrf_checks=True)
    for _look in range(3):
        response = stranger.get(link)
        assert response.status_code == 200
        assert "<button" in response.content.decode()
    clock.shift(60)
    factories.proposal(site, page)
    clock.shift(timedelta(days=6))
    assert post() == []
    assert not queries.follows_of(Subscriber.objects.get(), site)
    assert stranger.post(link).status_code == 200
    again = stranger.get(link).content.decode()
    assert "<form" not in again.partition("<main")[2].partition("</main")[0]
    [known] = ask()
    assert links(known, "omat")
    clock.shift(60)
    factories.proposal(site, page, title="Laituri uimarannalle")
    post()
    clock.shift(timedelta(days=8))
    [message] = post()
    assert message.to == ["ritva@posti.example"]
    assert "Nytt förslag: Laituri uimarannalle" in message.body
    assert "talviuintipaikka" not in message.body, "that was before the confirmation"


def test_one_click_stops_one_thing_without_session_or_cookies_as_often_as_sent(site, page, clock, post) -> None:
    official = factories.official(site, Role.PREPARER)
    proposal, other = factories.proposal(site, page), factories.proposal(site, page)
    person = factories.resident()
    for one in (proposal, other):
        follow(person, site, topic_of(one))
    clock.shift(60)
    answer(proposal, official)
    [message] = post()
    link = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(link).status_code == 200
    assert queries.is_following(person, topic_of(proposal), site), "looking stops nothing"
    answer(proposal, official, "done", "Valmis.")
    for _time in range(2):
        response = stranger.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
        assert not response.cookies
    assert queries.topics_of(person, site) == [topic_of(other)]
    assert post() == []
    assert stranger.post(link[:-4] + "xxx/").status_code == 404


def test_everything_is_stopped_with_one_link(site, page, clock, post) -> None:
    person, by_mail = factories.resident(), subscriber(site, project_topic(page))
    follow(person, site, project_topic(page))
    claims = [Claim(site_id=site.pk, user_id=person.pk), Claim(site_id=site.pk, subscriber_id=by_mail.pk)]
    clock.shift(60)
    factories.proposal(site, page)
    post()
    assert Delivery.objects.count() == 2
    for claim in claims:
        for _time in range(2):
            assert Client().post(f"/fi/seuraa/lopeta/{tokens.make(tokens.STOP, claim)}/").status_code == 200
    assert not Delivery.objects.exists()
    assert set(queries.paces_of(person, site).values()) == {Pace.NEVER}
    assert queries.is_following(person, project_topic(page), site), "it stays on the own page"
    assert not Subscriber.objects.exists(), "the address is forgotten"
    assert "seuraaja" not in " ".join(str(row.detail) for row in AuditRow.objects.filter(kind="follow"))


def test_a_link_holds_in_its_own_municipality_and_for_its_own_purpose(site, page, clock) -> None:
    by_mail = subscriber(site, project_topic(page))
    factories.municipality("Muu", "Annan", hostname="muu.example")
    claim = Claim(site_id=site.pk, subscriber_id=by_mail.pk)
    stop = tokens.make(tokens.STOP, claim)
    assert Client().post(f"/fi/seuraa/lopeta/{stop}/", headers={"host": "muu.example"}).status_code == 404
    assert Client().get(f"/fi/seuraa/omat/{stop}/").status_code == 404
    assert Subscriber.objects.exists()


def test_an_address_gets_few_mails_and_the_answer_is_the_same(site, page, clock, ask) -> None:
    assert [len(ask()) for _time in range(7)] == [1, 1, 1, 1, 1, 0, 0]
    assert len(ask("toinen@posti.example")) == 1
    clock.shift(timedelta(days=8))
    assert actions.purge_unconfirmed(now=timezone.now()) == 4, "two addresses with what each had asked for"
    assert not Subscriber.objects.exists()
    with pytest.raises(Refused):
        actions.subscribe(
            site=site, email=EMAIL, topic=Topic("project", str(site.pk)), language="fi", now=timezone.now()
        )


def test_signing_in_takes_along_what_was_followed_by_mail(site, page, clock, post) -> None:
    proposal = factories.proposal(site, page)
    person = factories.resident()
    by_mail = subscriber(site, project_topic(page), email="ensin@posti.example")
    actions.change(subscriber=by_mail, paces={Group.PROPOSALS: Pace.DAILY}, now=timezone.now())
    actions.subscribe(
        site=site, email="ensin@posti.example", topic=topic_of(proposal), language="fi", now=timezone.now()
    )
    clock.shift(60)
    factories.proposal(site, page)
    assert post() == []
    type(person).objects.filter(pk=person.pk).update(email="ensin@posti.example")
    person.refresh_from_db()
    complete_sign_in(user=person, language="fi")
    assert queries.topics_of(person, site) == [project_topic(page)], "what nobody confirmed is not taken along"
    assert queries.paces_of(person, site)[Group.PROPOSALS] == Pace.DAILY
    assert not Subscriber.objects.exists()
    clock.shift(timedelta(days=1))
    assert [message.to for message in post()] == [["ensin@posti.example"]]
    subscriber(site, topic_of(proposal), email="ensin@posti.example")
    assert Follow.objects.filter(user=person).count() == 2, "a confirmed address with an account follows as the account"
