"""Two at the same moment: real transactions, from several threads and connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from core.refusal import Refused
from participation.comments import actions as comment_actions
from participation.comments.models import Comment
from participation.moderation import actions, digests
from participation.moderation.models import Appeal, Case, Decision, Report, Told
from participation.moderation.rules import Rule, Verb
from participation.proposals.models import Proposal
from tests import factories
from tests.moderation.acts import report

AT_ONCE = 6
pytestmark = pytest.mark.django_db(transaction=True)


def in_parallel(work: Any, number: int = AT_ONCE) -> list[Any]:
    def one(turn: int) -> Any:
        try:
            return work(turn)
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


@pytest.fixture
def comment() -> Comment:
    site = factories.municipality()
    return factories.comment(factories.proposal(site, factories.project(site)), factories.resident())


def moderators(comment: Comment, number: int = 2) -> list[Any]:
    return [factories.official(comment.site, Role.MODERATOR, f"Moderaattori {turn}") for turn in range(number)]


def test_two_moderators_do_not_undo_each_other(comment) -> None:
    case = report(comment)
    people = moderators(comment)
    verbs = [Verb.KEEP, Verb.REMOVE]

    def decide(turn: int) -> str:
        return actions.decide(
            case=case, user=people[turn], now=timezone.now(), seen=case.version, verb=verbs[turn], rule=Rule.INSULT
        ).verb

    results = in_parallel(decide, 2)
    decision = Decision.objects.get()
    assert sorted(results) == sorted([decision.verb, "outdated"])
    comment.refresh_from_db()
    assert comment.is_public is (decision.verb == Verb.KEEP)


def test_removing_many_times_at_once_counts_once(comment) -> None:
    case, (moderator, _other) = report(comment), moderators(comment)
    in_parallel(
        lambda _n: actions.decide(
            case=case, user=moderator, now=timezone.now(), seen=case.version, verb=Verb.REMOVE, rule=Rule.SPAM
        )
    )
    assert (Decision.objects.count(), Proposal.objects.get().comment_count) == (1, 0)


def test_reports_of_many_at_the_same_moment_are_one_case(comment) -> None:
    people = [factories.resident() for _n in range(AT_ONCE)]
    values = {"kind": "comment", "thing_id": comment.pk, "site_id": comment.site_id, "reason": Rule.SPAM}
    in_parallel(lambda n: actions.report(user=people[n], network="", now=timezone.now(), **values))
    case = Case.objects.get()
    assert (case.report_count, Report.objects.count()) == (AT_ONCE, AT_ONCE)


def test_one_persons_reports_at_the_same_moment_count_once(comment) -> None:
    person = factories.resident()
    values = {"kind": "comment", "thing_id": comment.pk, "site_id": comment.site_id, "reason": Rule.SPAM}
    results = in_parallel(lambda _n: actions.report(user=person, network="", now=timezone.now(), **values))
    assert (results.count(True), Case.objects.get().report_count) == (1, 1)


def test_its_author_and_a_moderator_at_the_same_moment(comment) -> None:
    """Whoever is first: the text is counted out once, and no thread waits for the other for ever."""
    case, (moderator, _other) = report(comment), moderators(comment)
    writer = comment.author

    def act(turn: int) -> Any:
        if turn:
            return comment_actions.remove(comment=comment, user=writer, now=timezone.now()).mark
        return actions.decide(
            case=case, user=moderator, now=timezone.now(), seen=case.version, verb=Verb.REMOVE, rule=Rule.SPAM
        ).verb

    results = in_parallel(act, 2)
    comment.refresh_from_db()
    assert (comment.mark in ("gone", "removed"), Proposal.objects.get().comment_count) == (True, 0)
    assert len({*results} & {"gone", "remove"}) == 1


def test_appeals_at_the_same_moment_are_one(comment) -> None:
    case, (moderator, _other) = report(comment), moderators(comment)
    values = {"user": moderator, "now": timezone.now(), "seen": case.version}
    decision = actions.decide(case=case, verb=Verb.REMOVE, rule=Rule.SPAM, **values)
    writer = comment.author
    in_parallel(
        lambda _n: actions.appeal(decision=decision, user=writer, now=timezone.now(), text="En ole mainostaja.")
    )
    assert (Appeal.objects.count(), Case.objects.filter(closed_at=None).count()) == (1, 1)


def test_jobs_at_the_same_moment_tell_and_erase_once(comment) -> None:
    (moderator,) = moderators(comment, 1)
    now = timezone.now()
    actions.choose_mails(user=moderator, site_id=comment.site_id, how="at_once", now=now)
    case = report(comment)
    assert sum(in_parallel(lambda _n: digests.send_due(now=timezone.now()))) == 1
    assert Told.objects.count() == 1
    decision = actions.decide(case=case, user=moderator, now=now, seen=case.version, verb=Verb.REMOVE, rule=Rule.SPAM)
    until = decision.appeal_until
    assert until is not None
    assert sum(in_parallel(lambda _n: actions.erase_due(now=until))) == 1
