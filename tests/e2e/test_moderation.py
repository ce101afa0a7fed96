"""A comment is reported without an account; a moderator removes it in the admin; a mark stays; its author is told and
appeals."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import publish_a_proposal, somebody

MODERATOR = "moderator@koivuranta.example"  # who reads the admin in Swedish


@pytest.mark.slow
def test_a_report_a_decision_and_an_appeal(invite: Invite, language: str, javascript: bool) -> None:
    address, name = somebody()
    words = f"Tämä on loukkaavaa {uuid4().hex[:6]}."
    author = invite(language, javascript=javascript)
    author.sign_in(address, name)
    _title, proposal = publish_a_proposal(author)
    author.fill("Write a comment", words)
    author.press("Send the comment")
    author.reads(words)

    passer_by = invite(language, javascript=javascript)
    passer_by.go(proposal)
    talk = passer_by.main.get_by_role("article").filter(has_text=words)
    passer_by.click(talk.get_by_role("link", name=re.compile(f"^{passer_by.say('Report')}")))
    passer_by.press("Send the report")
    passer_by.reads(passer_by.say("Choose what is wrong with it."))
    passer_by.choose(passer_by.say("Insults or harasses somebody"))
    passer_by.press("Send the report")
    passer_by.is_told("Thank you. A moderator looks at it. Your name is not told to its author.")

    staff = invite("sv")
    staff.sign_in(MODERATOR)
    staff.page.goto("/admin/moderation/?state=waiting")
    staff.click(staff.page.get_by_role("link", name=words).first)
    staff.choose(staff.say("Remove", context="decision"))
    with staff.page.expect_navigation():
        staff.main.get_by_role("button", name=staff.say("Decide"), exact=True).click()
    expect(staff.page.get_by_text(words)).to_have_count(0)

    passer_by.go(proposal)
    passer_by.reads(re.compile(passer_by.say("Insults or harasses somebody")))
    expect(passer_by.main.get_by_text(words)).to_have_count(0)
    passer_by.go(passer_by.address("moderation:log"))
    passer_by.reads(passer_by.say("Insults or harasses somebody"))

    mail = author.server.mail_to(address, having=re.escape(words))
    found = re.search(r"https?://[^/]+(/\S+/[0-9a-f-]{36}/)", mail)
    assert found is not None
    author.go(found[1])
    author.fill("Why should the decision be looked at again?", "En tarkoittanut loukata.")
    author.press("Ask for it to be looked at again")
    author.reads(author.say("It is being looked at. You are told by e-mail how it goes."))
