"""An editor shows a draft to outsiders by a secret link, and takes the link back."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import work_in_the_own_language
from tests.e2e.visitor import PHONE

EDITOR = "editor@koivuranta.example"
SLUG = "keskustan-asemakaava"
HEADINGS = {"fi": "Miltä kylänraitti", "sv": "Hur ser bygatan"}


def test_a_draft_is_shown_by_a_link_until_it_is_withdrawn(invite: Invite, language: str) -> None:
    editor = invite(language)
    editor.sign_in(EDITOR)
    work_in_the_own_language(editor)
    number = editor.server.steward.do("number_of", SLUG)
    editor.page.goto(f"/admin/pages/{number}/edit/")
    editor.page.get_by_role("button", name=editor.say("Actions"), exact=True).first.click()
    editor.page.get_by_role("link", name=editor.say("Preview link")).first.click()
    editor.page.wait_for_url(f"**/admin/previews/{number}/")
    editor.look()
    editor.page.locator("[name=note]").fill(f"Lautakunta {language}")
    editor.press("Make a link")
    address = urlsplit(editor.page.locator("#new-link").input_value()).path
    secret = address.split("/")[-2]

    for javascript in (True, False):
        outsider = invite(language, javascript=javascript, screen=PHONE)
        outsider.go(outsider.address("preview:show", secret))
        expect(outsider.page.get_by_text(outsider.say("This is a draft"))).to_be_visible()
        expect(outsider.main.get_by_role("heading", level=1)).to_contain_text(HEADINGS[language])
        other = {"fi": "sv", "sv": "fi"}[language]
        switch = outsider.page.locator(f'a[hreflang="{other}"]').first
        assert secret in (switch.get_attribute("href") or "")

    row = editor.main.get_by_role("row").filter(has_text=f"Lautakunta {language}")
    editor.click(row.get_by_role("button", name=re.compile(editor.say("Withdraw the link"))))
    expect(row).to_contain_text(editor.say("Withdrawn"))
    outsider = invite(language, screen=PHONE)
    outsider.go(outsider.address("preview:show", secret), status=410)
    expect(outsider.heading(outsider.say("The preview has ended"))).to_be_visible()
    outsider.complaints.clear()  # the browser tells of the 410
    outsider.go(outsider.address("preview:show", "x" * 32), status=404)
    expect(outsider.heading(outsider.say("There is no such preview"))).to_be_visible()
