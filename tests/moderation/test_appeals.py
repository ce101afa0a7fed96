"""Once for each decision, within its time; who answers, and what the author hears."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from core.refusal import Refused
from participation.moderation import actions
from participation.moderation.actions.appealing import first_judge
from participation.moderation.models import Appeal
from participation.moderation.rules import Rule, Verb
from tests import factories
from tests.moderation.acts import case_of, choose, decide, remove


def appeal(decision, user, text: str = "En loukannut ketään.", **more) -> Appeal:
    return actions.appeal(decision=decision, user=user, text=text, **{"now": timezone.now(), **more})


def test_an_appeal_opens_the_case_anew(comment, moderator) -> None:
    decision = remove(comment, moderator)
    made = appeal(decision, comment.author)
    case = case_of(comment)
    assert (case.is_open, case.is_appeal, case.pk != decision.case_id, made.case) == (True, True, True, case)
    assert first_judge(case) == {moderator.pk}


def test_upheld_and_told(site, comment, moderator, django_capture_on_commit_callbacks) -> None:
    made = appeal(remove(comment, moderator), comment.author)
    with django_capture_on_commit_callbacks(execute=True):
        answer = decide(
            case_of(comment), factories.official(site, Role.MODERATOR), Verb.KEEP, message="Sana oli loukkaava."
        )
    made.refresh_from_db()
    comment.refresh_from_db()
    assert (made.answer, comment.mark) == (answer, "removed")
    (sent,) = mail.outbox
    assert sent.subject == "Ratkaisu pysyy voimassa: Rantasaunalle talviuintipaikka"
    assert "Sana oli loukkaava." in sent.body


def test_reversed_and_told(site, proposal, comment, moderator, django_capture_on_commit_callbacks) -> None:
    decision = remove(comment, moderator)
    appeal(decision, comment.author)
    with django_capture_on_commit_callbacks(execute=True):
        decide(case_of(comment), factories.official(site, Role.MODERATOR), Verb.RESTORE)
    for row in (comment, proposal, decision):
        row.refresh_from_db()
    assert (comment.is_public, proposal.comment_count, decision.reversed_at is not None) == (True, 1, True)
    assert "käsiteltiin uudelleen ja kumottiin" in mail.outbox[0].body


def test_once_for_each_decision(comment, moderator) -> None:
    decision = remove(comment, moderator)
    appeal(decision, comment.author)
    decide(case_of(comment), moderator, Verb.KEEP)
    with pytest.raises(Refused) as refused:
        appeal(decision, comment.author)
    assert (refused.value.refusal.code, Appeal.objects.count()) == ("appealed", 1)


def test_only_by_the_author(comment, moderator) -> None:
    decision = remove(comment, moderator)
    with pytest.raises(Refused) as refused:
        appeal(decision, factories.resident())
    assert refused.value.refusal.code == "not_author"


@pytest.mark.parametrize(("days", "expected"), [(2.9, None), (3, "late")])
def test_within_the_municipalitys_time(site, comment, moderator, days, expected) -> None:
    choose(site, appeal_days=3)
    decision = remove(comment, moderator)
    with time_machine.travel(decision.at + timedelta(days=days), tick=False):
        if expected is None:
            assert appeal(decision, comment.author).pk
        else:
            with pytest.raises(Refused) as refused:
                appeal(decision, comment.author)
            assert refused.value.refusal.code == expected


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_an_appeal_says_something(comment, moderator, text) -> None:
    with pytest.raises(ValidationError):
        appeal(remove(comment, moderator), comment.author, text)
    assert Appeal.objects.count() == 0


def test_a_hidden_text_can_be_removed_by_the_answer(comment, moderator) -> None:
    first = remove(comment, moderator)
    appeal(first, comment.author)
    decide(case_of(comment), moderator, Verb.RESTORE)
    again = decide(case_of(comment), moderator, Verb.HIDE, rule=Rule.HATE)
    assert appeal(again, comment.author).decision == again
