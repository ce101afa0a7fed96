"""An administrator moves in: proposals from a table and pages from WordPress, each tried first, then brought in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import PROPOSAL
from tests.e2e.visitor import Visitor
from tests.home.wordpress.exports import KOIVURANTA
from tests.proposals.moving.tables import row, table

ADMINISTRATOR = "admin@koivuranta.example"
WORKS = 60_000  # milliseconds: the worker may be at something else


def administrator(invite: Invite, language: str) -> Visitor:
    """Signed in, with an admin that speaks the language."""
    visitor = invite(language)
    visitor.sign_in(ADMINISTRATOR)
    visitor.go(visitor.address("accounts:settings"))
    visitor.main.locator(f"input[name=language][value={language}]").check()
    visitor.press("Save")
    return visitor


def try_file(visitor: Visitor, file: Path) -> None:
    """Upload, wait for the work, look at what it found."""
    visitor.main.locator("input[type=file]").set_input_files(file)
    visitor.press("Try the file")
    see_result(visitor)


def see_result(visitor: Visitor) -> None:
    link = visitor.main.get_by_role("link", name=visitor.say("See the result"))
    expect(link).to_be_visible(timeout=WORKS)
    visitor.look()
    visitor.click(link)


def counted(visitor: Visitor, label: str) -> str:
    term = visitor.main.get_by_text(visitor.say(label), exact=True)
    return str(term.locator("xpath=following-sibling::dd").inner_text())


def many(visitor: Visitor, one: str, more: str, number: int) -> str:
    with translation.override(visitor.language):
        return translation.ngettext(one, more, number) % {"number": number}


@pytest.mark.slow
def test_proposals_are_tried_and_brought_in(invite: Invite, language: str, tmp_path: Path) -> None:
    title = {"fi": "Laituri vanhasta palvelusta", "sv": "Brygga från den gamla tjänsten"}[language]
    rows: list[dict[str, Any]] = [
        row(title=title, theme="", language=language),
        row(2, title=f"{title} 2", theme="Avaruus"),
        row(3, title="x", theme=""),
    ]
    file = tmp_path / "ehdotukset.csv"
    file.write_bytes(table(*rows, separator=";", encoding="cp1252"))
    visitor = administrator(invite, language)
    visitor.go("/admin/proposal-imports/")
    visitor.press("Try the file")
    expect(visitor.main.get_by_text(visitor.say("Choose a file.")).first).to_be_visible()
    visitor.main.get_by_role("combobox", name=visitor.say("Project")).select_option(label=PROPOSAL[language]["project"])
    try_file(visitor, file)
    assert [counted(visitor, name) for name in ("Would be added", "There already", "Refused")] == ["1", "0", "2"]
    with translation.override(language):
        expect(visitor.main.get_by_text(re.compile("Avaruus"))).to_be_visible()
    publish = many(visitor, "Publish %(number)s proposal", "Publish %(number)s proposals", 1)
    visitor.click(visitor.main.get_by_role("button", name=publish))
    see_result(visitor)
    visitor.main.get_by_role("link", name=visitor.say("See the proposals")).click()
    expect(visitor.main.get_by_role("link", name=title, exact=True)).to_be_visible()

    reader = invite(language)
    reader.go(f"{reader.address('proposals:list')}?q={title.replace(' ', '+')}")
    reader.click(reader.main.get_by_role("link", name=title, exact=True))
    reader.reads(reader.say("Brought from the earlier service"))
    reader.reads("Maija Mäkelä")


@pytest.mark.slow
def test_pages_are_tried_and_brought_in_as_drafts(invite: Invite, language: str, tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_text(KOIVURANTA.read_text().replace("vanha-koivuranta", f"vanha-{language}"))
    visitor = administrator(invite, language)
    visitor.go("/admin/wordpress-imports/")
    try_file(visitor, file)
    assert counted(visitor, "Drafts to be made") == "5"
    visitor.click(visitor.main.get_by_role("link", name=re.compile(visitor.say("Forms"))))
    visitor.reads(visitor.say("A form was left out."))
    make = many(visitor, "Make %(number)s draft", "Make %(number)s drafts", 5)
    visitor.click(visitor.main.get_by_role("button", name=make))
    see_result(visitor)
    assert counted(visitor, "Drafts made") == "5"
    visitor.main.get_by_role("link", name="Palvelut", exact=True).first.click()
    expect(visitor.page.locator("[name=title]")).to_have_value("Palvelut")
