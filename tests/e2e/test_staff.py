"""A preparer answers a proposal in the admin; its author gets a mail and sees the answer on the site."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import publish_a_proposal, somebody

PREPARER = "preparer@koivuranta.example"
ANSWER = {
    "fi": "Penkki hankitaan keväällä, kun jäät ovat lähteneet.",
    "sv": "Bänken skaffas på våren, när isen har gått.",
}


@pytest.mark.slow
def test_the_author_sees_the_answer(invite: Invite, language: str) -> None:
    address, name = somebody()
    author = invite(language)
    author.sign_in(address, name)
    title, proposal = publish_a_proposal(author)

    staff = invite("fi")
    staff.sign_in(PREPARER)
    staff.page.goto("/admin/")
    staff.click(staff.page.get_by_role("link", name=staff.say("Proposals"), exact=True))
    staff.click(staff.page.get_by_role("link", name=title).first)
    form = staff.main
    state = form.get_by_role("combobox", name=staff.say("State"))
    state.select_option("rejected")
    staff.press("Publish the answer")
    expect(form.get_by_text(staff.say("Tell the author why the proposal is not carried out.")).first).to_be_visible()
    state.select_option("accepted")
    for code, text in ANSWER.items():
        form.locator(f"[name=text_{code}]").fill(text)
        form.locator(f"[name=signed_{code}]").fill({"fi": "Puistomestari", "sv": "Parkmästaren"}[code])
    staff.press("Publish the answer")

    mail = author.server.mail_to(address, having=re.escape(ANSWER[language]))
    assert title in mail
    author.go(proposal)
    answer = author.main.get_by_role("article", name=author.say("The municipality's answer"))
    expect(answer.get_by_text(ANSWER[language])).to_be_visible()
    author.go(author.address("accounts:mine"))
    expect(author.main.get_by_role("link", name=re.compile(re.escape(title))).first).to_be_visible()
    expect(author.main.get_by_text(author.say("Accepted", context="proposal")).first).to_be_visible()
