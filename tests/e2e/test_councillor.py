"""A councillor at the desk: what is new in what is followed, a paper for a meeting, a comment with role and body, and
what everyone is told of oneself."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.visitor import Visitor

COUNCILLOR, OTHER = "councillor@koivuranta.example", "tapio-r@koivuranta.example"
COMMENT = {"fi": "Otan tämän puheeksi lautakunnassa.", "sv": "Jag tar upp det här i nämnden."}
ROLE = {"fi": "Valtuutettu, Tekninen lautakunta", "sv": "Fullmäktigeledamot, Tekniska nämnden"}
INTRO = {"fi": "Kadut ja katuvalot."}


@pytest.mark.slow
def test_a_councillor_at_the_desk(visitor: Visitor, invite: Invite) -> None:
    """From the own page to the desk, the list and a proposal, where the role and the body show."""
    text = f"{COMMENT[visitor.language]} {uuid4().hex[:4]}"
    visitor.sign_in(COUNCILLOR)
    visitor.go(visitor.address("accounts:mine"))
    visitor.follow("Councillor’s desk")
    expect(visitor.main.get_by_role("heading", level=1)).to_contain_text("Kaisa.")
    visitor.reads(visitor.say("The clock is running"))
    visitor.follow("Proposals that I follow")
    expect(visitor.main.locator(".ledger > li")).to_have_count(20)
    expect(visitor.main.locator(".spark").first).to_be_visible()
    visitor.go(f"{visitor.address('council:list')}?only=unanswered&order=waited")
    ticks = visitor.main.get_by_label(re.compile(visitor.say("To a meeting paper")))
    for number in range(2):
        ticks.nth(number).check()
    visitor.press("Make a paper of the chosen")
    expect(visitor.main.locator(".leaf")).to_have_count(2)
    visitor.page.emulate_media(media="print")
    expect(visitor.main.get_by_role("article").first).to_be_visible()
    expect(visitor.page.get_by_role("navigation").first).to_be_hidden()
    visitor.page.emulate_media(media="screen")
    visitor.click(visitor.main.get_by_role("heading", level=2).get_by_role("link").first)
    visitor.fill("Write a comment", text)
    visitor.press("Send the comment")
    visitor.fill("Your date of birth", "1.1.1990")
    visitor.main.locator("input[name=basis][value=resident]").check()
    visitor.press("Go on")
    visitor.is_told("Thank you, your comment is published.")

    reader = invite(visitor.language, javascript=visitor.javascript)
    reader.go(visitor.page.url)
    comment = reader.main.get_by_role("listitem").filter(has_text=text).last
    expect(comment.get_by_text(ROLE[reader.language], exact=True)).to_be_visible()
    reader.go(visitor.address("council:desk").replace(f"/{visitor.language}/", f"/{reader.language}/"))
    expect(reader.page).to_have_url(re.compile("next="))

    # What was told once is asked again only when it has been removed
    visitor.go(visitor.address("eligibility:mine"))
    visitor.press("Remove what I have told")
    visitor.reads(visitor.say("You have told nothing, and nothing is kept."))


@pytest.mark.slow
def test_a_councillor_begins_and_is_shown_by_own_choice(visitor: Visitor, invite: Invite) -> None:
    visitor.sign_in(OTHER)
    visitor.go(visitor.address("council:start"))
    visitor.press("Follow these")
    visitor.reads(visitor.say("Choose at least one theme, area or project."))
    visitor.main.get_by_role("checkbox").first.check()
    visitor.main.get_by_role("checkbox").last.check()
    visitor.press("Follow these")
    expect(visitor.page).to_have_url(re.compile(f"{visitor.address('council:desk')}$"))
    visitor.follow("Introduce yourself")
    visitor.choose(visitor.say("Show me on the public page of councillors"))
    visitor.main.get_by_role("textbox", name=re.compile("suomi|finska", re.I)).first.fill(INTRO["fi"])
    visitor.press("Save")
    visitor.is_told("You are on the public page of councillors.")

    reader = invite(visitor.language, javascript=visitor.javascript)
    reader.go(reader.address("council:people"))
    reader.reads("Tapio R.")
    visitor.go(visitor.address("council:introduction"))
    visitor.main.get_by_role("checkbox").first.uncheck()
    visitor.press("Save")
    visitor.is_told("You are not shown.")
    reader.go(reader.address("council:people"))
    expect(reader.main.get_by_text("Tapio R.")).to_have_count(0)
