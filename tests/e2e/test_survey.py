"""A resident answers a survey: on a phone in Finnish; in Swedish on the smallest screen without scripts, with a pause."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.e2e.conftest import Invite
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
