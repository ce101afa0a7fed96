"""Pre-moderation: what is held is seen by its writer and by moderators, and is published as if just sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

import search.queries
from accounts.models import User
from accounts.roles import Role
from participation.comments import actions as comment_actions
from participation.comments.models import Comment
from participation.moderation.models import Case, Report
from participation.moderation.rules import Rule, Standing, Verb
from participation.proposals import actions as proposal_actions
from participation.proposals import tallies
from participation.proposals.models import Proposal, Version
from participation.proposals.rules import Publication
from tests import factories
from tests.moderation.acts import case_of, choose, decide

AD = "Hae lainaa osoitteesta https://halpa.example/laina"


@pytest.fixture
def suspect(site):
    return choose(site, premoderation="suspect", words={"fi": "ääliö", "sv": "idiot"})


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_nothing_is_held_when_it_is_off(site, proposal) -> None:
    assert factories.comment(proposal, factories.resident(), AD).is_public
    assert Case.objects.count() == 0


@pytest.mark.usefixtures("suspect")
def test_a_suspect_comment_waits_uncounted_and_unfound(site, proposal) -> None:
    comment = factories.comment(proposal, factories.resident(), AD)
    assert (comment.is_held, comment.was_public, fresh(proposal).comment_count) == (True, False, 0)
    assert (
        list(Comment.objects.filter(pk__in=search.queries.ids_matching(site_id=site.pk, kind="comment", text="laina")))
        == []
    )
    case = case_of(comment)
    assert (case.is_hold, case.standing, [row.reason for row in case.reports.all()]) == (True, Standing.HELD, ["links"])


@pytest.mark.usefixtures("suspect")
def test_what_is_not_suspect_is_published_at_once(proposal) -> None:
    assert factories.comment(proposal, factories.resident(), "Kannatan penkkejä.").is_public


def test_all_holds_everything_but_staff_and_councillors(site, proposal) -> None:
    choose(site, premoderation="all")
    assert factories.comment(proposal, factories.resident(), "Kannatan penkkejä.").is_held
    held = [factories.comment(proposal, factories.official(site, role), AD).is_held for role in Role]
    assert held == [False] * len(Role)


@pytest.mark.usefixtures("suspect")
def test_the_same_text_from_another_account_is_suspect(proposal) -> None:
    text = "Ostakaa kaikki talvirenkaanne meiltä, meillä on halvimmat hinnat!"
    first = factories.comment(proposal, factories.resident(), text)
    second = factories.comment(proposal, factories.resident(), text.upper())
    assert (first.is_public, second.is_held, Report.objects.get().reason) == (True, True, "repeated")


def test_a_new_account_is_held_until_it_is_old_enough(site, proposal) -> None:
    choose(site, premoderation="suspect", new_account_days=3)
    now = timezone.now()
    young, old = (factories.resident(date_joined=now - timedelta(days=days)) for days in (2, 3))
    assert factories.comment(proposal, young, now=now).is_held
    assert factories.comment(proposal, old, now=now).is_public


@pytest.mark.usefixtures("suspect")
def test_approved_it_is_as_if_just_sent(site, proposal, moderator, django_capture_on_commit_callbacks) -> None:
    writer = factories.resident()
    comment = factories.comment(proposal, writer, AD, now=timezone.now() - timedelta(hours=5))
    with django_capture_on_commit_callbacks(execute=True):
        decide(case_of(comment), moderator, Verb.APPROVE)
    shown = fresh(comment)
    assert (shown.is_public, shown.was_public, fresh(proposal).comment_count) == (True, True, 1)
    assert timezone.now() - shown.created_at < timedelta(minutes=1)
    assert (
        Comment.objects.get(pk__in=search.queries.ids_matching(site_id=site.pk, kind="comment", text="laina"))
        == comment
    )
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([writer.email], "Kommenttisi on julkaistu: Rantasaunalle talviuintipaikka")
    assert f"{site.root_url}/fi/kommentit/{comment.pk}/" in sent.body


@pytest.mark.usefixtures("suspect")
def test_not_published_it_leaves_no_mark_for_others(proposal, moderator, django_capture_on_commit_callbacks) -> None:
    comment = factories.comment(proposal, factories.resident(), AD)
    with django_capture_on_commit_callbacks(execute=True):
        decide(case_of(comment), moderator, Verb.REMOVE, rule=Rule.SPAM)
    assert (fresh(comment).mark, fresh(comment).was_public, fresh(proposal).comment_count) == ("rejected", False, 0)
    assert mail.outbox[0].subject == "Kommenttiasi ei julkaistu: Rantasaunalle talviuintipaikka"


@pytest.mark.usefixtures("suspect")
def test_a_public_comment_changed_to_a_suspect_one_waits_again(proposal) -> None:
    writer = factories.resident()
    comment = factories.comment(proposal, writer)
    changed = comment_actions.edit(comment=comment, user=writer, now=timezone.now(), body=AD)
    assert (changed.is_held, changed.was_public, fresh(proposal).comment_count) == (True, True, 0)


@pytest.mark.usefixtures("suspect")
def test_changing_what_waits_changes_the_case_and_nothing_else(proposal) -> None:
    writer = factories.resident()
    comment = factories.comment(proposal, writer, AD)
    before = case_of(comment)
    comment_actions.edit(comment=comment, user=writer, now=timezone.now(), body="Kannatan penkkejä.")
    case = case_of(comment)
    assert (case.pk, case.version, case.text) == (before.pk, before.version + 1, "Kannatan penkkejä.")
    assert (fresh(comment).is_held, fresh(proposal).comment_count) == (True, 0)


@pytest.mark.usefixtures("suspect")
def test_a_suspect_proposal_waits_and_is_published_as_new(site, page, moderator) -> None:
    held = factories.proposal(site, page, body="Hae lainaa osoitteesta https://halpa.example/laina nyt heti.")
    assert (held.publication, held.published_at, tallies.total(site.pk, {})) == (Publication.HELD, None, 0)
    assert not Proposal.objects.public().exists()
    decide(case_of(held), moderator, Verb.APPROVE)
    shown = fresh(held)
    assert (shown.is_public, shown.published_at is not None, tallies.total(site.pk, {})) == (True, True, 1)
    ids = Proposal.objects.filter(pk__in=search.queries.ids_matching(site_id=site.pk, kind="proposal", text="lainaa"))
    assert list(ids) == [held]


@pytest.mark.usefixtures("suspect")
def test_what_never_was_public_leaves_no_version_and_goes_back_to_a_draft(site, page) -> None:
    author = factories.resident()
    held = factories.proposal(site, page, author, body="Hae lainaa osoitteesta https://halpa.example/laina nyt heti.")
    proposal_actions.edit(
        proposal=held, user=author, now=timezone.now(), fields={"body": "Ehdotan penkkejä rannalle, kiitos paljon."}
    )
    assert (Version.objects.count(), fresh(held).is_held) == (0, True)
    proposal_actions.withdraw(proposal=held, user=author, now=timezone.now())
    assert (fresh(held).publication, case_of(held).is_open) == (Publication.DRAFT, False)


@pytest.mark.usefixtures("suspect")
def test_a_held_proposal_stays_out_of_the_preparers_sight(site, page) -> None:
    from participation.proposals.admin.policy import visible_to

    factories.proposal(site, page, body="Hae lainaa osoitteesta https://halpa.example/laina nyt heti.")
    preparer = factories.official(site, Role.PREPARER)
    assert list(visible_to(User.objects.get(pk=preparer.pk))) == []
