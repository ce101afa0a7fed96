"""The service desk writes down what a person gives on paper and says by phone; a resident is asked for age and home
municipality, and is told why not."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import fill_the_rest, hire, new_title, somebody, sparingly
from tests.e2e.visitor import PHONE, Visitor

SAID = {"fi": "Kaide on liian matala lapsille.", "sv": "Räcket är för lågt för barn."}
ASKING = "Sanelu lomakkeisiin"  # in a project of the demonstration that asks for age and home municipality


def begin(clerk: Visitor, channel: str, name: str, **fields: str) -> None:
    """From the desk's own page; sent half empty first."""
    clerk.go(clerk.address("acting:desk"))
    clerk.press("Begin", context="acting")
    clerk.is_told("Choose paper or phone.")
    clerk.choose(clerk.say(channel))
    clerk.fill("First name and surname", name)
    clerk.fill("Date of birth", "24.3.1951")
    for label, value in fields.items():
        clerk.fill(label, value)
    clerk.press("Begin", context="acting")
    expect(banner(clerk, name)).to_be_visible()


def banner(clerk: Visitor, name: str) -> Locator:
    return clerk.page.get_by_role("region", name=clerk.say("You act for %(person)s", person=name))


@pytest.mark.slow
@sparingly
def test_on_paper_and_by_phone(visitor: Visitor, invite: Invite) -> None:
    clerk, language = visitor, visitor.language
    hire(clerk, "service_desk")
    person, title = f"Aili Kuusela {uuid4().hex[:4]}", new_title(language)

    # On paper: a proposal, published in the person's name
    begin(clerk, "On paper", person)
    clerk.go(clerk.address("proposals:write"))
    expect(banner(clerk, person)).to_be_visible()
    clerk.fill("What is it about?", title)
    fill_the_rest(clerk)
    clerk.press("Check and go on")
    clerk.press("Publish the proposal")
    expect(clerk.heading(title)).to_be_visible()
    clerk.reads(person)
    clerk.reads(clerk.say("Written down at the service desk"))
    proposal = clerk.page.url
    clerk.go(clerk.address("accounts:mine"), status=403)
    clerk.complaints.clear()
    clerk.click(banner(clerk, person).get_by_role("button"))
    clerk.is_told("You no longer act for %(person)s.", person=person)

    # By phone, on a phone: a support and a comment, which comes too late and is not lost
    caller = f"Eino Aho {uuid4().hex[:4]}"
    small = invite(language, javascript=clerk.javascript, screen=PHONE)
    hire(small, "service_desk")
    begin(small, "By phone", caller)
    small.go(proposal)
    small.press("Support this proposal")
    small.is_told("Thank you, your support has been counted.")
    small.fill("Write a comment", SAID[language])
    small.server.steward.do("run_out")
    small.press("Send the comment")
    expect(small.heading(small.say("The time had run out"))).to_be_visible()
    expect(small.main.get_by_role("textbox").first).to_have_value(SAID[language])
    begin(small, "By phone", caller)
    small.press("Send it now")
    small.is_told("Thank you, your comment is published.")
    small.reads(SAID[language])
    small.click(banner(small, caller).get_by_role("button"))

    # The clerk's own support is not given by mistake
    small.go(proposal)
    expect(small.main.locator(".act .count")).to_have_text("1")
    small.press("Support this proposal")
    expect(small.heading(small.say("In your own name?"))).to_be_visible()
    small.press("Throw it away")

    # A sheet of signatures: the same caller is counted once
    small.follow("Write down a sheet of signatures")
    small.fill("Number of the proposal", re.findall(r"/(\d+)/", proposal)[0])
    small.press("Go on")
    first, second = small.main.get_by_role("group").all()[:2]
    first.get_by_label(small.say("Name")).fill(caller)
    first.get_by_label(small.say("Date of birth")).fill("24.3.1951")
    second.get_by_label(small.say("Name")).fill(f"Solveig Tallmark {uuid4().hex[:4]}")
    small.press("Count the supports")
    small.reads(re.compile(re.escape(small.say("Write the date of birth or the address."))))
    second = small.main.get_by_role("group").all()[1]
    second.get_by_label(small.say("Street address")).fill("Björkvägen 2")
    small.press("Count the supports")
    small.reads(re.compile(re.escape(small.say("Had supported already, and is counted once:"))))
    clerk.go(proposal)
    expect(clerk.main.locator(".act .count")).to_have_text("2")


@pytest.mark.slow
def test_age_and_home_municipality_are_asked_where_a_project_needs_them(visitor: Visitor) -> None:
    address, name = somebody()
    visitor.go(f"{visitor.address('proposals:list')}?q={ASKING}")
    visitor.click(visitor.main.get_by_role("link", name=ASKING).first)
    visitor.press("Support this proposal")
    visitor.identify(address, name)
    expect(visitor.heading(visitor.say("One question first"))).to_be_visible()
    visitor.press("Go on")
    visitor.is_told("Write the date of birth, for example 24.3.1985.")
    visitor.fill("Your date of birth", f"1.1.{timezone.localdate().year - 9}")
    visitor.choose(visitor.say("I own property here, but live elsewhere"))
    visitor.press("Go on")
    young = visitor.say("By what you have told you are younger. You can correct it on your own page.")
    visitor.reads(re.compile(re.escape(young)))
    expect(visitor.main.get_by_role("button", name=visitor.say("Support this proposal"))).to_have_count(0)

    # Corrected on the own page: then the home municipality is the cause; removed, it is asked anew
    proposal = visitor.page.url
    visitor.go(visitor.address("eligibility:mine"))
    visitor.fill("Your date of birth", "1.1.1990")
    visitor.press("Save")
    visitor.is_told("What you have told has been corrected.")
    visitor.go(proposal)
    visitor.reads(re.compile(re.escape(visitor.say("You can correct what you have told on your own page."))))
    visitor.go(visitor.address("eligibility:mine"))
    visitor.press("Remove what I have told")
    visitor.reads(visitor.say("You have told nothing, and nothing is kept."))
    visitor.go(proposal)
    expect(visitor.main.get_by_role("button", name=visitor.say("Support this proposal"))).to_be_visible()
