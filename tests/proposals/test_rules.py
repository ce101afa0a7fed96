"""Who may do what before, during and after a phase."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.roles import Role
from participation.phases import Activity, Phase, Timeline
from participation.proposals import rules
from participation.proposals.rules import Publication, Situation, State

OPENS = datetime(2026, 6, 1, 6, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=30)
BEFORE, DURING, AFTER = OPENS - timedelta(seconds=1), OPENS, CLOSES
ALL = Timeline((Phase(name="v", opens_at=OPENS, closes_at=CLOSES, allows=frozenset(Activity)),))
NONE = Timeline((Phase(name="v", opens_at=OPENS, closes_at=CLOSES),))


def before(now: datetime = DURING, timeline: Timeline = ALL, **fields: object) -> Situation:
    return Situation(timeline=timeline, now=now, **fields)  # type: ignore[arg-type]


def code(refusal: object) -> str | None:
    return getattr(refusal, "code", None)


@pytest.mark.parametrize(("now", "expected"), [(BEFORE, "not_yet"), (DURING, None), (AFTER, "closed")])
@pytest.mark.parametrize("rule", [rules.why_not_support, rules.why_not_comment])
def test_residents_take_part_while_the_phase_is_open(rule, now, expected) -> None:
    assert code(rule(before(now, signed_in=True))) == expected


@pytest.mark.parametrize(("now", "expected"), [(BEFORE, "not_yet"), (DURING, None), (AFTER, "closed")])
def test_proposals_are_made_while_the_phase_is_open(now, expected) -> None:
    assert code(rules.why_not_propose(ALL, now)) == expected


def test_what_no_phase_allows_is_never_allowed() -> None:
    assert code(rules.why_not_propose(NONE, DURING)) == "never"
    assert code(rules.why_not_support(before(timeline=NONE))) == "never"
    assert code(rules.why_not_comment(before(timeline=NONE))) == "never"


def test_nobody_supports_an_own_proposal() -> None:
    assert code(rules.why_not_support(before(is_author=True))) == "own"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.RECEIVED, None),
        (State.IN_PROCESS, None),
        (State.ACCEPTED, None),
        (State.IN_PROGRESS, None),
        (State.DONE, "handled"),
        (State.REJECTED, "handled"),
    ],
)
def test_what_is_done_or_rejected_collects_no_more_support(state, expected) -> None:
    assert code(rules.why_not_support(before(state=state))) == expected


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_only_what_is_published_is_supported_and_discussed(publication) -> None:
    assert code(rules.why_not_support(before(publication=publication))) == "not_published"
    assert code(rules.why_not_comment(before(publication=publication))) == "not_published"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"is_author": False}, "not_author"),
        ({"is_author": True}, None),
        ({"is_author": True, "state": State.IN_PROCESS}, "handled"),
        ({"is_author": True, "publication": Publication.WITHDRAWN}, "withdrawn"),
        ({"is_author": True, "publication": Publication.DRAFT, "now": AFTER}, None),
        ({"is_author": True, "now": AFTER}, "closed"),
    ],
)
def test_an_author_edits_until_it_is_taken_up(fields, expected) -> None:
    assert code(rules.why_not_edit(before(**fields))) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"is_author": False}, "not_author"),
        ({"is_author": True}, None),
        ({"is_author": True, "now": AFTER}, None),
        ({"is_author": True, "state": State.IN_PROCESS}, None),
        ({"is_author": True, "state": State.ACCEPTED}, "answered"),
        ({"is_author": True, "publication": Publication.DRAFT}, "not_published"),
    ],
)
def test_an_author_withdraws_until_it_is_answered(fields, expected) -> None:
    assert code(rules.why_not_withdraw(before(**fields))) == expected


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_handle_proposals_answer_them(role) -> None:
    allowed = role in {Role.PREPARER, Role.ADMINISTRATOR}
    assert code(rules.why_not_handle(before(holds=frozenset({role}), roles=frozenset({role})))) == (
        None if allowed else "role"
    )


def test_a_resident_does_not_answer() -> None:
    assert code(rules.why_not_handle(before(signed_in=True))) == "role"


def test_a_rejection_needs_a_reason() -> None:
    assert code(rules.why_not_answer(State.REJECTED, has_text=False)) == "reason"
    assert rules.why_not_answer(State.REJECTED, has_text=True) is None
    assert rules.why_not_answer(State.IN_PROCESS, has_text=False) is None
