"""Every page on which staff meet surveys, in both languages: axe, a narrow screen, the dark scheme, valid HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.e2e import axe, machine
from tests.e2e.conftest import Invite
from tests.e2e.roads import administrator
from tests.e2e.test_html import errors_in
from tests.e2e.test_pages import NARROW
from tests.e2e.visitor import DESK, Visitor

Scheme = Literal["light", "dark"]
# In what Wagtail draws: the buttons of its menus, and the label of its page chooser, whose field is hidden.
WAGTAILS = ("Element “div” not allowed as child of element “button”", 'for="id_parent"')


def rooms(visitor: Visitor) -> dict[str, str]:
    found: dict[str, str] = visitor.server.steward.do("find_survey_rooms", visitor.language)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "screen", "scheme"), [("fi", DESK, "light"), ("sv", NARROW, "dark")], ids=["fi-desk", "sv-narrow-dark"]
)
def test_every_page_of_staff_keeps_the_rules(
    invite: Invite, language: str, screen: ViewportSize, scheme: Scheme
) -> None:
    staff = administrator(invite(language, screen=screen))
    staff.page.emulate_media(color_scheme=scheme)
    found = []
    for state, path in rooms(staff).items():
        response = staff.page.goto(path)
        wrong = [] if response and response.status == 200 else [f"status {response and response.status}"]
        found += [f"{state} {path}: {fault}" for fault in [*wrong, *staff.faults()]]
        staff.complaints.clear()
    assert found == []


@pytest.mark.slow
@pytest.mark.skipif(machine.java() is None, reason="needs Java 17: apt-get install default-jre-headless")
def test_every_page_of_staff_is_valid(invite: Invite, language: str, tmp_path: Path) -> None:
    staff = administrator(invite(language))
    cookies = {one["name"]: one["value"] for one in staff.context.cookies()}
    found = [
        one
        for one in errors_in(staff.server, rooms(staff), tmp_path, cookies=cookies)
        if not any(theirs in one for theirs in WAGTAILS)
    ]
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_the_logic_is_read_in_the_editor(invite: Invite, language: str) -> None:
    editor = administrator(invite(language))
    editor.page.goto(editor.server.steward.do("find_survey_editor"))
    panel = editor.page.locator("section[data-panel]").filter(
        has=editor.page.locator("summary", has_text=editor.say("Conditions and jumps in words"))
    )
    panel.last.locator("summary").press("Enter")
    expect(panel.last.get_by_text("Lopuksi").first).to_be_visible()
    axe.settle(editor.page)
    assert axe.findings(editor.page, within=panel.last) == []
