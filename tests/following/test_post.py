"""With a mail server that listens for real: one mail each, whatever happens to the worker or to a mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from participation.following import actions, queries, tokens
from participation.following.delivery.run import run
from participation.following.models import Follow, Letter, Subscriber, Unreachable
from participation.following.rules import Group
from participation.following.tokens import Claim
from participation.proposals.models import Proposal
from tests import factories
from tests.following.acts import answer, follow, project_topic, subscriber, topic_of
from tests.following.smtp import Server, listening
from tests.workers import killed_while_mailing

FOLLOWERS = 150  # as many as it takes to be killed in the midst of them; 10 000 in benchmarks/digests.py


@pytest.fixture
def server(settings) -> Iterator[Server]:
    with listening() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found


def test_one_connection_and_one_bad_address_stops_nobody(site, page, clock, server) -> None:
    official = factories.official(site, Role.PREPARER)
    proposal = factories.proposal(site, page)
    people = [factories.resident(language="sv" if number == 5 else "fi") for number in range(6)]
    for person in people:
        follow(person, site, topic_of(proposal))
    clock.shift(60)
    answer(proposal, official, "done", "Tehdään: käyttöön <marraskuussa> & pian.")
    server.refuse = {people[1].email: "550 5.1.1 No such user", people[2].email: "451 4.3.0 Try again later"}
    run(seconds=30)
    assert server.connections == 1
    assert [taken.to for taken in server.taken] == [people[number].email for number in (0, 3, 4, 5)]
    finnish, swedish = server.taken[0], server.taken[-1]
    assert "Kunta vastasi: " in finnish.message["Subject"]
    assert "Kommunen svarade: " in swedish.message["Subject"]
    assert "<marraskuussa> & pian" in finnish.text
    assert "&lt;marraskuussa&gt; &amp; pian" in finnish.html
    assert finnish.message["From"].endswith("<raitti@localhost>")
    assert "Koivuranta" in finnish.message["From"]
    assert finnish.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert finnish.message["List-Unsubscribe"].strip().startswith("<http://testserver/fi/seuraa/lopeta/")
    assert swedish.message["List-Unsubscribe"].strip().startswith("<http://testserver/sv/folj/stoppa/")
    refused = Letter.objects.get(user=people[1])
    assert (refused.state, refused.code) == (Letter.State.REFUSED, "550")
    later = Letter.objects.get(user=people[2])
    assert (later.state, later.attempts, later.code) == (Letter.State.WAITING, 1, "451")
    run(seconds=30)
    assert len(server.taken) == 4, "not before its pause is over"
    clock.shift(timedelta(minutes=3))
    run(seconds=30)
    assert Letter.objects.get(user=people[2]).attempts == 2
    server.refuse, server.hang_up_after = {}, 1
    clock.shift(timedelta(minutes=5))
    run(seconds=30)
    assert server.taken[-1].to == people[2].email
    assert server.taken[-1].message["Message-ID"] == f"<{later.uuid.hex}@testserver>"
    assert len(server.taken) == 5


def test_a_server_that_hangs_up_or_is_away_loses_nothing(site, page, clock, server, settings) -> None:
    official = factories.official(site, Role.PREPARER)
    proposal = factories.proposal(site, page)
    for _number in range(7):
        follow(factories.resident(), site, topic_of(proposal))
    clock.shift(60)
    answer(proposal, official)
    settings.EMAIL_PORT = 1  # nobody listens there
    assert run(seconds=30).put_off == 1, "one try is enough to know"
    settings.EMAIL_PORT, server.hang_up_after = server.port, 3
    clock.shift(timedelta(minutes=3))
    assert run(seconds=30).sent == 7
    assert server.connections == 3
    assert len({taken.to for taken in server.taken}) == 7
    clock.shift(timedelta(days=4))
    assert run(seconds=30).sent == 0


def stretch(server: Server, clock) -> list[str]:
    """An answer, and what the server took of the mails about it."""
    clock.shift(60)
    before = len(server.taken)
    answer(Proposal.objects.get(), User.objects.get(display_name="Henkilö preparer"))
    run(seconds=30)
    return sorted(taken.to for taken in server.taken[before:] if taken.to != Proposal.objects.get().author.email)


def test_an_address_refused_three_times_in_a_row_is_left_alone_until_its_owner_speaks(
    site, page, clock, server, client
) -> None:
    factories.official(site, Role.PREPARER)
    topic, person = topic_of(factories.proposal(site, page)), factories.resident()
    follow(person, site, topic)
    by_mail, other = subscriber(site, topic, language="fi"), subscriber(site, topic, email="toinen@posti.example")
    everyone = sorted([person.email, by_mail.email, other.email])
    unknown = dict.fromkeys([person.email, by_mail.email], "550 5.1.1 No such user")
    for refuse in (unknown, unknown, {}, unknown, unknown):
        server.refuse = refuse
        assert stretch(server, clock) == [one for one in everyone if one not in refuse], "never three in a row"
    server.refuse = dict.fromkeys(everyone, "550 5.7.1 Relaying denied")
    assert stretch(server, clock) == []
    assert not Unreachable.objects.exclude(off_at=None).exists(), "that is the servers' policy, not the address"
    server.refuse = unknown
    assert stretch(server, clock) == [other.email]
    off = [("follow.off", f"user:{person.pk}"), ("follow.off", f"subscriber:{by_mail.pk}")]
    assert sorted(AuditRow.objects.filter(verb="follow.off").values_list("verb", "key")) == sorted(off)
    server.refuse = {}
    assert stretch(server, clock) == [other.email], "no mail is tried"
    assert queries.news_for(person, site)[0].at == timezone.now(), "it is told on the own page"

    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    assert "2 osoitetta on torjuttu" in client.get("/admin/reports/followers/").content.decode()
    client.force_login(person)
    url = reverse("following:settings")
    assert f"torjunut osoitteen {person.email}" in client.get(url).content.decode()
    assert client.post(url, {**dict.fromkeys(Group.values, "at_once"), "language": "fi"}).status_code == 302
    assert "torjunut" not in client.get(url).content.decode()
    link = ask_again(site, by_mail.email, topic)
    assert "<button" in Client().get(link).content.decode().partition("<main")[2]
    assert Client().post(link).status_code == 200
    assert stretch(server, clock) == everyone


def ask_again(site, email: str, topic) -> str:
    """The path of the button in the mail that asks to confirm."""
    found = Subscriber.objects.get(email=email)
    actions.subscribe(site=site, email=email, topic=topic, language="fi", now=timezone.now())
    token = tokens.make(tokens.CONFIRM, Claim(site_id=site.pk, subscriber_id=found.pk, topic=topic))
    return reverse("following:confirm", args=[token])


def test_an_address_that_takes_no_mail_is_forgotten_in_time(site, page, clock) -> None:
    by_mail = subscriber(site, project_topic(page))
    Unreachable.objects.create(subscriber=by_mail, refused=3, off_at=timezone.now())
    clock.shift(timedelta(days=89))
    actions.purge_unconfirmed(now=timezone.now())
    assert Subscriber.objects.exists()
    clock.shift(timedelta(days=2))
    actions.purge_unconfirmed(now=timezone.now())
    assert not Follow.objects.exists()
    assert not Subscriber.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_followers_get_one_mail_each_although_the_worker_is_killed(server, tmp_path) -> None:
    site = factories.municipality()
    proposal = factories.proposal(site, factories.project(site))
    official = factories.official(site, Role.PREPARER)
    now, topic = timezone.now(), topic_of(proposal)
    rows = Subscriber.objects.bulk_create(
        Subscriber(site=site, email=f"s{number}@posti.example", language="fi", created_at=now, confirmed_at=now)
        for number in range(FOLLOWERS)
    )
    Follow.objects.bulk_create(
        Follow(site=site, subscriber=row, kind=topic.kind, key=topic.key, created_at=now, confirmed_at=now)
        for row in rows
    )
    answer(proposal, official, "done", "Uintipaikka avataan marraskuussa.")
    server.taken.clear()  # the author's own letter
    killed_while_mailing("mail_followers", server, tmp_path, at=(17, 101))
    ids = {(taken.to, taken.message["Message-ID"]) for taken in server.taken}
    assert len(ids) == FOLLOWERS == len({to for to, _id in ids}), "one mail each; a resent one is known by its id"
    again = [to for to, times in Counter(taken.to for taken in server.taken).items() if times > 1]
    assert len(again) <= 2, "at most the one in the server's hands at each kill"
    assert Letter.objects.filter(state=Letter.State.SENT).count() == FOLLOWERS


def test_administrators_see_how_mail_fares_without_addresses(site, page, clock, server, client) -> None:
    official, admin = factories.official(site, Role.PREPARER), factories.official(site, Role.ADMINISTRATOR)
    proposal, person = factories.proposal(site, page), factories.resident()
    follow(person, site, topic_of(proposal))
    clock.shift(60)
    answer(proposal, official)
    server.refuse = {person.email: "550 5.1.1 No such user"}
    run(seconds=30)
    client.force_login(admin)
    shown = client.get("/admin/reports/followers/").content.decode()
    assert "<td>550</td><td>1</td>" in shown
    assert person.email not in shown
    client.force_login(official)
    assert client.get("/admin/reports/followers/").status_code == 302
