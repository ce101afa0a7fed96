"""Every kind of page, in both languages: seen by axe on phone and desk, light and dark, and fitting a narrow screen."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import ViewportSize

from tests.e2e.conftest import Invite
from tests.e2e.kinds import STATUS, addresses
from tests.e2e.visitor import DESK, PHONE

Scheme = Literal["light", "dark"]
NARROW: ViewportSize = {"width": 320, "height": 640}
# Every language meets every screen and every scheme, not each of them in each combination.
VIEWS = [
    ("fi", PHONE, "light"),
    ("fi", DESK, "dark"),
    ("sv", PHONE, "dark"),
    ("sv", DESK, "light"),
]


def broken(invite: Invite, language: str, screen: ViewportSize, scheme: Scheme, *, width_only: bool) -> str:
    """What is wrong with each kind of page, one line for each fault."""
    visitor = invite(language, screen=screen)
    visitor.page.emulate_media(color_scheme=scheme)
    found = []
    for kind, path in addresses(visitor.server, language).items():
        response = visitor.page.goto(path)
        status = STATUS.get(kind, 200)
        wrong = [] if response and response.status == status else [f"status {response and response.status}"]
        faults = visitor.wider_than_the_screen() if width_only else visitor.faults(status)
        found += [f"{kind} {path}: {fault}" for fault in [*wrong, *faults]]
        visitor.complaints.clear()
    return "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "screen", "scheme"), VIEWS, ids=["phone", "desk-dark", "phone-dark", "desk"])
def test_every_kind_of_page_keeps_the_rules(
    invite: Invite, language: str, screen: ViewportSize, scheme: Scheme
) -> None:
    assert broken(invite, language, screen, scheme, width_only=False) == ""


@pytest.mark.slow
def test_every_kind_of_page_fits_a_narrow_screen(invite: Invite, language: str) -> None:
    assert broken(invite, language, NARROW, "light", width_only=True) == ""


def test_a_page_that_is_not_there_offers_search(invite: Invite, language: str) -> None:
    visitor = invite(language)
    visitor.go(f"/{language}/not-here/", status=404)
    visitor.complaints.clear()
    visitor.main.locator("input[type=search][name=q]").fill("koira")
    visitor.main.locator("input[type=search][name=q]").press("Enter")
    visitor.page.wait_for_url(f"**{visitor.address('search:search')}?*")
    visitor.look()
