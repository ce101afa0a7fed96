"""Finding: company while writing, suggestions while typing, mistyped words, and a way on from nothing found."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.roads import fill_the_rest, somebody
from tests.e2e.visitor import Visitor

WORDS = {
    "fi": {
        "placed": "penkki",
        "title": "Penkkejä Harjulan mäelle",
        "like": "Penkkejä Harjulan mäelle, jossa voi levähtää",
        "typed": "kirj",
        "mistyped": "kirjatso",
        "meant": "kirjasto",
    },
    "sv": {
        "placed": "bänk",
        "title": "Bänkar vid Näsbybadet",
        "like": "Bänkar och ett bord vid Näsbybadet",
        "typed": "cyk",
        "mistyped": "Bjorkstrand",
        "meant": "björkstrand",
    },
}


def tab_to(visitor: Visitor, target: Locator) -> None:
    """By the keyboard, from where one is."""
    for _turn in range(8):
        visitor.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("not reached by the keyboard")


def test_supporting_what_has_been_proposed_already(visitor: Visitor) -> None:
    words, say = WORDS[visitor.language], visitor.say
    visitor.go(visitor.address("proposals:write"))
    visitor.fill("What is it about?", words["title"])
    button = visitor.main.get_by_role("button", name=f"{say('Support this one instead')} {words['like']}")
    if visitor.javascript:
        expect(button).to_be_visible()
        visitor.look()
        tab_to(visitor, button)
    else:
        fill_the_rest(visitor)
        visitor.press("Check and go on")
        button.focus()
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look()
    visitor.identify(*somebody())
    visitor.is_told("Thank you, your support has been counted. Your own draft is kept on your page.")
    expect(visitor.heading(words["like"])).to_be_visible()
    visitor.go(visitor.address("accounts:mine"))
    draft = re.compile(f"^{words['title']}(?!, )")  # a note may stand after it
    expect(visitor.main.get_by_role("link", name=draft)).to_be_visible()


def test_suggestions_by_the_keyboard(visitor: Visitor) -> None:
    words = WORDS[visitor.language]
    visitor.go(f"/{visitor.language}/")
    box = visitor.main.locator("input[type=search][name=q]").first
    box.press_sequentially(words["typed"])
    if not visitor.javascript:
        with visitor.page.expect_navigation():
            box.press("Enter")
        visitor.look()
        expect(visitor.main.locator("input[type=search][name=q]")).to_have_value(words["typed"])
        return
    options = visitor.main.get_by_role("listbox", name=visitor.say("Suggestions")).get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(visitor.main.get_by_role("status").filter(has_text=re.compile(r"^\d+ "))).to_have_count(1)
    visitor.look()
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value(words["typed"])
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    leads_to = options.first.get_attribute("data-url")
    with visitor.page.expect_navigation():
        box.press("Enter")
    visitor.look()
    expect(visitor.page).to_have_url(re.compile(f"{re.escape(str(leads_to))}$"))


def test_a_mistyped_word_finds_and_nothing_found_leads_on(visitor: Visitor) -> None:
    words = WORDS[visitor.language]
    visitor.go(f"{visitor.address('search:search')}?q={words['mistyped']}")
    expect(visitor.main.get_by_role("status").get_by_text(words["meant"], exact=True)).to_be_visible()
    expect(visitor.main.locator(".hits").get_by_role("heading").first).to_be_visible()
    visitor.go(f"{visitor.address('search:search')}?q=avaruusasema")
    visitor.follow("Make a proposal")
    expect(visitor.field("What is it about?")).to_be_visible()


def test_the_map_of_hits_speaks_the_readers_language_and_its_pins_are_links(visitor: Visitor) -> None:
    visitor.go(f"{visitor.address('search:search')}?q={WORDS[visitor.language]['placed']}")
    figure = visitor.main.locator(".hits-map .map")
    expect(figure).to_be_hidden()
    visitor.main.locator(".hits-map summary").click()
    expect(figure).to_be_visible()
    visitor.look()
    if not visitor.javascript:
        return
    figure.get_by_role("button", name=visitor.say("Move around the map")).click()
    for name in ("Zoom in", "Zoom out"):
        expect(figure.get_by_role("button", name=visitor.say(name, context="map"))).to_be_visible()
    visitor.look()
    pin = figure.get_by_role("link").first
    leads_to = pin.get_attribute("href")
    pin.focus()
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    expect(visitor.page).to_have_url(re.compile(f"{re.escape(str(leads_to))}$"))
