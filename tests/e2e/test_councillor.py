"""A councillor reads what residents propose and comments; the role shows beside the name."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.visitor import Visitor

COUNCILLOR = "councillor@koivuranta.example"
COMMENT = {"fi": "Otan tämän puheeksi lautakunnassa.", "sv": "Jag tar upp det här i nämnden."}


@pytest.mark.slow
def test_a_councillor_reads_and_comments(visitor: Visitor, invite: Invite) -> None:
    text = f"{COMMENT[visitor.language]} {uuid4().hex[:4]}"
    visitor.sign_in(COUNCILLOR)
    visitor.go(f"{visitor.address('proposals:list')}?order=supported")
    visitor.click(visitor.main.get_by_role("heading", level=2).get_by_role("link").first)
    visitor.fill("Write a comment", text)
    visitor.press("Send the comment")
    visitor.is_told("Thank you, your comment is published.")

    reader = invite(visitor.language, javascript=visitor.javascript)
    reader.go(visitor.page.url)
    comment = reader.main.get_by_role("listitem").filter(has_text=text).last
    expect(comment).to_be_visible()
    expect(comment.get_by_text(reader.say("Councillor"), exact=True)).to_be_visible()
