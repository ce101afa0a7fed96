"""Which of the municipality's people may do what: role × publication × state × repair × reach."""

from typing import Any

import pytest

from accounts.roles import Role
from participation.proposals import rules
from participation.proposals.rules import ANSWERED, Publication, Repair, Situation, State
from tests.proposals.test_rules import AFTER, before, code

HANDLERS = {Role.PREPARER, Role.ADMINISTRATOR}
MODERATORS = {Role.MODERATOR, Role.ADMINISTRATOR}


def staff(role: Role, *, reached: bool = True, **fields: Any) -> Situation:
    roles = frozenset({role})
    return before(signed_in=True, holds=roles, roles=roles if reached else frozenset(), **fields)


@pytest.mark.parametrize("reached", [True, False])
@pytest.mark.parametrize("role", list(Role))
def test_who_handles_notes_and_sends_back(role: Role, reached: bool) -> None:
    handles, sees = role in HANDLERS, role in HANDLERS | MODERATORS
    someone = staff(role, reached=reached)
    beyond = None if reached else "reach"
    assert code(rules.why_not_handle(someone)) == (beyond if handles else "role")
    assert code(rules.why_not_note(someone)) == (beyond if sees else "role")
    assert code(rules.why_not_ask_repair(someone)) == (beyond if sees else "role")


@pytest.mark.parametrize("publication", list(Publication))
def test_only_what_is_published_is_handled_and_sent_back(publication: str) -> None:
    expected = None if publication == Publication.PUBLISHED else "not_published"
    preparer = staff(Role.PREPARER, publication=publication)
    assert code(rules.why_not_handle(preparer)) == expected
    assert code(rules.why_not_ask_repair(preparer)) == expected


@pytest.mark.parametrize("repair", list(Repair))
@pytest.mark.parametrize("state", list(State))
def test_it_is_sent_back_until_it_is_answered_and_not_twice(state: str, repair: str) -> None:
    expected = "answered" if state in ANSWERED else "asked" if repair == Repair.ASKED else None
    assert code(rules.why_not_ask_repair(staff(Role.MODERATOR, state=state, repair=repair))) == expected


@pytest.mark.parametrize(
    ("repair", "accept", "drop"),
    [(Repair.NONE, "not_asked", "not_asked"), (Repair.ASKED, "not_repaired", None), (Repair.REPAIRED, None, None)],
)
def test_a_repair_is_accepted_when_it_has_come_and_dropped_at_any_time(
    repair: str, accept: str | None, drop: str | None
) -> None:
    someone = staff(Role.PREPARER, repair=repair)
    assert (code(rules.why_not_accept_repair(someone)), code(rules.why_not_drop_repair(someone))) == (accept, drop)
    resident = before(repair=repair)
    assert (code(rules.why_not_accept_repair(resident)), code(rules.why_not_drop_repair(resident))) == ("role", "role")


def test_nobody_is_asked_where_there_is_no_author() -> None:
    assert code(rules.why_not_ask_repair(staff(Role.PREPARER, has_author=False))) == "no_author"


@pytest.mark.parametrize("repair", list(Repair))
@pytest.mark.parametrize("state", list(State))
def test_an_author_edits_what_was_sent_back_whatever_its_state(state: str, repair: str) -> None:
    expected = None if repair == Repair.ASKED or state == State.RECEIVED else "handled"
    assert code(rules.why_not_edit(before(is_author=True, state=state, repair=repair))) == expected


def test_what_was_sent_back_is_edited_after_collecting_has_closed_by_its_author_only() -> None:
    assert rules.why_not_edit(before(AFTER, is_author=True, repair=Repair.ASKED)) is None
    assert code(rules.why_not_edit(before(AFTER, is_author=True, repair=Repair.REPAIRED))) == "closed"
    assert code(rules.why_not_edit(before(is_author=False, repair=Repair.ASKED))) == "not_author"


@pytest.mark.parametrize("role", list(Role))
def test_a_proposal_is_assigned_to_who_handles_proposals_here(role: Role) -> None:
    assert code(rules.why_not_assign_to([role])) == (None if role in HANDLERS else "assignee")
    assert code(rules.why_not_assign_to([])) == "assignee"


@pytest.mark.parametrize(
    ("one", "into", "same", "same_site", "expected"),
    [
        ({}, {}, False, True, None),
        ({}, {}, True, True, "same"),
        ({}, {}, False, False, "site"),
        ({"reached": False}, {}, False, True, "reach"),
        ({}, {"reached": False}, False, True, "reach"),
        ({"publication": Publication.MERGED}, {}, False, True, "not_published"),
        ({}, {"publication": Publication.MERGED}, False, True, "not_published"),
        ({}, {"publication": Publication.WITHDRAWN}, False, True, "not_published"),
    ],
)
def test_two_published_proposals_within_reach_are_merged(one, into, same, same_site, expected) -> None:
    situations = staff(Role.PREPARER, **one), staff(Role.PREPARER, **into)
    assert code(rules.why_not_merge(*situations, same=same, same_site=same_site)) == expected


@pytest.mark.parametrize(
    ("one", "into", "expected"),
    [
        (Publication.MERGED, Publication.PUBLISHED, None),
        (Publication.MERGED, Publication.WITHDRAWN, None),
        (Publication.MERGED, Publication.MERGED, "merged_on"),
        (Publication.PUBLISHED, Publication.PUBLISHED, "not_merged"),
    ],
)
def test_a_merge_is_undone_from_the_last_backwards(one: str, into: str, expected: str | None) -> None:
    situations = staff(Role.PREPARER, publication=one), staff(Role.PREPARER, publication=into)
    assert code(rules.why_not_undo_merge(*situations)) == expected


def test_others_do_not_undo_a_merge() -> None:
    moderator = staff(Role.MODERATOR, publication=Publication.MERGED)
    assert code(rules.why_not_undo_merge(moderator, moderator)) == "role"


@pytest.mark.parametrize(
    ("other", "same", "same_site", "expected"),
    [
        ({}, False, True, None),
        ({"reached": False}, False, True, None),
        ({}, True, True, "same"),
        ({}, False, False, "site"),
        ({"publication": Publication.WITHDRAWN}, False, True, "not_published"),
    ],
)
def test_a_proposal_is_linked_to_any_that_is_public(other, same, same_site, expected) -> None:
    situations = staff(Role.PREPARER), staff(Role.PREPARER, **other)
    assert code(rules.why_not_link(*situations, same=same, same_site=same_site)) == expected


@pytest.mark.parametrize(
    ("exists", "same", "reached", "expected"),
    [
        (True, False, True, None),
        (False, False, True, "project"),
        (True, True, True, "same"),
        (True, False, False, "reach"),
    ],
)
def test_a_proposal_is_moved_to_another_project_that_there_is(exists, same, reached, expected) -> None:
    assert code(rules.why_not_move(staff(Role.PREPARER), exists=exists, same=same, reached=reached)) == expected
    assert code(rules.why_not_move(staff(Role.MODERATOR), exists=exists, same=same, reached=reached)) == "role"


def test_what_has_been_merged_takes_no_part_any_more() -> None:
    merged = before(publication=Publication.MERGED, is_author=True)
    for rule in (rules.why_not_support, rules.why_not_comment, rules.why_not_edit):
        assert code(rule(merged)) == "merged"
    assert code(rules.why_not_withdraw(merged)) == "not_published"
