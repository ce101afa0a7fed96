"""Passkeys with a virtual authenticator, sessions, the change of an address; staff's second step."""

from __future__ import annotations

import copy
import re
import sqlite3
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, expect

from tests.e2e.roads import hire, somebody
from tests.e2e.server import Server
from tests.e2e.visitor import Visitor

Guest = Callable[..., Visitor]


@pytest.fixture
def guest(browser: Browser, server: Server) -> Iterator[Guest]:
    """Visitors who come to «localhost»: browsers make no passkeys for a number."""
    named = copy.copy(server)
    named.url, named.sessions = server.url.replace("127.0.0.1", "localhost"), {}
    visitors: list[Visitor] = []

    def make(language: str, *, javascript: bool = True) -> Visitor:
        visitors.append(Visitor(browser, named, language=language, javascript=javascript))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.leave()


def give_a_key(visitor: Visitor) -> None:
    """A device that verifies its person and presses by itself (WebAuthn, section 11)."""
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    traits = ["hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation"]
    options = {"protocol": "ctap2", "transport": "internal", **dict.fromkeys(traits, True)}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def arrive(visitor: Visitor, address: str, name: str = "") -> None:
    visitor.go(visitor.address("account_login"))
    visitor.identify(address, name)


@pytest.mark.slow
def test_a_resident_signs_in_with_a_passkey_ends_sessions_and_moves_and_takes_back_an_address(
    guest: Guest, language: str
) -> None:
    resident = guest(language)
    address, name = somebody()
    give_a_key(resident)
    arrive(resident, address, name)
    resident.go(resident.address("accounts:mine"))
    resident.follow("Passkeys and sessions")
    resident.follow("Add a passkey")
    resident.fill("Name of the passkey", "Taskussa")
    resident.press("Make the passkey")
    resident.is_told("The passkey has been added. Next time you can log in with it.")
    resident.reads("Taskussa")
    resident.go(resident.address("account_logout"))
    resident.press("Log out")
    resident.go(resident.address("account_login"))
    resident.press("Log in with a passkey")
    expect(resident.page).to_have_url(re.compile(re.escape(resident.address("accounts:mine")) + "$"))

    # A machine without scripts: the code as before, no button for passkeys
    other = guest(language, javascript=False)
    other.go(other.address("account_login"))
    expect(other.main.get_by_text(other.say("Log in with a passkey"))).to_be_hidden()
    other.identify(address)
    other.go(other.address("accounts:add_passkey"))
    other.is_told(
        "Passkeys need a browser that knows them, with scripts on. You can always log in with a code by e-mail."
    )
    resident.go(resident.address("accounts:security"))
    resident.press("Log out everywhere else")
    resident.is_told("You are now logged in here only.")
    other.go(other.address("accounts:mine"))
    expect(other.field("1. E-mail")).to_be_visible()

    # Another address, proved there; the old one takes it back
    new, asked = somebody()[0], time.time_ns()
    resident.go(resident.address("accounts:email"))
    resident.fill("New e-mail address", new)
    resident.press("Send the code")
    resident.fill("Code", "000000")
    resident.press("Take the address into use")
    resident.is_told("The code does not match. Check the digits.")
    resident.fill("Code", resident.server.code_for(new, since=asked))
    resident.press("Take the address into use")
    resident.is_told("Your new address is in use. You have been logged out everywhere else.")
    letter = resident.server.mail_to(address, having="/(peru|angra)/", since=asked)
    link = re.search(r"https?://[^/\s]+(/\S+)", letter[letter.index(resident.say("Take the old address back")) :])
    assert link
    other.go(link[1])
    other.press("Take the old address back")
    other.is_told("The old address is in use again. Log in with it.")
    resident.go(resident.address("accounts:mine"))
    expect(resident.field("1. E-mail")).to_be_visible()


@pytest.fixture
def asked(server: Server) -> Iterator[None]:
    """The municipality asks its staff for a second step."""

    def write(value: int) -> None:
        with sqlite3.connect(server.folder / "raitti.sqlite3", timeout=20) as database:
            database.execute("UPDATE municipality_municipalitysettings SET second_factor = ?", [value])
        database.close()

    write(1)
    yield
    write(0)


@pytest.mark.slow
def test_staff_set_up_an_app_and_come_in_with_a_recovery_code(guest: Guest, language: str, asked: None) -> None:
    staff = guest(language)
    hire(staff, "editor")
    address = next(iter(staff.server.sessions))
    staff.go("/admin/")
    secret = str(staff.page.locator(".key").inner_text()).replace(" ", "")
    staff.fill("Code from the app", "000000")
    staff.press("Take the app into use")
    expect(staff.field("Code from the app")).to_have_attribute("aria-invalid", "true")
    assert staff.page.locator(".key").inner_text().replace(" ", "") == secret
    staff.fill("Code from the app", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    staff.press("Take the app into use")
    code = staff.page.locator(".codes li").first.inner_text()
    staff.follow("I have them in safe: go on")
    expect(staff.page).to_have_url(re.compile(r"/admin/$"))

    staff.context.clear_cookies()
    arrive(staff, address)
    staff.go("/admin/")
    staff.fill("Code from the app", "000000")
    staff.press("Confirm")
    expect(staff.field("Code from the app")).to_have_attribute("aria-invalid", "true")
    staff.main.get_by_text(staff.say("I do not have my phone or key here")).click()
    staff.fill("Recovery code", code)
    staff.press("Use the recovery code")
    expect(staff.page).to_have_url(re.compile(r"/admin/$"))
