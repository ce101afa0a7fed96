"""Every type of question, by the keyboard alone: in Finnish and Swedish, with scripts and without, on a desk and on the
smallest screen; nothing, something wrong, and an answer, which is kept as it was given."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation
from playwright.sync_api import ViewportSize, expect

from surveys.engine.kinds import kind_of
from tests.e2e import every_kind
from tests.e2e.conftest import Invite
from tests.e2e.every_kind import PAGES, TYPES, VALUES, Question, Told
from tests.e2e.keys import Keys
from tests.e2e.visitor import DESK, Visitor

SMALLEST: ViewportSize = {"width": 320, "height": 640}
# What is told at each name of a field, whether something refers to it, and whether the summary leads there.
ERRORS = """() => Object.fromEntries([...document.querySelectorAll("main .ds-validation-message[id$=-error]")].map(one => {
    const name = one.id.slice(0, -"-error".length);
    return [name, [one.innerText.trim(), !!document.querySelector(`[aria-describedby~="${one.id}"]`),
        !!document.querySelector(`main a[href="#${name}"]`) && !!document.getElementById(name)]];
}))"""


def is_told(visitor: Visitor, expected: dict[str, Told]) -> None:
    """This and nothing else is wrong, by type of question and part: said at its place, and in the summary."""
    found: dict[str, Any] = visitor.page.evaluate(ERRORS)
    wanted = {
        f"q-{every_kind.name(kind)}" + (f"-{part}" if part else ""): [text, True, True]
        for kind, told in expected.items()
        for part, text in told.items()
    }
    assert found == wanted


def missing(visitor: Visitor, kind: str) -> Told:
    with translation.override(visitor.language):
        return dict.fromkeys(TYPES[kind].parts, str(kind_of(kind).missing)) if kind_of(kind).stores else {}


def wrong(visitor: Visitor, kind: str) -> Told:
    """What cannot be wrong by keys is missing still."""
    one = TYPES[kind]
    told = {part: visitor.say(text, **VALUES.get(kind, {})) for part, text in one.told.items()}
    return told or missing(visitor, kind)


def go_on(keys: Keys) -> None:
    keys.press(keys.visitor.main.get_by_role("button", name=keys.visitor.say("Go on"), exact=True))


def follow_the_summary(keys: Keys) -> None:
    """Its first link leads to the first thing that is wrong."""
    link = keys.visitor.main.locator("a[href^='#q-']").first
    target = keys.page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
    keys.reach(link)
    keys.board.press("Enter")
    expect(target).to_be_focused()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "javascript", "screen"),
    [("fi", True, DESK), ("sv", False, SMALLEST)],
    ids=["fi-js", "sv-no-js-small"],
)
def test_every_type_is_answered_by_the_keyboard(
    invite: Invite, language: str, javascript: bool, screen: ViewportSize
) -> None:
    visitor = invite(language, javascript=javascript, screen=screen)
    keys, mark = Keys(visitor), uuid4().hex[:8]
    key = visitor.server.steward.do("make_every_kind")
    visitor.go(visitor.server.steward.do("address_of", key, language))
    values: dict[str, Any] = {}
    said: list[str] = []
    for title, types in PAGES.items():
        asked = {kind: Question(keys, kind, mark) for kind in types}
        expect(visitor.heading(asked[next(iter(asked))].words(title))).to_be_visible()
        go_on(keys)
        is_told(visitor, {kind: missing(visitor, kind) for kind in types})
        follow_the_summary(keys)
        for kind, one in asked.items():
            if (mistake := TYPES[kind].wrong) is not None:
                mistake(one)
        go_on(keys)
        is_told(visitor, {kind: wrong(visitor, kind) for kind in types})
        for kind, one in asked.items():
            values[kind], words = TYPES[kind].right(one)
            said += words
        go_on(keys)
    expect(visitor.heading(visitor.say("Check your answers"))).to_be_visible()
    answers = visitor.main.locator(".answers dd").all_inner_texts()
    assert [re.sub(r" \(.*", "", one) if one.startswith("Kuva.") else one for one in answers] == said
    keys.press(visitor.main.get_by_role("button", name=visitor.say("Send the answers")))
    visitor.is_told("Your answers have been sent")

    kept = visitor.server.steward.do("kept_of_every_kind", key, mark)
    files = values.pop("file")
    assert [name for name, _whole in kept["files"]] == files == [one["name"] for one in kept["answers"].pop("file")]
    assert all(whole for _name, whole in kept["files"])
    contacts = [[kind, values.pop(kind)] for kind in ("email", "phone")]
    assert [one for one in contacts if one not in kept["contacts"]] == []
    assert kept["answers"] == {kind: value for kind, value in values.items() if value is not None}
    assert kept["language"] == language
