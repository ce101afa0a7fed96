"""The first view of a page, pictures aside, is light enough for a poor connection."""

from __future__ import annotations

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
    loaded: dict[str, dict] = {}
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda event: loaded.setdefault(event["requestId"], event))
    wire.on(
        "Network.loadingFinished",
        lambda event: (
            loaded[event["requestId"]].update(bytes=event["encodedDataLength"])
            if event["requestId"] in loaded
            else None
        ),
    )
    page.goto(addresses(server, language)[kind], wait_until="networkidle")
    weights = {
        event["response"]["url"]: event.get("bytes", 0)
        for event in loaded.values()
        if event["type"] not in {"Image", "Other"}
    }
    context.close()
    assert sum(weights.values()) < MOST, weights
    assert len(weights) > 3  # page, styles, fonts at least: we have seen them load
