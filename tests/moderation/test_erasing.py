"""What was removed goes for good when nobody can appeal any more, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from core.pictures import clean_picture
from core.refusal import Refused
from participation.moderation import actions
from participation.moderation.models import Case, Report, TextPrint
from participation.moderation.rules import Rule, Verb
from participation.proposals import actions as proposal_actions
from participation.proposals.models import Picture, Version
from tests import factories
from tests.moderation.acts import case_of, choose, decide, remove, report

DAY = timedelta(days=1)


def test_a_removed_comment_is_kept_until_the_time_is_over(comment, moderator) -> None:
    case = report(comment, factories.resident(), text="Loukkaa naapuria.")
    decision = decide(case, moderator, Verb.REMOVE, rule=Rule.INSULT)
    assert actions.erase_due(now=decision.at + 14 * DAY - timedelta(seconds=1)) == 0
    assert actions.erase_due(now=decision.at + 14 * DAY) == 1
    for row in (comment, case, decision):
        row.refresh_from_db()
    assert (comment.body, comment.mark, case.text, case.heading) == ("", "removed", "", "")
    assert (Report.objects.get().text, decision.erased_at is not None) == ("", True)
    assert actions.erase_due(now=decision.at + 15 * DAY) == 0
    with pytest.raises(Refused) as refused:
        decide(case, moderator, Verb.RESTORE)
    assert refused.value.refusal.code == "erased"


def test_a_removed_proposal_goes_with_its_pictures_and_versions(
    site, page, moderator, django_capture_on_commit_callbacks
) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    file = factories.picture()
    proposal_actions.add_picture(
        proposal=proposal, picture=clean_picture(file, len(file.getvalue())), alt="Tyhjä ranta."
    )
    proposal_actions.edit(
        proposal=proposal, user=author, now=timezone.now(), fields={"title": "Rantasaunalle avantouinti"}
    )
    names = [str(name) for picture in Picture.objects.all() for name in (picture.large.name, picture.small.name)]
    decision = remove(proposal, moderator)
    assert all(default_storage.exists(name) for name in names)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_due(now=decision.at + 15 * DAY)
    proposal.refresh_from_db()
    assert (proposal.title, proposal.body, proposal.place, proposal.lat) == ("", "", "", None)
    assert (Picture.objects.count(), Version.objects.count()) == (0, 0)
    assert [name for name in names if default_storage.exists(name)] == []


def test_what_is_being_appealed_against_is_kept(comment, moderator) -> None:
    decision = remove(comment, moderator)
    actions.appeal(decision=decision, user=comment.author, now=timezone.now(), text="En loukannut ketään.")
    assert actions.erase_due(now=decision.at + 30 * DAY) == 0
    decide(case_of(comment), moderator, Verb.KEEP)
    assert actions.erase_due(now=decision.at + 30 * DAY) == 1


def test_what_was_restored_or_only_hidden_is_kept(proposal, comment, moderator) -> None:
    other = factories.comment(proposal, factories.resident())
    case = report(comment)
    decide(case, moderator, Verb.REMOVE, rule=Rule.SPAM)
    decide(case, moderator, Verb.RESTORE)
    decide(report(other), moderator, Verb.HIDE, rule=Rule.SPAM)
    assert actions.erase_due(now=timezone.now() + 60 * DAY) == 0


def test_the_job_also_forgets_prints_of_texts(site, proposal) -> None:
    choose(site, premoderation="suspect")
    factories.comment(proposal, factories.resident(), "Ehdotan, että rantaan tuodaan penkkejä ja roska-astioita.")
    TextPrint.objects.update(at=timezone.now() - 31 * DAY)
    call_command("purge_moderation", verbosity=0)
    assert TextPrint.objects.count() == 0
    assert Case.objects.count() == 0
