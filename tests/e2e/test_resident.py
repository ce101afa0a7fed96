"""A resident finds a matter, reads, proposes, signs in, publishes; another supports and comments; both see it again."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import PROPOSAL, fill_the_rest, new_title, somebody
from tests.e2e.visitor import PHONE, Visitor

WORDS = {
    "fi": {
        "query": "koivurannan asukkaille",
        "comment": "Hyvä ajatus, kannatan myös roska-astiaa.",
        "changed": "Hyvä ajatus, kannatan myös pientä pöytää.",
        "reply": "Kiitos! Pöytä sopisi hyvin.",
    },
    "sv": {
        "query": "björkstrands invånare",
        "comment": "God idé, jag vill ha en papperskorg också.",
        "changed": "God idé, jag vill ha ett litet bord också.",
        "reply": "Tack! Ett bord skulle passa bra.",
    },
}


def find_the_project(visitor: Visitor) -> None:
    """From the front page through search to the project that collects proposals."""
    project = PROPOSAL[visitor.language]["project"]
    visitor.go(f"/{visitor.language}/")
    box = visitor.main.locator("input[name=q]").first
    box.fill(WORDS[visitor.language]["query"])
    box.press("Enter")
    visitor.page.wait_for_url("**?*q=*")
    visitor.look()
    visitor.click(visitor.main.get_by_role("link", name=project, exact=True).first)
    expect(visitor.heading(project).first).to_be_visible()


def write_the_proposal(visitor: Visitor, title: str) -> None:
    """First sent half empty: the errors stand at the fields; then filled in, with what was typed kept."""
    visitor.follow("Make a proposal")
    visitor.fill("What is it about?", title)
    visitor.press("Check and go on")
    for fault in ["Tell what should be done.", "Choose a theme, so that the proposal finds the right people."]:
        visitor.is_told(fault)
    expect(visitor.field("What is it about?")).to_have_value(title)
    fill_the_rest(visitor)
    visitor.press("Check and go on")


@pytest.mark.slow
def test_from_finding_to_commenting(visitor: Visitor, invite: Invite) -> None:
    words, say = WORDS[visitor.language], visitor.say
    address, name = somebody()
    title = new_title(visitor.language)
    find_the_project(visitor)
    write_the_proposal(visitor, title)

    # Preview, sign in, publish: the draft waits meanwhile
    expect(visitor.heading(title)).to_be_visible()
    visitor.press("Log in and publish")
    visitor.identify(address, name)
    visitor.is_told("Your draft is kept. Check it and publish it.")
    visitor.press("Publish the proposal")
    visitor.is_told("Thank you! Your proposal is published. Tell others about it.")
    expect(visitor.heading(title)).to_be_visible()
    expect(visitor.main.get_by_role("link", name=re.compile("koivuranta.example")).first).to_have_attribute(
        "rel", re.compile("nofollow")
    )
    proposal = visitor.page.url

    # Somebody else, on a phone, supports it and comments before signing in
    other = invite(visitor.language, javascript=visitor.javascript, screen=PHONE)
    other_address, other_name = somebody()
    other.go(proposal)
    other.press("Support this proposal")
    other.identify(other_address, other_name)
    other.is_told("Thank you, your support has been counted.")
    expect(other.main.locator(".act .count")).to_have_text("1")
    other.fill("Write a comment", words["comment"])
    other.press("Send the comment")
    other.is_told("Thank you, your comment is published.")
    other.click(other.main.get_by_role("link", name=f"{say('Change')} {say('my comment')}"))
    other.fill("Write a comment", words["changed"])
    other.press("Save the changes")
    other.is_told("Your comment has been changed.")
    other.reads(words["changed"])

    # The author replies, and finds all of it on a page of their own
    visitor.go(proposal)
    expect(visitor.main.locator(".act .count")).to_have_text("1")
    visitor.click(visitor.main.get_by_role("link", name=f"{say('Reply')} {say('to %(name)s', name=other_name)}"))
    visitor.fill("Write a comment", words["reply"])
    visitor.press("Send the comment")
    visitor.reads(words["reply"])
    visitor.go(visitor.address("accounts:mine"))
    expect(visitor.main.get_by_role("link", name=title).first).to_be_visible()

    # The other removes the comment: a mark stays, the reply too
    other.page.reload()
    other.look()
    other.click(other.main.get_by_role("link", name=f"{say('Remove')} {say('my comment')}"))
    other.press("Remove the comment")
    other.is_told("Your comment has been removed.")
    assert other.main.get_by_text(words["changed"]).count() == 0
    other.reads(words["reply"])


@pytest.mark.slow
def test_a_comment_written_before_signing_in_is_there_after_it(visitor: Visitor) -> None:
    words = WORDS[visitor.language]
    address, name = somebody()
    text = f"{words['comment']} {uuid4().hex[:4]}"
    visitor.go(f"{visitor.address('proposals:list')}?order=newest")
    visitor.click(visitor.main.get_by_role("heading", level=2).get_by_role("link").first)
    visitor.fill("Write a comment", text)
    visitor.press("Log in and send")
    visitor.fill("1. E-mail", "not an address")
    visitor.press("Send the code")
    visitor.is_told("Check the address: it should look like name@example.com.")
    visitor.identify(address, name)
    visitor.is_told("Thank you, your comment is published.")
    assert visitor.main.get_by_text(text).count() == 1


def test_a_wrong_code_says_so_and_the_right_one_still_works(visitor: Visitor) -> None:
    address, name = somebody()
    visitor.go(visitor.address("account_login"))
    code = visitor.ask_for_a_code(address)
    visitor.fill("2. Code", f"{(int(code) + 1) % 1_000_000:06}")
    visitor.press("Log in")
    expect(visitor.field("2. Code")).to_have_attribute("aria-invalid", "true")
    visitor.fill("2. Code", f"{code[:3]} {code[3:]}")
    visitor.press("Log in")
    visitor.fill("Display name", name)
    visitor.press("Go on")
    expect(visitor.page).to_have_url(re.compile(re.escape(visitor.address("accounts:mine"))))
