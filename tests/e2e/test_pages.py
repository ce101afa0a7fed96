"""Every kind of page, in both languages: seen by axe on phone and desk, light and dark, and fitting a narrow screen."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import ViewportSize

from tests.e2e.conftest import Invite
from tests.e2e.kinds import STATUS, addresses
from tests.e2e.visitor import DESK, PHONE

NARROW: ViewportSize = {"width": 320, "height": 640}
VIEWS = {
    "phone": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
    "desk": (DESK, "light"),
    "desk-dark": (DESK, "dark"),
    "narrow": (NARROW, "light"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("screen", "scheme"), VIEWS.values(), ids=VIEWS)
def test_every_kind_of_page_keeps_the_rules(
    invite: Invite, language: str, screen: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    visitor = invite(language, screen=screen)
    visitor.page.emulate_media(color_scheme=scheme)
    broken = []
    for kind, path in addresses(visitor.server, language).items():
        response = visitor.page.goto(path)
        status = STATUS.get(kind, 200)
        wrong = [] if response and response.status == status else [f"status {response and response.status}"]
        broken += [f"{kind} {path}: {fault}" for fault in [*wrong, *visitor.faults(status)]]
        visitor.complaints.clear()
    assert not broken, "\n".join(broken)


def test_a_page_that_is_not_there_offers_search(invite: Invite, language: str) -> None:
    visitor = invite(language)
    visitor.go(f"/{language}/not-here/", status=404)
    visitor.complaints.clear()
    visitor.main.get_by_role("searchbox").fill("koira")
    visitor.main.get_by_role("searchbox").press("Enter")
    visitor.page.wait_for_url(f"**{visitor.address('search:search')}?*")
    visitor.look()
