"""Sending back, drafting, assigning, noting, linking, moving, and many at once: through the actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.proposals import actions, tallies
from participation.proposals.models import Assignment, DraftAnswer, Handling, Link, Move, Proposal
from participation.proposals.rules import Publication, Repair, State
from tests import factories
from tests.proposals.pages import author_of

LONG = "Penkki rantapolun alkuun, sen itäpuolelle, kahden männyn väliin."


def now() -> Any:
    return timezone.now()


@pytest.fixture
def preparer(site) -> User:
    return factories.official(site, Role.PREPARER)


@pytest.fixture
def proposal(site, page) -> Proposal:
    return factories.proposal(site, page)


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Any) -> Any:
    """Does something and gives the mails it sent."""

    def run(work: Any) -> list[Any]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            work()
        return list(mail.outbox)

    return run


def code(call: Any) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.refusal.code


# Sending back


def test_what_is_sent_back_keeps_its_place_and_its_author_is_told_why(site, proposal, preparer, sent) -> None:
    actions.support(proposal=proposal, user=factories.resident(), now=now())
    before = Proposal.objects.values("publication", "state", "published_at", "support_count").get(pk=proposal.pk)
    (message,) = sent(
        lambda: actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason="Kerro, missä kohtaa rantaa.")
    )
    assert message.to == [proposal.author.email]
    assert "Kerro, missä kohtaa rantaa." in message.body
    assert f"/{proposal.pk}/muokkaa/" in message.body
    after = Proposal.objects.get(pk=proposal.pk)
    assert after.repair == Repair.ASKED
    assert {name: getattr(after, name) for name in before} == before
    assert tallies.total(site.pk, {}) == 1


def test_the_changed_text_marks_it_repaired_and_who_asked_is_told(site, page, proposal, preparer, sent) -> None:
    actions.answer(proposal=proposal, user=preparer, now=now(), state="in_process", text={}, signed={})
    actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason="Missä?")
    author = proposal.author
    (message,) = sent(
        lambda: actions.edit(proposal=proposal, user=author, now=now() + timedelta(days=90), fields={"body": LONG})
    )
    assert message.to == [preparer.email]
    proposal.refresh_from_db()
    assert (proposal.repair, proposal.body, proposal.state) == (Repair.REPAIRED, LONG, State.IN_PROCESS)
    assert proposal.repairs.get().repaired_at is not None
    (thanks,) = sent(lambda: actions.accept_repair(proposal=proposal, user=preparer, now=now()))
    assert thanks.to == [author.email]
    proposal.refresh_from_db()
    assert (proposal.repair, proposal.repairs.get().outcome) == (Repair.NONE, "accepted")


def test_sending_it_unchanged_repairs_nothing(proposal, preparer) -> None:
    actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason="Missä?")
    actions.edit(proposal=proposal, user=author_of(proposal), now=now(), fields={"body": proposal.body})
    proposal.refresh_from_db()
    assert proposal.repair == Repair.ASKED
    actions.edit(proposal=proposal, user=author_of(proposal), now=now(), fields={}, pictures_changed=True)
    proposal.refresh_from_db()
    assert proposal.repair == Repair.REPAIRED


def test_it_can_be_asked_again_or_dropped(proposal, preparer, sent) -> None:
    actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason="Missä?")
    assert code(lambda: actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason="x")) == "asked"
    actions.edit(proposal=proposal, user=author_of(proposal), now=now(), fields={"body": LONG})
    actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason="Entä valot?")
    assert list(proposal.repairs.values_list("reason", "outcome")) == [("Missä?", "again"), ("Entä valot?", "")]
    assert len(sent(lambda: actions.drop_repair(proposal=proposal, user=preparer, now=now()))) == 1
    assert list(proposal.repairs.values_list("outcome", flat=True)) == ["again", "dropped"]
    proposal.refresh_from_db()
    assert proposal.repair == Repair.NONE


def test_a_reason_is_needed(proposal, preparer) -> None:
    with pytest.raises(ValidationError) as error:
        actions.ask_repair(proposal=proposal, user=preparer, now=now(), reason=" \n ")
    assert list(error.value.message_dict) == ["reason"]
    assert not proposal.repairs.exists()


def test_a_final_answer_and_a_withdrawal_end_the_request(site, page, preparer) -> None:
    answered, withdrawn = factories.proposal(site, page), factories.proposal(site, page)
    for one in (answered, withdrawn):
        actions.ask_repair(proposal=one, user=preparer, now=now(), reason="Missä?")
    actions.answer(proposal=answered, user=preparer, now=now(), state="accepted", text={}, signed={})
    actions.withdraw(proposal=withdrawn, user=author_of(withdrawn), now=now())
    for one in (answered, withdrawn):
        one.refresh_from_db()
        assert (one.repair, one.repairs.get().outcome) == (Repair.NONE, "dropped")


def test_a_moderator_sends_back_and_an_editor_does_not(site, proposal) -> None:
    editor = factories.official(site, Role.EDITOR)
    assert code(lambda: actions.ask_repair(proposal=proposal, user=editor, now=now(), reason="x")) == "role"
    moderator = factories.official(site, Role.MODERATOR)
    assert actions.ask_repair(proposal=proposal, user=moderator, now=now(), reason="x").asked_by == moderator


# Draft answers


def draft(proposal: Proposal, user: User, **values: Any) -> DraftAnswer:
    values = {"state": "accepted", "text": {"fi": "Toteutetaan."}, "signed": {"fi": "Liikuntapäällikkö"}, **values}
    return actions.save_draft_answer(proposal=proposal, user=user, now=now(), **values)


def test_a_draft_answer_changes_nothing_that_others_see_until_it_is_published(proposal, preparer, sent) -> None:
    decision = {"title": {"fi": "Penkit"}, "date": date(2026, 11, 3), "number": "KOI/1"}
    assert sent(lambda: draft(proposal, preparer, decision=decision)) == []
    assert sent(lambda: draft(proposal, preparer, decision=decision, state="done")) == []
    proposal.refresh_from_db()
    assert (proposal.state, Handling.objects.count(), DraftAnswer.objects.count()) == (State.RECEIVED, 0, 1)
    (message,) = sent(lambda: actions.publish_draft(proposal=proposal, user=preparer, now=now()))
    assert message.to == [proposal.author.email]
    step = Handling.objects.get()
    assert (step.state, step.text, step.signed) == ("done", {"fi": "Toteutetaan."}, {"fi": "Liikuntapäällikkö"})
    assert (step.decision_title, step.decision_date, step.decision_number) == (
        {"fi": "Penkit"},
        date(2026, 11, 3),
        "KOI/1",
    )
    assert not DraftAnswer.objects.exists()
    assert code(lambda: actions.publish_draft(proposal=proposal, user=preparer, now=now())) == "no_draft"


def test_saving_a_draft_again_leaves_nothing_of_the_first(proposal, preparer) -> None:
    draft(proposal, preparer, decision={"number": "KOI/1", "title": {"fi": "Penkit"}})
    saved = draft(proposal, preparer, text={})
    saved.refresh_from_db()
    assert (saved.text, saved.decision_number, saved.decision_title) == ({}, "", {})
    actions.discard_draft_answer(proposal=proposal, user=preparer, now=now())
    assert not DraftAnswer.objects.exists()


def test_an_answer_given_meanwhile_overtakes_the_draft(proposal, preparer) -> None:
    for state, text in (("accepted", {}), ("in_process", {"fi": "Vastaamme kesällä."})):
        draft(proposal, preparer)
        actions.answer(proposal=proposal, user=preparer, now=now(), state=state, text=text, signed={})
        assert not DraftAnswer.objects.exists()


def test_taking_up_leaves_a_draft_that_somebody_has_written(proposal, preparer) -> None:
    kept = draft(proposal, preparer)
    actions.set_state_many(proposals=[proposal], user=preparer, now=now(), state="in_process")
    assert DraftAnswer.objects.get() == kept
    draft(proposal, preparer, state="in_process", text={})
    actions.publish_draft(proposal=proposal, user=preparer, now=now())
    assert not DraftAnswer.objects.exists()


def test_nobody_is_told_twice_that_a_proposal_is_taken_up(site, page, preparer) -> None:
    one, other = (factories.proposal(site, page, title=f"Ehdotus numero {number}") for number in range(2))
    for proposals, report in (([one], (1, [])), ([one, other], (1, [(one.title, "Ehdotus on jo tässä tilassa.")]))):
        done = actions.set_state_many(proposals=proposals, user=preparer, now=now(), state="in_process")
        assert (done.done, done.refused) == report
    assert Handling.objects.filter(proposal=one).count() == 1


def test_a_draft_that_can_no_longer_be_published_is_not_waited_for(site, page, proposal, preparer) -> None:
    gone = factories.proposal(site, page)
    for one in (proposal, gone):
        draft(one, preparer)
    actions.withdraw(proposal=gone, user=author_of(gone), now=now())
    assert list(Proposal.objects.all().with_draft_answer()) == [proposal]


def test_many_drafts_are_published_and_each_refusal_is_told(site, page, preparer, sent) -> None:
    titles = ("Hyvä ehdotus", "Ilman luonnosta", "Ilman perustelua", "Poistettu välissä")
    good, without, reasonless, gone = (factories.proposal(site, page, title=title) for title in titles)
    draft(good, preparer)
    draft(reasonless, preparer, state="rejected", text={})
    draft(gone, preparer)
    actions.withdraw(proposal=gone, user=author_of(gone), now=now())
    reports = []
    mails = sent(
        lambda: reports.append(
            actions.publish_drafts(proposals=[good, without, reasonless, gone], user=preparer, now=now())
        )
    )
    (report,) = reports
    assert report.done == 1
    assert report.refused == [
        ("Ilman luonnosta", "Ehdotuksella ei ole vastausluonnosta."),
        ("Ilman perustelua", "Kerro tekijälle, miksi ehdotusta ei toteuteta."),
        ("Poistettu välissä", "Vain julkaistuun ehdotukseen voi vastata."),
    ]
    assert [message.to for message in mails] == [[good.author.email]]
    assert set(DraftAnswer.objects.values_list("proposal", flat=True)) == {reasonless.pk, gone.pk}


# Assigning and noting


def test_the_assignee_is_told_with_the_note_and_a_link_to_the_admin(site, proposal, preparer, sent) -> None:
    chief = factories.official(site, Role.ADMINISTRATOR)
    (message,) = sent(
        lambda: actions.assign(
            proposal=proposal, user=chief, now=now(), assignee=preparer, due_on=date(2026, 12, 4), note="Kysy rannasta."
        )
    )
    assert message.to == [preparer.email]
    for said in ("Kysy rannasta.", "4.12.2026", f"/admin/proposals/{proposal.pk}/"):
        assert said in message.body
    proposal.refresh_from_db()
    assert (proposal.assignee, proposal.due_on) == (preparer, date(2026, 12, 4))
    actions.assign(proposal=proposal, user=chief, now=now(), assignee=None)
    proposal.refresh_from_db()
    assert (proposal.assignee, proposal.due_on, Assignment.objects.count()) == (None, None, 2)


def test_only_who_handles_proposals_here_gets_one(site, proposal, preparer) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    for stranger in (
        factories.resident(),
        factories.official(site, Role.MODERATOR),
        factories.official(elsewhere, Role.PREPARER),
    ):
        give = lambda who=stranger: actions.assign(proposal=proposal, user=preparer, now=now(), assignee=who)  # noqa: E731
        assert code(give) == "assignee"
    assert not Assignment.objects.exists()


def test_the_author_hears_who_prepares_it_once_it_is_taken_up(proposal, preparer, sent) -> None:
    told: dict[str, Any] = {"preparer": {"fi": "Aino Laine, liikuntapäällikkö"}, "estimated_on": date(2027, 1, 15)}
    give: dict[str, Any] = {"proposal": proposal, "user": preparer, "assignee": preparer}
    assert sent(lambda: actions.assign(**give, now=now(), **told)) == []
    (taken_up,) = sent(
        lambda: actions.answer(proposal=proposal, user=preparer, now=now(), state="in_process", text={}, signed={})
    )
    for said in ("Aino Laine, liikuntapäällikkö", "15.1.2027"):
        assert said in taken_up.body
    assert sent(lambda: actions.assign(**give, now=now(), **told)) == []
    (later,) = sent(lambda: actions.assign(**give, now=now(), **told | {"estimated_on": date(2027, 2, 1)}))
    assert (later.to, "1.2.2027" in later.body) == ([proposal.author.email], True)


def test_notes_stay_among_staff(site, proposal, preparer) -> None:
    actions.add_note(proposal=proposal, user=preparer, now=now(), text=" Kaavoitus tietää. ")
    actions.add_note(proposal=proposal, user=factories.official(site, Role.MODERATOR), now=now(), text="Selvä.")
    assert list(proposal.notes.values_list("text", flat=True)) == ["Kaavoitus tietää.", "Selvä."]
    editor = factories.official(site, Role.EDITOR)
    assert code(lambda: actions.add_note(proposal=proposal, user=editor, now=now(), text="x")) == "role"
    with pytest.raises(ValidationError):
        actions.add_note(proposal=proposal, user=preparer, now=now(), text="  ")
    details = AuditRow.objects.filter(verb="proposal.note").values_list("detail", flat=True)
    assert list(details) == [{}, {}], "the trail holds no words of a note"


# Linking and moving


def test_a_link_stands_once_whichever_way_it_is_made(site, page, proposal, preparer) -> None:
    other = factories.proposal(site, page)
    for one, two in ((proposal, other), (other, proposal)):
        actions.link(proposal=one, other=two, user=preparer, now=now())
    assert Link.objects.get().one == proposal
    actions.unlink(proposal=other, other=proposal, user=preparer, now=now())
    assert not Link.objects.exists()


def test_a_moved_proposal_is_counted_where_it_went(site, page, proposal, preparer, sent) -> None:
    park = factories.project(site, "Puisto kuntoon")
    (message,) = sent(
        lambda: actions.move(proposal=proposal, user=preparer, now=now(), project_key=park.translation_key)
    )
    assert message.to == [proposal.author.email]
    assert tallies.facet(site.pk, "project_key", {}) == {park.translation_key: 1}
    row = Move.objects.get()
    assert (row.from_key, row.to_key, row.by) == (page.translation_key, park.translation_key, preparer)
    here = lambda key: actions.move(proposal=proposal, user=preparer, now=now(), project_key=key)  # noqa: E731
    assert code(lambda: here(park.translation_key)) == "same"
    assert code(lambda: here(uuid4())) == "project"


# Many at once, and two at once


def test_many_are_assigned_taken_up_and_moved_each_by_its_own_rule(site, page, preparer, sent) -> None:
    live, withdrawn = factories.proposal(site, page), factories.proposal(site, page, title="Poistettu välissä")
    actions.withdraw(proposal=withdrawn, user=author_of(withdrawn), now=now())
    park = factories.project(site, "Puisto kuntoon")
    both = [live, withdrawn]
    common: dict[str, Any] = {"proposals": both, "user": preparer, "now": now()}
    reports = [
        actions.assign_many(**common, assignee=preparer, due_on=date(2026, 12, 4), note=""),
        actions.set_state_many(**common, state="in_process"),
        actions.move_many(**common, project_key=park.translation_key),
    ]
    for report in reports:
        assert (report.done, report.refused) == (
            1,
            [("Poistettu välissä", "Vain julkaistuun ehdotukseen voi vastata.")],
        )
    live.refresh_from_db()
    assert (live.assignee, live.state, live.project_key) == (preparer, State.IN_PROCESS, park.translation_key)
    rejected = actions.set_state_many(proposals=[live], user=preparer, now=now(), state="rejected")
    assert (rejected.done, [reason for _title, reason in rejected.refused]) == (
        0,
        ["Kerro tekijälle, miksi ehdotusta ei toteuteta."],
    )


def test_a_form_made_before_another_s_step_is_not_taken_unknowingly(site, page, proposal, preparer) -> None:
    seen = proposal.revision
    other = factories.proposal(site, page)
    park = factories.project(site, "Puisto kuntoon")
    actions.assign(proposal=proposal, user=preparer, now=now(), assignee=preparer)
    late: dict[str, Any] = {"proposal": proposal, "user": preparer, "now": now(), "expected": seen}
    words: dict[str, Any] = {"state": "accepted", "text": {}, "signed": {}}
    for write in (
        lambda: actions.answer(**late, **words),
        lambda: actions.save_draft_answer(**late, **words),
        lambda: actions.publish_draft(**late),
        lambda: actions.discard_draft_answer(**late),
        lambda: actions.assign(**late, assignee=None),
        lambda: actions.ask_repair(**late, reason="x"),
        lambda: actions.merge(**late, into=other),
        lambda: actions.link(**late, other=other),
        lambda: actions.move(**late, project_key=park.translation_key),
    ):
        with pytest.raises(actions.Changed) as changed:
            write()
        assert changed.value.proposal.revision == seen + 1
    late["expected"] = seen + 1
    actions.answer(**late, **words)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.publication) == (State.ACCEPTED, Publication.PUBLISHED)


def test_supports_comments_and_notes_do_not_stand_in_the_way(proposal, preparer) -> None:
    seen = proposal.revision
    actions.support(proposal=proposal, user=factories.resident(), now=now())
    factories.comment(proposal, factories.resident())
    actions.add_note(proposal=proposal, user=preparer, now=now(), text="Katson huomenna.")
    actions.assign(proposal=proposal, user=preparer, now=now(), assignee=preparer, expected=seen)
    proposal.refresh_from_db()
    assert (proposal.support_count, proposal.comment_count, proposal.assignee) == (1, 1, preparer)


def test_what_is_waited_for_is_found_by_the_fields(site, page, preparer) -> None:
    late, in_time, answered = (factories.proposal(site, page) for _ in range(3))
    today = timezone.localdate()
    for one, days in ((late, -1), (in_time, 0), (answered, -1)):
        due = today + timedelta(days=days)
        actions.assign(proposal=one, user=preparer, now=now(), assignee=preparer, due_on=due)
    actions.answer(proposal=answered, user=preparer, now=now(), state="accepted", text={}, signed={})
    draft(in_time, preparer)
    assert list(Proposal.objects.overdue(today)) == [late]
    assert list(Proposal.objects.all().with_draft_answer()) == [in_time]
