"""A preparer's morning: what waits, the list, a view of one's own, many at once, one after another, a table to take away."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import hire, publish_a_proposal, somebody
from tests.e2e.visitor import Visitor

LIST = "/admin/proposals/"
REASON = {"fi": "Kerro, mille kohdalle polkua penkki tulisi.", "sv": "Berätta var vid stigen bänken ska stå."}
REPAIRED = {"fi": "Penkki venevalkaman viereen, kiitos.", "sv": "En bänk bredvid båtplatsen, tack så mycket."}
ANSWER = {"fi": "Penkki hankitaan keväällä.", "sv": "Bänken skaffas på våren."}


def proposals_of_a_resident(invite: Invite, language: str, number: int) -> tuple[Visitor, list[tuple[str, str]]]:
    author = invite(language)
    author.sign_in(*somebody())
    return author, [publish_a_proposal(author) for _turn in range(number)]


def search(staff: Visitor, words: str) -> None:
    staff.go(f"{LIST}?q={words}")


@pytest.mark.slow
def test_many_are_given_to_oneself_and_answered_together(invite: Invite, language: str) -> None:
    author, made = proposals_of_a_resident(invite, language, 2)
    staff = invite(language)
    name = hire(staff, "preparer")
    staff.go("/admin/")
    expect(staff.main.get_by_role("heading", name=staff.say("What waits"))).to_be_visible()

    staff.go(LIST)
    for title, _address in made:
        staff.main.get_by_label(staff.say("Tick: %(name)s", name=title)).check()
    staff.click(staff.main.get_by_role("button", name=staff.say("Assign"), exact=True))
    staff.main.get_by_role("combobox", name=staff.say("Assigned to")).select_option(label=name)
    staff.press("Assign")
    staff.go(f"{LIST}?publication=published&answered=false&whose=me&ordering=due_on")
    for title, _address in made:
        expect(staff.main.get_by_role("link", name=title)).to_be_visible()

    staff.main.locator("summary", has_text=staff.say("Keep a view")).click()
    staff.main.get_by_label(staff.say("Name", context="view of a list")).fill("Aamun työt")
    staff.press("Keep the view")
    expect(staff.main.get_by_role("link", name="Aamun työt")).to_be_visible()

    staff.click(staff.main.locator("td.title a").first)
    for turn in range(2):
        staff.main.locator("select[name=state]").select_option("accepted")
        for code, text in ANSWER.items():
            staff.main.locator(f"[name=text_{code}]").fill(f"{text} {turn}")
        staff.press("Save as a draft")
        if turn == 0:
            staff.click(staff.main.get_by_role("link", name=re.compile(re.escape(staff.say("Next")))).first)
    author.go(made[0][1])
    expect(author.main.get_by_text(ANSWER[language])).to_have_count(0)

    staff.go(f"{LIST}?draft=true&whose=me")
    for title, _address in made:
        staff.main.get_by_label(staff.say("Tick: %(name)s", name=title)).check()
    staff.click(staff.main.get_by_role("button", name=staff.say("Publish draft answers")))
    staff.press("Publish draft answers")
    expect(staff.main.get_by_text("2 ").first).to_be_visible()
    for _title, address in made:
        author.go(address)
        expect(author.main.get_by_text(ANSWER[language]).first).to_be_visible()


@pytest.mark.slow
def test_a_proposal_is_sent_back_and_comes_repaired(invite: Invite) -> None:
    """In Swedish; `test_handling` goes the way with a preparer who works in Finnish."""
    language = "sv"
    address, name = somebody()
    author = invite(language)
    author.sign_in(address, name)
    title, page = publish_a_proposal(author)
    staff = invite(language)
    hire(staff, "preparer")
    staff.go(LIST)
    staff.click(staff.main.get_by_role("link", name=title))
    repair = staff.main.locator("#repair-section")
    repair.get_by_text(staff.say("Send back for repair"), exact=True).click()
    repair.get_by_role("textbox").fill(REASON[language])
    staff.press("Send back", within=repair)
    assert title in author.server.mail_to(address, having=re.escape(REASON[language]))

    author.go(page)
    author.reads(REASON[language])
    author.go(author.address("proposals:edit", int(page.split("/")[-3])))
    author.fill("What should be done, and why?", REPAIRED[language])
    author.press("Save the changes")
    staff.go(f"{LIST}?repair=repaired")
    staff.click(staff.main.get_by_role("link", name=title))
    staff.press("Accept the repair")
    staff.go(f"{LIST}?repair=repaired")
    expect(staff.main.get_by_role("link", name=title)).to_have_count(0)


@pytest.mark.slow
def test_the_list_is_taken_away_as_a_table(invite: Invite, language: str) -> None:
    staff = invite(language)
    hire(staff, "preparer")
    search(staff, "penkki")
    titles = staff.main.locator("td.title a").all_inner_texts()
    assert titles
    with staff.page.expect_download() as waiting:
        staff.page.evaluate("location.assign(location.href + '&export=xlsx')")
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert heading[:2] == (staff.say("Number"), staff.say("Title"))
    assert sorted(row[1] for row in rows) == sorted(titles)
