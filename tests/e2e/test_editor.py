"""An editor writes a news page, schedules it, translates it, and sees both versions appear on time by themselves."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils.text import capfirst
from django.utils.translation.trans_real import DjangoTranslation
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import work_in_the_own_language
from tests.e2e.server import Server
from tests.e2e.visitor import Visitor

EDITOR = "editor@koivuranta.example"
HELSINKI = ZoneInfo("Europe/Helsinki")
TIME_TO_TRANSLATE = timedelta(hours=1)
APPEARS_WITHIN = timedelta(seconds=90)  # of its time
TITLE = {"fi": "Laiturin korjaus alkaa", "sv": "Reparationen av bryggan börjar"}
SUMMARY = {"fi": "Laituri on poissa käytöstä viikon.", "sv": "Bryggan är ur bruk en vecka."}
NEWS_INDEX = """
    SELECT page_ptr_id FROM news_newsindexpage JOIN wagtailcore_page ON wagtailcore_page.id = page_ptr_id
    JOIN wagtailcore_locale ON wagtailcore_locale.id = locale_id WHERE language_code = 'fi'
"""


def news_index(server: Server) -> int:
    """The page that Finnish news stand below."""
    with sqlite3.connect(server.folder / "raitti.sqlite3") as database:
        return int(database.execute(NEWS_INDEX).fetchone()[0])


def in_script(language: str, text: str) -> str:
    """A text shown by Wagtail's scripts, in the visitor's language."""
    return str(DjangoTranslation(language, domain="djangojs").gettext(text))


def write_a_draft(editor: Visitor, title: str) -> str:
    """Returns the page's number."""
    page, say = editor.page, editor.say
    page.goto(f"/admin/pages/add/news/newspage/{news_index(editor.server)}/")
    page.get_by_role("textbox", name=capfirst(say("summary"))).first.fill(SUMMARY["fi"])
    page.locator("#id_title").press_sequentially(title)
    page.locator("#id_title").press("Tab")
    expect(page.locator("#id_slug")).to_have_value(re.compile("laiturin-korjaus"))  # made from the title
    page.get_by_role("button", name=say("Save draft")).click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    return page.url.split("/")[-3]


def schedule(editor: Visitor, moment: datetime) -> None:
    page, say = editor.page, editor.say
    page.get_by_role("button", name=say("Toggle status")).first.click()
    page.get_by_role("button", name=say("Set schedule")).click()
    page.get_by_role("textbox", name=capfirst(say("go live date/time"))).fill(moment.strftime("%d.%m.%Y %H:%M"))
    save = page.get_by_role("dialog").get_by_role("button", name=say("Save schedule"))
    with page.expect_navigation():
        save.press("Enter")  # the calendar may lie over it
    page.get_by_role("button", name=say("More actions")).click()
    with page.expect_navigation():
        page.get_by_role("button", name=say("Schedule to publish")).click()


def translate(editor: Visitor, number: str, title: str) -> None:
    """Into Swedish, sentence by sentence, and publish: it waits for the time of the Finnish page."""
    page, say = editor.page, editor.say
    page.goto(f"/admin/localize/submit/page/{number}/")
    page.get_by_role("main").get_by_role("checkbox").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name=say("Submit"), exact=True).click()
    for text in [title, SUMMARY["sv"]]:
        page.get_by_role("button", name=in_script(editor.language, "Translate"), exact=True).first.press("Enter")
        page.get_by_role("tabpanel").get_by_role("textbox").first.fill(text)
        page.get_by_role("button", name=in_script(editor.language, "Save"), exact=True).first.press("Enter")
        expect(page.get_by_role("tabpanel").get_by_role("textbox")).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("navigation").get_by_role(
            "button", name=re.compile("ruotsi|svenska|Swedish", re.I)
        ).first.click()


def appears(reader: Visitor, title: str, until: datetime) -> None:
    """Look at the news until the page is among them."""
    page = reader.page
    while not page.get_by_role("link", name=title).count():
        assert datetime.now(HELSINKI) < until, f"«{title}» did not appear"
        page.wait_for_timeout(1000)
        page.reload()
    reader.click(page.get_by_role("link", name=title).first)
    expect(reader.heading(title)).to_be_visible()


@pytest.mark.slow
def test_news_appear_on_time_in_both_languages(invite: Invite, language: str) -> None:
    mark = uuid4().hex[:4]
    titles = {code: f"{title} {mark}" for code, title in TITLE.items()}
    editor = invite(language)
    editor.sign_in(EDITOR)
    work_in_the_own_language(editor)
    number = write_a_draft(editor, titles["fi"])
    schedule(editor, datetime.now(HELSINKI) + TIME_TO_TRANSLATE)
    translate(editor, number, titles["sv"])

    readers = {code: invite(code) for code in TITLE}
    for code, reader in readers.items():
        reader.go(reader.address("wagtail_serve", {"fi": "uutiset/", "sv": "nyheter/"}[code]))
        assert reader.page.get_by_role("link", name=titles[code]).count() == 0
    editor.server.steward.do("bring_forward", number)
    appears_at = datetime.now(HELSINKI)
    for code, reader in readers.items():
        appears(reader, titles[code], appears_at + APPEARS_WITHIN)
        reader.reads(SUMMARY[code])
    switch = readers["fi"].page.get_by_role("navigation", name=readers["fi"].say("Language")).get_by_role("link")
    assert readers["sv"].page.url.endswith(str(switch.last.get_attribute("href")))
