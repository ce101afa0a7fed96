"""The map of the list on a phone and by keyboard, with and without JavaScript; areas taken from a file in the admin."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Invite
from tests.e2e.server import ROOT
from tests.e2e.visitor import PHONE, Visitor

ADMINISTRATOR = "admin@koivuranta.example"
DIGITS = re.compile(r"\d+")


def on_the_map(language: str, invite: Invite, **traits: object) -> Visitor:
    visitor = invite(language, **traits)
    visitor.go(f"{visitor.address('proposals:list')}?view=map")
    return visitor


def bunches(visitor: Visitor, role: str = "link") -> Locator:
    words = said(visitor, "%(number)s proposal, zoom in", "%(number)s proposals, zoom in").replace("%(number)s", "")
    return visitor.main.get_by_role(role, name=re.compile(rf"^\d+{re.escape(words)}$"))  # type: ignore[arg-type]


def said(visitor: Visitor, one: str, many: str) -> str:
    """The words for many, by the msgids of both."""
    with translation.override(visitor.language):
        return translation.ngettext(one, many, 2)


def number_in(text: str | None) -> int:
    found = DIGITS.search(text or "")
    assert found is not None
    return int(found[0])


@pytest.mark.slow
def test_a_mark_narrows_the_list_to_what_it_counts(invite: Invite, language: str, javascript: bool) -> None:
    visitor = on_the_map(language, invite, javascript=javascript, screen=PHONE)
    mark = bunches(visitor).first
    number = number_in(mark.get_attribute("aria-label"))
    mark.focus()
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look()
    count = visitor.main.get_by_role("status").first
    assert number_in(count.text_content()) == number
    assert (
        visitor.main.get_by_role("listitem").filter(has=visitor.page.get_by_role("heading", level=2)).count() == number
    )
    visitor.follow("Part of the map")
    assert number_in(visitor.main.get_by_role("status").first.text_content()) > number
    expect(bunches(visitor).first).to_be_visible()


@pytest.mark.slow
def test_the_map_moves_and_lists_what_it_shows(invite: Invite, language: str) -> None:
    visitor = on_the_map(language, invite, screen=PHONE)
    visitor.main.get_by_role("button", name=visitor.say("Move around the map")).click()
    figure = visitor.main.get_by_role("figure")
    told = figure.get_by_role("status")
    expect(told).to_have_text(re.compile(r"^\d+ "))
    before = number_in(told.text_content())
    visitor.look()
    mark = bunches(visitor, "button").first
    mark.focus()
    mark.press("Enter")
    expect(told).not_to_have_text(re.compile(rf"^{before} "))
    after = number_in(told.text_content())
    assert 0 < after < before
    visitor.look()
    visitor.follow("List what is on the map")
    assert number_in(visitor.main.get_by_role("status").first.text_content()) == after


@pytest.mark.slow
def test_the_list_leads_to_the_map_of_all(invite: Invite, language: str) -> None:
    visitor = invite(language, javascript=False)
    visitor.go(visitor.address("proposals:list"))
    number = number_in(visitor.main.get_by_role("status").first.text_content())
    words = said(visitor, "See it on the map", "See all %(number)s on the map") % {"number": number}
    visitor.click(visitor.main.get_by_role("link", name=words))
    expect(bunches(visitor).first).to_be_visible()


@pytest.mark.slow
def test_areas_are_taken_from_a_file(invite: Invite) -> None:
    staff = invite("fi")
    staff.sign_in(ADMINISTRATOR)
    staff.go("/admin/areas/upload/")
    file = staff.main.get_by_label(staff.say("GeoJSON file"))
    file.set_input_files({"name": "alueet.kml", "mimeType": "text/xml", "buffer": b"<kml></kml>"})
    staff.press("See what changes")
    staff.reads(staff.say("The file is XML, such as KML or GML. Export the areas as GeoJSON."))
    file.set_input_files(ROOT / "site/demo/data/areas.geojson")
    staff.press("See what changes")
    expect(staff.main.get_by_role("row")).to_have_count(5)
    expect(staff.main.get_by_role("cell", name=staff.say("as before"), exact=True)).to_have_count(4)
    staff.press("Take these areas into use")
    staff.reads(staff.say("Nothing changed."))
