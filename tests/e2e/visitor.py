"""Somebody at a browser: a language, a screen, with or without JavaScript; looks things up by role and name."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from typing import Any

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Error, Locator, Page, Response, ViewportSize, expect

from tests.e2e import axe
from tests.e2e.server import Server

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
TIMEOUT = 60_000  # milliseconds
MOVES = 5  # times that a page may go on by itself while it is looked at
MOVED = ("Execution context was destroyed", "because of a navigation", "page is navigating")
# Of the admin, the pages that are ours; the others are Wagtail's and keep its rules.
OUR_ADMIN = re.compile(
    r"/admin/($|\?|#|(proposals|comments|works|moderation|audit|people|retention|acting|areas|proposal-imports|wordpress-imports|surveys|survey-desk|previews|publishing|consultations|opinions|search-desk|reports/(languages|state))\b)"
)


class Visitor:
    """Goes to pages, presses and fills what has a name, and holds each state to the rules that every page keeps."""

    def __init__(
        self, browser: Browser, server: Server, *, language: str, javascript: bool = True, screen: ViewportSize = DESK
    ) -> None:
        self.server, self.language, self.javascript = server, language, javascript
        self.context = browser.new_context(
            base_url=server.url,
            java_script_enabled=javascript,
            locale=f"{language}-FI",
            timezone_id="Europe/Helsinki",
            viewport=screen,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(TIMEOUT)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("response", self._mind)

    def leave(self) -> None:
        with suppress(Error):  # a browser that is lost has left already
            self.context.close()

    # Words and addresses

    def say(self, text: str, *, context: str = "", **values: Any) -> str:
        """A text of the interface in the visitor's language, by its msgid."""
        with translation.override(self.language):
            said = translation.pgettext(context, text) if context else translation.gettext(text)
        return said % values if values else said

    def address(self, name: str, *args: Any) -> str:
        with translation.override(self.language):
            return reverse(name, args=args)

    # Going and doing

    def go(self, path: str, *, status: int = 200) -> Response:
        """Go to an address and look at what is there."""
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        self.look(status)
        return response

    def press(self, text: str, *, within: Locator | None = None, **values: Any) -> None:
        """A button, by the msgid of its text; then look at what comes of it."""
        self.click((within or self.main).get_by_role("button", name=self.say(text, **values), exact=True).first)

    def follow(self, text: str, *, within: Locator | None = None, **values: Any) -> None:
        """A link, by the msgid of its text; then look at where it leads."""
        self.click((within or self.main).get_by_role("link", name=self.say(text, **values)).first)

    def click(self, target: Locator) -> None:
        """Something that leads to another page, or to this one anew."""
        with self.page.expect_navigation():
            target.click()
        self.look()

    def field(self, label: str) -> Locator:
        """A field, by the msgid of its label; «optional» may stand after it."""
        return self.main.get_by_label(re.compile(f"^{re.escape(self.say(label))}")).first

    def fill(self, label: str, value: str) -> None:
        self.field(label).fill(value)

    def choose(self, label: str) -> None:
        """A radio button or a box to tick, by the words beside it."""
        self.main.get_by_label(label, exact=True).first.check()

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def reads(self, text: str | re.Pattern[str]) -> None:
        """The page's content says this, where it can be seen."""
        expect(self.main.get_by_text(text).first).to_be_visible()

    def is_told(self, text: str, **values: Any) -> None:
        """A message of the site, by its msgid."""
        expect(self.main.get_by_text(self.say(text, **values), exact=True).first).to_be_visible()

    def heading(self, name: str) -> Locator:
        return self.main.get_by_role("heading", name=name, exact=True)

    # Signing in

    def sign_in(self, address: str, name: str = "") -> None:
        """With a mailed code; again without, since codes to one address are limited: the session is taken along."""
        if address in self.server.sessions:
            self.context.add_cookies(self.server.sessions[address])
            return
        self.go(self.address("account_login"))
        self.identify(address, name)
        self.server.sessions[address] = [one for one in self.context.cookies() if one["name"] == "sessionid"]

    def identify(self, address: str, name: str = "") -> None:
        """Fill in the sign-in form that is before the visitor, with the code from the mail; choose a name if asked."""
        self.fill("2. Code", self.ask_for_a_code(address))
        self.press("Log in")
        if name:
            self.fill("Display name", name)
            self.press("Go on")

    def ask_for_a_code(self, address: str) -> str:
        asked = time.time_ns()
        self.fill("1. E-mail", address)
        self.press("Send the code")
        return self.server.code_for(address, since=asked)

    # Rules that every page keeps

    def look(self, status: int = 200) -> None:
        """Hold the page as it is now to the rules; of the admin what is ours. A page of long work goes on by itself when
        the work is done: it is looked at anew where it led."""
        for _ in range(MOVES):
            try:
                theirs = "/admin/" in self.page.url and not OUR_ADMIN.search(self.page.url)
                found = [] if theirs else self.faults(status)
                break
            except Error as moved:
                if not any(sign in moved.message for sign in MOVED):
                    raise
                self.page.wait_for_load_state()
        else:
            raise AssertionError(f"{self.page.url}: went on {MOVES} times while it was looked at")
        assert not found, "\n".join([self.page.url, *found])

    def faults(self, status: int = 200) -> list[str]:
        """A wrong language, something wider than the screen, what axe finds, what the console says."""
        language = self.page.locator("html").get_attribute("lang")
        expected = f"status of {status} " if status >= 400 else None
        return [
            *([f"language: {language}"] if language != self.language else []),
            *self.wider_than_the_screen(),
            *self.found_by_axe(),
            *(said for said in self.complaints if not (expected and expected in said)),
        ]

    def found_by_axe(self) -> list[str]:
        axe.settle(self.page)
        state = self.server.states.of(self.page)
        if self.server.states.passed(state):
            return []
        found = axe.findings(self.page, scripts=self.javascript)
        if not found:
            self.server.states.remember(state)
        return found

    def wider_than_the_screen(self) -> list[str]:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"{wide} px wider than the screen"] if wide > 0 else []

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text}")

    def _mind(self, response: Response) -> None:
        loaded = response.request.resource_type != "document"
        if response.status >= 500 or (response.status >= 400 and loaded):
            self.complaints.append(f"{response.status}: {response.url}")
