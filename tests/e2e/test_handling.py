"""A proposal on the municipality's desk: a moderator (in Swedish) sends it back, its author repairs it, a preparer (in
Finnish) accepts that, drafts an answer from a template and publishes it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import publish_a_proposal, somebody
from tests.e2e.visitor import Visitor

REASON = "Missä kohtaa rantaa penkki olisi?"
SAID = {"fi": "Kiitos, nyt paikka on selvä.", "sv": "Tack för ditt förslag."}  # what was typed, what the template says
MORE = "Penkki tulee laiturin päähän, kaiteen viereen, niin että siitä näkee järvelle."


def at_desk(invite: Invite, email: str, language: str, number: str) -> Visitor:
    """Staff before the proposal's screen."""
    staff = invite(language)
    staff.sign_in(f"{email}@koivuranta.example")
    staff.page.goto(f"/admin/proposals/{number}/?list=&at=0")
    staff.look()
    return staff


@pytest.mark.slow
def test_a_proposal_goes_to_its_author_and_comes_back(invite: Invite, language: str) -> None:
    address, name = somebody()
    author = invite(language)
    author.sign_in(address, name)
    title, proposal = publish_a_proposal(author)
    number = re.search(r"/(\d+)/", proposal)[1]

    moderator = at_desk(invite, "moderator", "sv", number)
    moderator.main.locator("summary", has_text=moderator.say("Send back for repair")).click()
    moderator.main.locator("textarea[name=reason]").fill(REASON)
    moderator.press("Send back")
    expect(moderator.main.get_by_text(REASON).first).to_be_visible()
    expect(moderator.main.get_by_text(moderator.say("Waiting for the author."))).to_be_visible()
    assert title in author.server.mail_to(address, having=re.escape(REASON))

    author.go(proposal)
    author.reads(REASON)
    author.follow("Change the proposal")
    author.page.locator("[name=body]").fill(MORE)
    author.press("Save the changes")
    author.is_told("Thank you. The municipality checks your clarification and tells you.")

    preparer = at_desk(invite, "preparer", "fi", number)
    expect(preparer.main.get_by_text(MORE).first).to_be_visible()
    preparer.press("Accept the repair")
    preparer.main.locator("[name=text_fi]").fill("Kiitos, nyt paikka on selvä.")
    preparer.main.locator("[name=template]").select_option(label="Kiitos ja käsittelyyn")
    preparer.press("Put into the answer")
    text = preparer.main.locator("[name=text_fi]")
    assert text.input_value().startswith("Kiitos, nyt paikka on selvä.\n\nKiitos ehdotuksestasi.")
    preparer.press("Save as a draft")
    preparer.look()
    author.go(proposal)
    assert SAID[language] not in author.page.content()
    preparer.press("Publish the answer")
    author.server.mail_to(address, having=re.escape(SAID[language]))
    author.go(proposal)
    author.reads(re.compile(re.escape(SAID[language])))
