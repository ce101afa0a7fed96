"""Every mail of the gallery in a browser: axe on a light phone and a dark desk, a narrow screen, valid HTML."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.e2e import machine
from tests.e2e.conftest import Invite
from tests.e2e.server import Server
from tests.e2e.test_html import errors_in, fetch
from tests.e2e.visitor import DESK, Visitor

NARROW = {"width": 320, "height": 640}
# Mails name no icon, so the browser asks for one in vain; what a mail itself loads is told apart, by its address
NO_ICON = "console: Failed to load resource"


def mails(server: Server, language: str) -> dict[str, str]:
    """Name → path."""
    gallery = fetch(urljoin(server.url, f"/{language}/_gallery/mails/")).decode()
    found = re.findall(rf'src="(/{language}/_gallery/mails/([\w-]+)/)"', gallery)
    return {name: path for path, name in found}


@pytest.mark.slow
def test_every_mail_keeps_the_rules(invite: Invite, language: str) -> None:
    visitor: Visitor = invite(language)
    broken = []
    for screen, scheme in ((NARROW, "light"), (DESK, "dark")):
        visitor.page.set_viewport_size(screen)  # type: ignore[arg-type]
        visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for name, path in mails(visitor.server, language).items():
            visitor.page.goto(path)
            broken += [f"{name}, {scheme}: {fault}" for fault in visitor.faults() if not fault.startswith(NO_ICON)]
            visitor.complaints.clear()
    assert not broken, "\n".join(broken)


@pytest.mark.slow
@pytest.mark.skipif(machine.java() is None, reason="needs Java 17: apt-get install default-jre-headless")
def test_every_mail_is_valid(server: Server, language: str, tmp_path: Path) -> None:
    found = errors_in(server, mails(server, language), tmp_path)
    assert not found, "\n".join(found)
