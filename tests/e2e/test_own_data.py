"""Somebody sees what is kept about them, takes it along, and deletes the account."""

from __future__ import annotations

import json
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.e2e.roads import publish_a_proposal, somebody, sparingly
from tests.e2e.visitor import Visitor

WORKS = 60_000  # milliseconds: the worker may be at something else


@pytest.mark.slow
@sparingly
def test_seen_taken_along_and_deleted(visitor: Visitor) -> None:
    address, name = somebody()
    visitor.sign_in(address, name)
    title, url = publish_a_proposal(visitor)
    visitor.go(visitor.address("accounts:mine"))
    visitor.click(visitor.main.get_by_role("link", name=visitor.say("My data")).first)
    expect(visitor.heading(visitor.say("My data"))).to_be_visible()
    visitor.click(visitor.main.get_by_role("link", name=visitor.say("Proposals and drafts")).first)
    visitor.reads(title)
    visitor.page.go_back()

    visitor.press("Make the package")
    visitor.is_told("Your package is being made. It is here in a moment.")
    ready = visitor.main.get_by_role("link", name=visitor.say("Download the package"))
    for _ in range(WORKS // 1000):
        if ready.count():
            break
        visitor.page.wait_for_timeout(1000)
        visitor.page.reload()
    with visitor.page.expect_download() as loading:
        ready.click()
    with ZipFile(loading.value.path()) as package:
        told = json.loads(package.read(f"{visitor.say('own-data')}.json"))
    assert [row["title"] for row in told["data"]["proposals.Proposal"]["rows"]] == [title]

    visitor.follow("What goes, what stays")
    visitor.press("Delete my account for good")
    visitor.is_told("Tick this box when you are sure. Nothing has been deleted yet.")
    visitor.choose(visitor.say("I understand that this cannot be undone"))
    visitor.press("Delete my account for good")
    expect(visitor.heading(visitor.say("Your account is closed"))).to_be_visible()
    visitor.go(url)
    visitor.reads(title)
    visitor.reads(visitor.say("Author not shown"))
    visitor.go(visitor.address("account_login"))
    visitor.identify(address, name)  # anew, as somebody who is asked for a name
