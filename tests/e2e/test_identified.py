"""A resident answers a survey that asks for strong identification, at a provider on this machine: on a phone in Swedish
without scripts, at a desk in Finnish; cancelled first, then done, then asked a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.accounts.strong.oidc_provider import Provider, running
from tests.e2e.conftest import Invite
from tests.e2e.server import Server
from tests.e2e.visitor import DESK, PHONE, Visitor

NAMES = {"fi": "Suomi.fi-tunnistus", "sv": "Suomi.fi-identifikation"}
CODES = {"fi": "131052-308T", "sv": "010190-9021"}  # of nobody
ANSWERED = {"fi": "Asukas", "sv": "sv Asukas"}


@pytest.fixture
def provider(server: Server) -> Iterator[Provider]:
    """Offered to residents as long as the test lasts: other tests meet a municipality without it."""
    with running() as found:
        server.steward.do("offer_identification", found.base)
        yield found
        server.steward.do("end_identification")


def begin(visitor: Visitor, page: str) -> None:
    visitor.go(page)
    visitor.reads(visitor.say("This survey is answered strongly identified"))
    shown = visitor.main.get_by_role("img", name="Torin kahvila")
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    visitor.choose(ANSWERED[visitor.language])
    visitor.press("Go on")


def identify(visitor: Visitor) -> None:
    visitor.reads(re.compile(re.escape(NAMES[visitor.language])))
    visitor.follow("Identify yourself")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "screen", "javascript"), [("fi", DESK, True), ("sv", PHONE, False)], ids=["fi-desk", "sv-phone-no-js"]
)
def test_a_person_answers_once(
    invite: Invite, provider: Provider, language: str, screen: ViewportSize, javascript: bool
) -> None:
    provider.person["hetu"] = CODES[language]
    resident = invite(language, screen=screen, javascript=javascript)
    page = resident.server.steward.do("make_identified_survey", language)
    begin(resident, page)
    resident.is_told("What you have answered is kept. Identify yourself, and you go on where you were.")

    provider.error = "access_denied"
    identify(resident)
    resident.is_told("The identification was cancelled")
    provider.error = ""
    resident.follow("Back without identifying")
    resident.reads(ANSWERED[language])  # what was answered waits

    resident.follow("Identify yourself to send")
    identify(resident)
    resident.reads(re.compile(r"30\sminu"))  # «… holds for 30 minutes»
    resident.press("Send the answers")
    resident.is_told("Your answers have been sent")

    resident.go(resident.address("identification:offer"))
    resident.reads(resident.say("Your home municipality is this one."))
    resident.press("End the identification")
    resident.is_told("The identification has ended. Nothing is kept of it.")

    again = invite(language, screen=screen, javascript=javascript)
    begin(again, page)
    identify(again)
    again.press("Send the answers")
    again.is_told("You have already answered this survey. Each person answers once.")
