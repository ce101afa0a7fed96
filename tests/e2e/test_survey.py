"""A resident answers a survey: on a phone in Finnish; in Swedish on the smallest screen without scripts, with a pause; on a
map, changing the answers afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import sparingly
from tests.e2e.visitor import PHONE, Visitor

SMALLEST: ViewportSize = {"width": 320, "height": 640}
WORDS = {
    "fi": {
        "page": "/fi/maistuuko-kouluruoka/",
        "role": "Oppilas",
        "school": "Harjulan koulu",
        "eats": "Joka koulupäivä",
        "food": "Ruoka: Harjulan koulu",
        "wrong": "Mikä ruoassa on vialla?",
        "text": "Perunat olivat kylmiä.",
        "spring": "Kevään kokeilut",
    },
    "sv": {
        "page": "/sv/smakar-skolmaten/",
        "role": "Elev",
        "school": "Åsbackens skola",
        "eats": "Varje skoldag",
        "food": "Maten: Åsbackens skola",
        "wrong": "Vad är det för fel på maten?",
        "text": "Potatisen var kall.",
        "spring": "Vårens försök",
    },
}


def box(visitor: Visitor, label: str) -> Locator:
    return visitor.main.get_by_role("textbox", name=re.compile(re.escape(label)))


def answer_the_first_page(visitor: Visitor) -> None:
    """First sent empty: what is missing is said at its place."""
    words = WORDS[visitor.language]
    visitor.go(words["page"])
    visitor.press("Go on")
    visitor.is_told("Choose one alternative.")
    visitor.choose(words["role"])
    visitor.main.get_by_role("combobox").first.select_option(label=words["school"])
    visitor.choose(words["eats"])
    visitor.press("Go on")
    expect(visitor.heading(words["food"])).to_be_visible()


def answer_the_rest(visitor: Visitor) -> None:
    words = WORDS[visitor.language]
    visitor.choose("2")
    visitor.press("Go on")
    # Not liking it brings a question to the same page.
    box(visitor, words["wrong"]).fill(words["text"])
    visitor.press("Go on")
    expect(visitor.heading(words["spring"])).to_be_visible()
    visitor.press("Back")
    expect(box(visitor, words["wrong"])).to_have_value(words["text"])
    visitor.press("Go on")
    visitor.press("Go on")


def check_and_send(visitor: Visitor) -> None:
    words = WORDS[visitor.language]
    expect(visitor.heading(visitor.say("Check your answers"))).to_be_visible()
    for said in (words["role"], words["school"], words["text"]):
        visitor.reads(said)
    visitor.press("Send the answers")
    visitor.is_told("Your answers have been sent")
    visitor.go(words["page"])
    visitor.is_told("This browser has answered already")


@pytest.mark.slow
def test_on_a_phone_in_finnish(invite: Invite) -> None:
    visitor = invite("fi", screen=PHONE)
    answer_the_first_page(visitor)
    answer_the_rest(visitor)
    check_and_send(visitor)


@pytest.mark.slow
def test_in_swedish_without_scripts_and_on_another_day(invite: Invite) -> None:
    visitor = invite("sv", javascript=False, screen=SMALLEST)
    answer_the_first_page(visitor)
    visitor.press("Go on later")
    link = visitor.main.get_by_role("textbox", name=visitor.say("Your link")).input_value()
    other = invite("sv", javascript=False, screen=PHONE)
    other.go(link)
    answer_the_rest(other)
    check_and_send(other)


MAP = {
    "fi": {"page": "/fi/turvalliset-koulureitit/", "way": "Kävellen", "other": "Pyörällä", "words": "Torin kulma"},
    "sv": {"page": "/sv/trygga-skolvagar/", "way": "Till fots", "other": "Med cykel", "words": "Hörnet vid torget"},
}


def mark_on_the_map(visitor: Visitor) -> None:
    """The middle by the keyboard, moved by the arrows; another by a click; a third that is taken back."""
    figure = visitor.main.get_by_role("group", name=re.compile(f"^{visitor.say('Map: %(title)s', title='')}")).first
    marks, keys = figure.locator(".leaflet-marker-draggable"), visitor.page.keyboard
    figure.get_by_role("button", name=visitor.say("Mark on the map")).press("Enter")
    expect(figure.locator(".leaflet-control-zoom-in")).to_be_focused()
    here = figure.get_by_role("button", name=visitor.say("Mark the middle of the map"))
    here.press("Enter")
    expect(marks).to_have_count(1)
    figure.locator(".leaflet-container").focus()
    keys.press("ArrowRight")
    here.press("Enter")
    expect(marks).to_have_count(2)
    figure.locator(".leaflet-container").click(position={"x": 60, "y": 60})
    expect(marks).to_have_count(3)
    expect(figure.get_by_role("status")).to_have_text(f"{visitor.say('Marks on the map:')} 3")
    visitor.look()
    figure.get_by_role("button", name=visitor.say("Take the last back")).press("Enter")
    expect(marks).to_have_count(2)


@pytest.mark.slow
@sparingly
def test_on_a_map_and_changed_afterwards(visitor: Visitor) -> None:
    words, say = MAP[visitor.language], visitor.say
    visitor.page.set_viewport_size(PHONE)
    visitor.go(words["page"])
    visitor.choose(words["way"])
    if visitor.javascript:
        mark_on_the_map(visitor)
    else:
        visitor.fill("Address or name of the place", words["words"])
    visitor.press("Go on")
    visitor.press("Back")
    if visitor.javascript:
        expect(visitor.main.locator(".leaflet-marker-draggable")).to_have_count(2)
    visitor.press("Go on")
    visitor.fill("or describe the route in words", words["words"])
    visitor.press("Go on")
    visitor.reads(words["words"])
    visitor.press("Send the answers")
    visitor.is_told("Your answers have been sent")
    link = box(visitor, say("With this link you can change your answers until the survey closes")).input_value()
    visitor.go(link)
    visitor.press("See and change the answers")
    expect(visitor.heading(say("Your answers, to be changed"))).to_be_visible()
    visitor.click(visitor.main.get_by_role("link", name=re.compile(re.escape(say("Change answers")))).first)
    visitor.choose(words["other"])
    visitor.press("Go on")
    visitor.press("Go on")
    visitor.reads(words["other"])
    visitor.press("Send the answers")
    visitor.is_told("Your answers have been sent")
