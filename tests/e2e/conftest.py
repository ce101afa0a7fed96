"""A server with the demonstration municipality, a browser, and visitors to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.databases import Database
from tests.e2e import again, machine
from tests.e2e.server import Server
from tests.e2e.visitor import Visitor

Invite = Callable[..., Visitor]
HERE = Path(__file__).parent
expect.set_options(timeout=20_000)  # milliseconds, as `Visitor` waits longer too: a busy machine is no fault of a page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and not item.get_closest_marker("lighthouse"):
            item.add_marker(pytest.mark.e2e)


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    again.walk(item, nextitem)
    return True


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    if call.excinfo is not None:
        again.note(item, call.excinfo.value)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, test_database: Database) -> Iterator[Server]:
    """One for each test process: journeys of one process see each other's traces, never another's."""
    base = tmp_path_factory.getbasetemp()
    states = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "states"
    migrated = Path(test_database.address(test_database.migrated))
    running = Server(tmp_path_factory.mktemp("site"), migrated, states=states)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browsers() -> Iterator[Callable[[], Browser]]:
    """The browser of this process, started anew when it has been lost."""
    program = machine.browser()
    if program is None:
        pytest.skip("no browser: install Chromium or set CHROME_PATH")
    # Playwright keeps an event loop in this thread, which Django would take for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    running: list[Browser] = []
    with sync_playwright() as playwright:

        def running_one() -> Browser:
            if not running or not running[-1].is_connected():
                running.append(playwright.chromium.launch(executable_path=program, args=machine.AS_ROOT))
            return running[-1]

        yield running_one
        for one in running:
            one.close()


@pytest.fixture
def browser(browsers: Callable[[], Browser]) -> Browser:
    return browsers()


@pytest.fixture
def invite(browser: Browser, server: Server) -> Iterator[Invite]:
    """Make visitors: ``invite("fi", javascript=False, screen=PHONE)``."""
    visitors: list[Visitor] = []

    def make(language: str, **traits: Any) -> Visitor:
        visitors.append(Visitor(browser, server, language=language, **traits))
        return visitors[-1]

    begin = server.log.stat().st_size
    yield make
    print(server.log.read_bytes()[begin:].decode())  # pytest shows it when the test fails
    for visitor in visitors:
        visitor.leave()


@pytest.fixture(params=["fi", "sv"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def visitor(invite: Invite, language: str, javascript: bool) -> Visitor:
    """In Finnish and in Swedish, with and without JavaScript."""
    return invite(language, javascript=javascript)
