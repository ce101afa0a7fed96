"""Sanctions end by the clock; refusals tell until when; they are told, lifted and held in one municipality."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.actions import grant
from accounts.limits import Limit
from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.moderation import actions
from participation.moderation.models import Sanction
from participation.moderation.rules import Rule, SanctionKind
from participation.proposals import actions as proposal_actions
from tests import factories

NOON = datetime(2026, 6, 1, 9, tzinfo=UTC)


def punish(site, person, moderator, kind=SanctionKind.NO_COMMENTS, days: int | None = 7, **more) -> Sanction:
    return actions.sanction(
        person=person,
        site_id=site.pk,
        user=moderator,
        now=timezone.now(),
        kind=kind,
        rule=Rule.INSULT,
        days=days,
        **more,
    )


def test_no_commenting_until_the_clock_ends_it(site, moderator) -> None:
    person = factories.resident()
    with time_machine.travel(NOON, tick=False) as clock:
        page = factories.project(site, closes=timedelta(days=60))
        proposal = factories.proposal(site, page)
        punish(site, person, moderator)
        with pytest.raises(Refused) as refused:
            factories.comment(proposal, person)
        assert "8.6.2026 klo 12.00" in str(refused.value.refusal)
        clock.move_to(NOON + timedelta(days=7, seconds=-1))
        with pytest.raises(Refused):
            factories.comment(proposal, person)
        clock.move_to(NOON + timedelta(days=7))
        assert factories.comment(proposal, person).is_public


def test_no_commenting_leaves_proposals_and_no_writing_stops_both(site, page, moderator) -> None:
    person = factories.resident()
    punish(site, person, moderator)
    mine = factories.proposal(site, page, person)
    punish(site, person, moderator, SanctionKind.NO_WRITING)
    draft = factories.draft(site, page, person)
    with pytest.raises(Refused) as refused:
        proposal_actions.publish(proposal=draft, user=person, now=timezone.now())
    assert refused.value.refusal.code == "sanction"
    with pytest.raises(Refused):
        proposal_actions.edit(proposal=mine, user=person, now=timezone.now(), fields={"title": "Uusi otsikko tähän"})


def test_a_warning_stops_nothing(site, proposal, moderator) -> None:
    person = factories.resident()
    given = punish(site, person, moderator, SanctionKind.WARNING, days=30)
    assert (given.ends_at, factories.comment(proposal, person).is_public) == (None, True)


def test_another_municipality_is_not_concerned(site, moderator) -> None:
    person = factories.resident()
    punish(site, person, moderator, SanctionKind.NO_WRITING, days=None)
    elsewhere = factories.municipality("Muualla", "Annorstädes", "muualla.example")
    assert factories.proposal(elsewhere, factories.project(elsewhere), person).is_public


def test_lifted_early_and_told(site, proposal, moderator, django_capture_on_commit_callbacks) -> None:
    person = factories.resident(language="sv")
    with django_capture_on_commit_callbacks(execute=True):
        given = punish(site, person, moderator, days=None, message="Det räcker nu.")
        actions.lift(sanction=given, user=moderator, now=timezone.now())
        actions.lift(sanction=given, user=moderator, now=timezone.now())
    assert factories.comment(proposal, person).is_public
    assert [sent.subject for sent in mail.outbox] == ["Din möjlighet att skriva har begränsats", "Du kan skriva igen"]
    assert "Det räcker nu." in mail.outbox[0].body
    rows = AuditRow.objects.filter(kind="user", subject_id=person.pk).order_by("pk").values_list("verb", flat=True)
    assert list(rows) == ["sanction.give", "sanction.lift"]


@pytest.mark.parametrize("role", [None, *[role for role in Role if role not in (Role.MODERATOR, Role.ADMINISTRATOR)]])
def test_others_sanction_nobody(site, role) -> None:
    person = factories.resident()
    actor = factories.official(site, role) if role else factories.resident()
    with pytest.raises(Refused) as refused:
        punish(site, person, actor)
    assert (refused.value.refusal.code, Sanction.objects.count()) == ("role", 0)


def test_a_moderator_of_one_project_sanctions_nobody(site, page) -> None:
    actor = factories.resident()
    grant(actor, site, Role.MODERATOR, None, [Limit(project_key=page.translation_key)])
    with pytest.raises(Refused):
        punish(site, factories.resident(), User.objects.get(pk=actor.pk))


def test_staff_are_not_sanctioned(site, moderator) -> None:
    with pytest.raises(Refused) as refused:
        punish(site, factories.official(site, Role.PREPARER), moderator)
    assert refused.value.refusal.code == "staff"
