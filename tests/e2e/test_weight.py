"""The first view of a page, pictures aside, is light enough for a poor connection."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.kinds import addresses
from tests.e2e.server import Server
from tests.e2e.visitor import PHONE

MOST = 120_000  # bytes as they come over the wire


@pytest.mark.parametrize("kind", ["proposal discussed", "HomePage", "proposals"])
def test_the_first_view_is_light(browser: Browser, server: Server, language: str, kind: str) -> None:
    context = browser.new_context(base_url=server.url, viewport=PHONE)
    page = context.new_page()
    kinds: dict[str, str] = {}
    weights: dict[str, int] = {}

    def begin(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finish(event: dict[str, Any]) -> None:
        weights[event["requestId"]] = int(event["encodedDataLength"])

    wire = context.new_cdp_session(page)
    wire.on("Network.responseReceived", begin)
    wire.on("Network.loadingFinished", finish)
    wire.send("Network.enable")
    page.goto(addresses(server, language)[kind], wait_until="networkidle")
    context.close()
    counted = {
        number: weight for number, weight in weights.items() if kinds.get(number) not in {"Image", "Other", None}
    }
    assert {"Document", "Stylesheet", "Font"} <= {kinds[number] for number in counted}
    assert sum(counted.values()) < MOST
