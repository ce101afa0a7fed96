"""Mails to moderators: as each has chosen, nothing when nothing happened, nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core.refusal import Refused
from participation.moderation import actions, digests
from participation.moderation.models import Told
from participation.moderation.rules import Verb
from tests import factories
from tests.moderation.acts import choose, decide, report

MORNING = datetime(2026, 6, 1, 4, 30, tzinfo=UTC)  # half past seven in Helsinki
pytestmark = pytest.mark.usefixtures("moderator")


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """The job, once; what it sent."""

    def run() -> list[str]:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            call_command("mail_moderators", verbosity=0)
        return [f"{sent.to[0]}: {sent.subject}" for sent in mail.outbox[before:]]

    return run


def choose_mails(site, user, how) -> None:
    actions.choose_mails(user=user, site_id=site.pk, how=how, now=timezone.now())


def test_nothing_when_nothing_happened(clock, site, send) -> None:
    assert send() == []


def test_who_has_chosen_nothing_hears_once_a_day(clock, comment, moderator, send) -> None:
    clock.move_to(MORNING - timedelta(hours=2))
    report(comment)
    assert send() == []  # too early
    clock.move_to(MORNING)
    assert send() == [f"{moderator.email}: 1 uusi teksti odottaa moderaattoria"]
    assert send() == []
    clock.shift(timedelta(days=1))
    assert send() == []  # the same case is old news


def test_a_new_case_waits_for_the_next_morning(clock, proposal, comment, moderator, send) -> None:
    report(comment)
    send()
    other = factories.comment(proposal, factories.resident(), "Toinen teksti.")
    clock.shift(timedelta(hours=3))
    report(other)
    assert send() == []
    clock.shift(timedelta(hours=21))
    assert len(send()) == 1
    assert "Kaikkiaan 2 tekstiä odottaa." in mail.outbox[-1].body


def test_at_once_in_ones_own_language(clock, site, comment, moderator, send) -> None:
    User.objects.filter(pk=moderator.pk).update(language="sv")
    choose_mails(site, moderator, "at_once")
    assert send() == []
    report(comment)
    assert send() == [f"{moderator.email}: 1 ny text väntar på en moderator"]
    assert send() == []
    body = mail.outbox[-1].body
    assert "Kränker eller trakasserar någon" in body
    assert comment.body not in body


def test_many_new_ones_are_one_mail(clock, site, proposal, moderator, send) -> None:
    choose_mails(site, moderator, "at_once")
    for number in range(25):
        report(factories.comment(proposal, factories.resident(), f"Teksti numero {number}"))
    assert send() == [f"{moderator.email}: 25 uutta tekstiä odottaa moderaattoria"]
    assert "Lisäksi 5 muuta." in mail.outbox[-1].body


def test_what_was_judged_meanwhile_is_not_told(clock, site, comment, moderator, send) -> None:
    choose_mails(site, moderator, "at_once")
    decide(report(comment), moderator, Verb.KEEP)
    assert send() == []


def test_never_is_never_and_old_news_stay_old(clock, site, comment, moderator, send) -> None:
    choose_mails(site, moderator, "never")
    report(comment)
    clock.shift(timedelta(days=2))
    assert send() == []
    choose_mails(site, moderator, "at_once")
    assert send() == []


def test_two_processes_tell_once(clock, site, comment, moderator, send, django_capture_on_commit_callbacks) -> None:
    choose_mails(site, moderator, "at_once")
    report(comment)
    with django_capture_on_commit_callbacks(execute=True):
        first, second = digests.send_due(now=timezone.now()), digests.send_due(now=timezone.now())
    assert (first, second, len(mail.outbox), Told.objects.count()) == (1, 0, 1, 1)


def test_other_roles_hear_nothing_and_choose_nothing(clock, site, comment, send) -> None:
    preparer = factories.official(site, Role.PREPARER)
    report(comment)
    assert [line for line in send() if preparer.email in line] == []
    with pytest.raises(Refused):
        choose_mails(site, preparer, "at_once")


def test_what_is_held_is_told_too(clock, site, proposal, moderator, send) -> None:
    choose(site, premoderation="all")
    choose_mails(site, moderator, "at_once")
    factories.comment(proposal, factories.resident())
    assert len(send()) == 1
    assert "Odottaa ennakkotarkastusta: Rantasaunalle talviuintipaikka" in mail.outbox[-1].body
