"""Who decides what, when; who may appeal; whom a sanction stops. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from participation.moderation.rules import (
    AppealSituation,
    Ban,
    Bans,
    Situation,
    Standing,
    Verb,
    possible,
    why_not_appeal,
    why_not_decide,
    why_not_write,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SEEN = Situation(may_moderate=True, standing=Standing.PUBLIC, seen=3, version=3, is_open=True)
DECIDED = AppealSituation(
    now=NOW, is_author=True, verb=Verb.REMOVE, until=NOW + timedelta(days=1), appealed=False, reversed=False
)


def code(refusal) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("changes", "verb", "rule", "message", "expected"),
    [
        ({}, Verb.KEEP, "", "", None),
        ({}, Verb.REMOVE, "spam", "", None),
        ({}, Verb.REMOVE, "", "", "rule"),
        ({}, Verb.HIDE, "keksitty", "", "rule"),
        ({}, Verb.REMOVE, "other", "", "message"),
        ({}, Verb.REMOVE, "other", "Teksti oli päällekkäinen.", None),
        ({}, Verb.APPROVE, "", "", "verb"),
        ({}, "delete", "", "", "verb"),
        ({"may_moderate": False}, Verb.KEEP, "", "", "role"),
        ({"seen": 2}, Verb.KEEP, "", "", "outdated"),
        ({"is_newest": False}, Verb.KEEP, "", "", "older"),
        ({"is_open": False}, Verb.KEEP, "", "", "verb"),
        ({"is_open": False}, Verb.REMOVE, "spam", "", None),
        ({"standing": Standing.HELD}, Verb.APPROVE, "", "", None),
        ({"standing": Standing.HELD}, Verb.KEEP, "", "", "verb"),
        ({"standing": Standing.REMOVED}, Verb.RESTORE, "", "", None),
        ({"standing": Standing.REMOVED, "erased": True}, Verb.RESTORE, "", "", "erased"),
        ({"standing": Standing.GONE}, Verb.REMOVE, "spam", "", "verb"),
    ],
)
def test_decisions(changes, verb, rule, message, expected) -> None:
    assert code(why_not_decide(replace(SEEN, **changes), verb, rule, message)) == expected


def test_what_can_be_decided_is_what_the_form_offers() -> None:
    assert possible(SEEN) == (Verb.KEEP, Verb.HIDE, Verb.REMOVE)
    assert possible(replace(SEEN, is_open=False)) == (Verb.HIDE, Verb.REMOVE)
    assert possible(replace(SEEN, standing=Standing.REMOVED, erased=True)) == (Verb.KEEP,)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"is_author": False}, "not_author"),
        ({"verb": Verb.KEEP}, "verb"),
        ({"until": None}, "verb"),
        ({"appealed": True}, "appealed"),
        ({"reversed": True}, "reversed"),
        ({"now": NOW + timedelta(days=1)}, "late"),
        ({"now": NOW + timedelta(days=1, seconds=-1)}, None),
    ],
)
def test_appeals(changes, expected) -> None:
    assert code(why_not_appeal(replace(DECIDED, **changes))) == expected


@pytest.mark.parametrize(
    ("ban", "kind", "at", "stops"),
    [
        (Ban(kind="no_comments", starts_at=NOW, until=NOW + timedelta(days=7)), "comment", NOW, True),
        (Ban(kind="no_comments", starts_at=NOW, until=NOW + timedelta(days=7)), "proposal", NOW, False),
        (Ban(kind="no_writing", starts_at=NOW, until=NOW + timedelta(days=7)), "proposal", NOW, True),
        (Ban(kind="no_writing", starts_at=NOW), "comment", NOW + timedelta(days=4000), True),
        (Ban(kind="warning", starts_at=NOW), "comment", NOW, False),
        (Ban(kind="no_comments", starts_at=NOW, lifted=True), "comment", NOW, False),
        (
            Ban(kind="no_comments", starts_at=NOW, until=NOW + timedelta(days=7)),
            "comment",
            NOW + timedelta(days=7),
            False,
        ),
    ],
)
def test_sanctions(ban, kind, at, stops) -> None:
    assert (why_not_write(Bans((ban,)), kind, at) is not None) is stops


def test_a_refusal_tells_until_when_the_longest_sanction_holds() -> None:
    bans = Bans(
        (
            Ban(kind="no_comments", starts_at=NOW, until=NOW + timedelta(days=1)),
            Ban(kind="no_writing", starts_at=NOW, until=NOW + timedelta(days=7)),
        )
    )
    assert "8.6.2026 klo 15.00" in str(why_not_write(bans, "comment", NOW))
