"""One address for every kind of page and state that can be visited without an account."""

from __future__ import annotations

from functools import cache

from tests.e2e.server import Server

STATUS = {"page not found": 404, "survey draft gone": 410, "search without hits": 200}


@cache
def addresses(server: Server, language: str) -> dict[str, str]:
    """Kind → path, in a language."""
    found: dict[str, str] = server.steward.do("find_addresses", language)
    return found
