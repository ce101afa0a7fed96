"""An editor builds a survey from nothing, is told what is wrong with its logic, tries it, opens it in two languages."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import administrator
from tests.e2e.test_editor import in_script
from tests.e2e.visitor import PHONE, Visitor

VISITS, MISSES, ENJOYS = "Käytkö torilla?", "Mitä torilta puuttuu?", "Kuinka viihdyt, kun käyt torilla: {kaynti}?"


def field(editor: Visitor, place: int, name: str) -> Locator:
    """Of a question or page in the list, counted from the first."""
    return editor.page.locator(f"[name='questions-{place}-value-{name}']")


def add(editor: Visitor, label: str, title: str) -> None:
    """A page or question after the others."""
    stream = editor.page.locator("[data-contentpath=questions]").first
    place = int(stream.locator("[name=questions-count]").input_value())
    stream.locator(".c-sf-add-button:visible").last.click()
    editor.page.get_by_role("option", name=editor.say(label), exact=True).last.click()
    field(editor, place, "title").fill(title)


def show_only_when(editor: Visitor, place: int, question: str, chosen: str) -> None:
    """Chosen from what stands in the form, not saved yet."""
    section = editor.page.locator(f"#block_group-questions-{place}-value-shown_if-section")
    section.locator("[data-panel-toggle]").first.click()
    section.locator(".c-sf-add-button:visible").click()
    for name, label in (("question", question), ("values", chosen)):
        pick = editor.page.locator(f"[name='questions-{place}-value-shown_if-clauses-0-value-{name}'] + select")
        pick.focus()
        pick.select_option(label=label)


def save(editor: Visitor) -> None:
    with editor.page.expect_navigation(url=re.compile(r"/admin/pages/\d+/edit/")):
        editor.page.get_by_role("button", name=editor.say("Save draft")).click()


def build(editor: Visitor, title: str) -> str:
    """Three kinds of questions on two pages, of which one is shown by an answer; returns the page's number."""
    page, main = editor.page, editor.main
    page.goto(f"/admin/pages/add/surveys/surveypage/{editor.server.steward.do('home_of', editor.language)}/")
    page.locator("#id_title").press_sequentially(title)
    page.locator("#id_title").press("Tab")
    expect(page.locator("#id_slug")).to_have_value(re.compile(title[-4:]))  # made from the title
    page.locator("[name=summary]").fill("Tori uudistuu.")
    add(editor, "New page", "Tori nyt")
    add(editor, "One choice", VISITS)
    field(editor, 1, "options-0-value-text").fill("Kyllä")
    page.locator("[data-contentpath=options]").last.locator(".c-sf-add-button:visible").last.click()
    field(editor, 1, "options-1-value-text").fill("En")
    add(editor, "Long text", MISSES)
    show_only_when(editor, 2, VISITS, "Kyllä")
    add(editor, "New page", "Lopuksi")
    add(editor, "Scale", ENJOYS)
    save(editor)

    # What repeats an answer that is not there is said, until it is there
    expect(main.locator(".help-warning")).to_contain_text("{kaynti}")
    question = page.locator("section[data-panel]").filter(has=field(editor, 1, "code")).last
    question.locator("[data-panel-toggle]").first.click()
    field(editor, 1, "code").fill("kaynti")
    save(editor)
    expect(main.locator(".help-warning")).to_have_count(0)
    editor.complaints.clear()  # Wagtail saves by itself what is not complete yet, and is refused
    return page.url.split("/")[-3]


def answer(visitor: Visitor, yes: str, wish: str) -> None:
    """Yes brings a question to the same page; the next page repeats it."""
    visitor.main.get_by_role("radio").first.check()
    visitor.press("Go on")
    visitor.main.get_by_role("textbox").first.fill(wish)
    visitor.press("Go on")
    visitor.reads(re.compile(rf": {yes}\?"))
    visitor.choose("4")
    visitor.press("Go on")
    visitor.reads(wish)
    visitor.press("Send the answers")


def translate(editor: Visitor, number: str, words: dict[str, str]) -> None:
    """Into Swedish, sentence by sentence; what ``words`` has not is told as it is."""
    page = editor.page
    page.goto(f"/admin/localize/submit/page/{number}/")
    page.get_by_role("main").get_by_role("checkbox").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name=editor.say("Submit"), exact=True).click()
    buttons = page.get_by_role("button", name=in_script(editor.language, "Translate"), exact=True)
    expect(buttons.first).to_be_visible()
    for left in range(buttons.count(), 0, -1):
        buttons.first.press("Enter")
        box = page.get_by_role("tabpanel").get_by_role("textbox").first
        source = page.locator("li").filter(has=page.get_by_role("textbox")).last.inner_text()  # the sentence above
        told = next((swedish for finnish, swedish in words.items() if finnish in source), "Torget")
        box.fill(told)
        page.get_by_role("button", name=in_script(editor.language, "Save"), exact=True).first.press("Enter")
        expect(buttons).to_have_count(left - 1)
    with page.expect_navigation():
        page.get_by_role("navigation").get_by_role(
            "button", name=re.compile("ruotsi|svenska|Swedish", re.I)
        ).first.click()


@pytest.mark.slow
def test_a_survey_is_built_tried_and_opened_in_two_languages(invite: Invite) -> None:
    title = f"Torin kysely {uuid4().hex[:4]}"
    editor = administrator(invite("fi"))
    number = build(editor, title)
    key = editor.server.steward.do("key_of", number)

    # Tried before it is published, which is not counted
    editor.go(f"/admin/survey-desk/{key}/")
    editor.click(editor.main.get_by_role("button", name=re.compile("suomi")))
    editor.is_told("This is a test")
    answer(editor, "Kyllä", "Kahvila")
    editor.go(f"/admin/survey-desk/{key}/")
    expect(editor.main.locator(".desk-facts dd").nth(1)).to_have_text("0")

    editor.page.goto(f"/admin/pages/{number}/edit/")
    editor.page.get_by_role("button", name=editor.say("More actions")).click()
    with editor.page.expect_navigation():
        editor.page.get_by_role("button", name=editor.say("Publish"), exact=True).click()
    translate(
        editor,
        number,
        {"{kaynti}": "Trivs du, när du besöker torget: {kaynti}?", "Kyllä": "Ja", title: f"Torget {title[-4:]}"},
    )

    editor.complaints.clear()

    resident = invite("sv", screen=PHONE)
    resident.go(editor.server.steward.do("address_of", key, "sv"))
    answer(resident, "Ja", "Ett kafé")
    resident.is_told("Your answers have been sent")
    other = invite("fi")
    other.go(other.server.steward.do("address_of", key, "fi"))
    other.reads(VISITS)
    editor.go(f"/admin/survey-desk/{key}/")
    expect(editor.main.locator(".desk-facts dd").nth(1)).to_have_text("1")
    editor.go(f"/admin/surveys/{key}/")
    expect(editor.main.get_by_role("heading", name=VISITS).first).to_be_visible()
