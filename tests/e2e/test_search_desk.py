"""What an editor does for the search: sees what was not found, adds a synonym from it, and it helps at once; each page of
ours in both languages, on a narrow screen, in the dark scheme."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.e2e.conftest import Invite
from tests.e2e.keys import Keys
from tests.e2e.roads import administrator, hire
from tests.e2e.test_pages import NARROW
from tests.e2e.visitor import DESK, Visitor

# Words that nothing has and no dictionary knows, and what they stand for.
WORDS = {"fi": ("porejuku", "kirjasto"), "sv": ("porejuka", "bibliotek")}


def look(staff: Visitor, path: str) -> None:
    response = staff.page.goto(path)
    assert response is not None
    assert response.status == 200
    assert staff.faults() == [], path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "screen", "scheme"), [("fi", DESK, "light"), ("sv", NARROW, "dark")], ids=["fi-desk", "sv-narrow-dark"]
)
def test_an_editor_teaches_the_search(invite: Invite, language: str, screen: ViewportSize, scheme: str) -> None:
    asked, meant = WORDS[language]
    staff = administrator(invite(language, screen=screen))
    staff.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    staff.server.steward.do("note_searches", asked, language)

    resident = invite(language, screen=screen)
    found = resident.address("search:search")
    resident.go(f"{found}?q={asked}")
    expect(resident.main.locator("ol.hits > *")).to_have_count(0)

    look(staff, "/admin/search-desk/asked/?shown=nothing")
    row = staff.page.get_by_role("row").filter(has_text=asked)
    row.get_by_role("link", name=staff.say("Add a synonym")).click()
    expect(staff.page.locator("[name=words]")).to_have_value(asked)
    staff.page.locator("[name=means]").fill(meant)
    staff.page.get_by_role("button", name=staff.say("Save")).first.click()
    expect(staff.page.get_by_role("status").filter(has_text=asked).first).to_be_visible()

    resident.go(f"{found}?q={asked}")
    expect(resident.main.locator("ol.hits > *").first).to_be_visible()

    for path in (
        "/admin/search-desk/asked/",
        "/admin/search-desk/unread/",
        "/admin/search-desk/synonyms/ready/",
        "/admin/reports/state/",
    ):
        look(staff, path)


@pytest.mark.slow
def test_rows_are_mended_by_the_keyboard_alone(invite: Invite) -> None:
    asked, page_title = "bastukalv", "Bibliotekets öppettider"
    staff = invite("sv")
    hire(staff, "editor")
    staff.server.steward.do("note_searches", asked, "sv")
    page, keys = staff.page, Keys(staff)
    back = re.compile(re.escape("/admin/search-desk/asked/?shown=nothing"))

    def begin(button: str) -> None:
        keys.reach(page.get_by_role("row").filter(has_text=asked).get_by_role("link", name=staff.say(button)))
        with page.expect_navigation():
            keys.board.press("Enter")

    def save() -> None:
        keys.reach(page.get_by_role("button", name=staff.say("Save")).first)
        with page.expect_navigation():
            keys.board.press("Enter")

    look(staff, "/admin/search-desk/asked/?shown=nothing")
    assert page.title().startswith(staff.say("Searches"))
    begin("Add a synonym")
    save()  # what it means is lacking
    expect(page.get_by_text(staff.say("This field is required.").rstrip(".")).first).to_be_visible()
    keys.write(page.locator("[name=means]"), "bastu")
    save()
    expect(page).to_have_url(back)
    expect(page.get_by_role("status").filter(has_text=asked).first).to_be_visible()

    begin("Pin a result")
    keys.reach(page.get_by_role("button", name=staff.say("Choose a page")))
    keys.board.press("Enter")
    dialog = page.get_by_role("dialog")
    keys.write(dialog.get_by_role("textbox").first, page_title)
    keys.reach(dialog.get_by_role("link", name=page_title, exact=True))
    keys.board.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".chooser .chosen button").first).to_be_focused()
    save()
    expect(page).to_have_url(back)
    expect(page.get_by_role("status").filter(has_text=page_title).first).to_be_visible()
