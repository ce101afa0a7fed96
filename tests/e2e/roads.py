"""Stretches of road that several journeys share."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.visitor import Visitor

# For long journeys: each language and each way of scripts once, not each in each combination
sparingly = pytest.mark.parametrize(
    ("language", "javascript"), [("fi", True), ("sv", False)], ids=["fi-js", "sv-no-js"]
)

PROPOSAL = {
    "fi": {
        "project": "Asukkaiden Koivuranta",
        "title": "Penkki Niemenkylän rantapolulle",
        "text": "Rantapolulla ei voi istahtaa.\n\nPenkki mahtuu venevalkaman viereen: https://koivuranta.example/polku",
        "place": "Rantapolku, venevalkaman kohta",
    },
    "sv": {
        "project": "Invånarnas Björkstrand",
        "title": "En bänk vid strandstigen i Näsby",
        "text": "Man kan inte sätta sig vid strandstigen.\n\nEn bänk ryms vid båtplatsen: https://koivuranta.example/stig",
        "place": "Strandstigen, vid båtplatsen",
    },
}


def somebody() -> tuple[str, str]:
    """An address nobody has used, and a name that goes with it."""
    mark = uuid4().hex[:8]
    return f"{mark}@example.org", f"Polku {mark}"


def new_title(language: str) -> str:
    return f"{PROPOSAL[language]['title']} {uuid4().hex[:4]}"


def fill_the_rest(visitor: Visitor) -> None:
    """Of the proposal's form, all but the title."""
    words = PROPOSAL[visitor.language]
    visitor.fill("What should be done, and why?", words["text"])
    visitor.fill("Where?", words["place"])
    visitor.main.get_by_role("group", name=visitor.say("Theme")).get_by_role("radio").first.check()
    project = visitor.main.get_by_role("radio", name=words["project"])
    if project.count():
        project.check()


def publish_a_proposal(visitor: Visitor) -> tuple[str, str]:
    """Somebody who has signed in writes and publishes; returns the title and the address."""
    title = new_title(visitor.language)
    visitor.go(visitor.address("proposals:write"))
    visitor.fill("What is it about?", title)
    fill_the_rest(visitor)
    visitor.press("Check and go on")
    visitor.press("Publish the proposal")
    expect(visitor.heading(title)).to_be_visible()
    return title, visitor.page.url


def work_in_the_own_language(staff: Visitor) -> None:
    """The admin speaks the language of the person."""
    staff.go(staff.address("accounts:settings"))
    staff.choose(staff.say({"fi": "Finnish", "sv": "Swedish"}[staff.language]))
    staff.press("Save")


def hire(staff: Visitor, role: str) -> str:
    """Give somebody new a role, and have them sign in and choose their language; returns the name."""
    address, name = somebody()
    staff.server.steward.do("grant_role", address, role)
    staff.sign_in(address, name)
    work_in_the_own_language(staff)
    return name
