"""Who may send what, when: role × kind × stage × before, open and closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from core.refusal import Refusal
from participation.consultations.rules import (
    Audience,
    Filled,
    Kind,
    Noun,
    Sender,
    Situation,
    Stage,
    Terms,
    audience_of,
    lacks,
    missing,
    why_not_remove,
    why_not_send,
    why_not_view,
)

OPENS, CLOSES = datetime(2026, 11, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 13, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MOMENTS = {
    "before": OPENS - SECOND,
    "first second": OPENS,
    "last second": CLOSES - SECOND,
    "closed": CLOSES,
    "long after": CLOSES + timedelta(days=900),
}
SENDERS = {
    "visitor": Sender(),
    "signed in": Sender(signed_in=True),
    "strong": Sender(signed_in=True, strong=True),
    "banned": Sender(signed_in=True, strong=True, banned=Refusal("sanction", "")),
}
STATES = {"before": "next", "first second": "", "last second": "", "closed": "past", "long after": "past"}
KINDS = [
    (Kind.OPEN, ""),
    (Kind.PLAN, Stage.SCHEME),
    (Kind.PLAN, Stage.DRAFT),
    (Kind.PLAN, Stage.PROPOSAL),
    (Kind.STATEMENTS, ""),
]
# What each sender is told while it is open.
OPEN_NOW = {
    Audience.NONE: dict.fromkeys(SENDERS, "none"),
    Audience.OPEN: {"visitor": "", "signed in": "", "strong": "", "banned": "sanction"},
    Audience.ACCOUNT: {"visitor": "sign_in", "signed in": "", "strong": "", "banned": "sanction"},
    Audience.STRONG: {"visitor": "strong", "signed in": "strong", "strong": "", "banned": "sanction"},
}


def expected(kind, audience, sender, moment):
    if audience == Audience.NONE:
        return "none"
    if kind == Kind.STATEMENTS:
        return "invited"
    return STATES[moment] or OPEN_NOW[audience][sender]


@pytest.mark.parametrize(
    ("kind", "audience", "sender", "moment"), list(product(KINDS, Audience.values, SENDERS, MOMENTS)), ids=str
)
def test_who_may_send(kind, audience, sender, moment):
    terms = Terms(kind=kind[0], stage=kind[1], opens_at=OPENS, closes_at=CLOSES, audience=audience)
    refusal = why_not_send(terms, audience, SENDERS[sender], MOMENTS[moment])
    assert (refusal.code if refusal else "") == expected(kind[0], audience, sender, moment)


@pytest.mark.parametrize(
    ("kind", "stage", "noun"),
    [
        (Kind.OPEN, "", Noun.OPINION),
        (Kind.PLAN, Stage.SCHEME, Noun.OPINION),
        (Kind.PLAN, Stage.DRAFT, Noun.OPINION),
        (Kind.PLAN, Stage.PROPOSAL, Noun.OBJECTION),
        (Kind.OPEN, Stage.PROPOSAL, Noun.OPINION),  # a stage left behind by another kind says nothing
    ],
)
def test_the_stage_decides_what_is_sent_and_whether_it_asks_for_an_address(kind, stage, noun):
    terms = Terms(kind=kind, stage=stage)
    assert terms.noun == noun
    assert terms.asks_address == (noun == Noun.OBJECTION)


@pytest.mark.parametrize(
    ("stage", "content", "name", "address", "fields"),
    [
        (Stage.DRAFT, True, "", "", []),
        (Stage.DRAFT, False, "Aino", "Raitti 1", ["body"]),
        (Stage.PROPOSAL, True, "Aino", "Raitti 1", []),
        (Stage.PROPOSAL, True, "", "Raitti 1", ["full_name"]),
        (Stage.PROPOSAL, True, "Aino", "", ["address"]),
        (Stage.PROPOSAL, False, "", "", ["body", "full_name", "address"]),
    ],
)
def test_what_it_lacks_is_said_at_its_field(stage, content, name, address, fields):
    found = lacks(Terms(kind=Kind.PLAN, stage=stage), has_content=content, name=name, address=address)
    assert list(found) == fields


def test_a_section_may_say_otherwise_than_the_whole():
    terms = Terms(audience=Audience.ACCOUNT)
    assert audience_of(terms) == audience_of(terms, "") == Audience.ACCOUNT
    assert audience_of(terms, Audience.NONE) == Audience.NONE


@pytest.mark.parametrize(
    ("moment", "author", "gone", "remove", "view"),
    [
        ("last second", True, False, "", "own"),
        ("last second", False, False, "not_author", ""),
        ("last second", True, True, "gone", "own"),
        ("last second", False, True, "not_author", "gone"),
        ("closed", True, False, "past", "own"),
        ("closed", False, False, "not_author", "past"),
    ],
)
def test_what_may_be_done_to_what_was_sent(moment, author, gone, remove, view):
    terms = Terms(opens_at=OPENS, closes_at=CLOSES)
    situation = Situation(terms=terms, now=MOMENTS[moment], is_author=author, gone=gone)
    told = [refusal.code if refusal else "" for refusal in (why_not_remove(situation), why_not_view(situation))]
    assert told == [remove, view]


def test_somebody_agrees_once():
    situation = Situation(terms=Terms(), now=OPENS, is_author=False, viewed=True)
    refusal = why_not_view(situation)
    assert refusal is not None
    assert refusal.code == "once"


def test_an_editor_is_told_what_is_left_in_the_order_of_the_form():
    names = [name for name, _words in missing(Filled(kind=Kind.PLAN, stage=""))]
    assert names == [
        "title",
        "summary",
        "opens_at",
        "closes_at",
        "stage",
        "sections",
        "contacts",
        "effect",
        "legal_basis",
        "privacy_kept",
        "place",
        "documents",
    ]
    full = Filled(
        kind=Kind.OPEN,
        stage="",
        title=True,
        summary=True,
        opens_at=OPENS,
        closes_at=CLOSES,
        contacts=True,
        effect=True,
        privacy=True,
        sections=True,
    )
    assert missing(full) == []
    assert [name for name, _words in missing(replace(full, kind=Kind.PLAN, stage=Stage.DRAFT))] == [
        "legal_basis",
        "place",
        "documents",
    ]
