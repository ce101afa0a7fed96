"""Every kind of page is valid HTML by the Nu checker."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin

import pytest

from tests.e2e import machine
from tests.e2e.kinds import addresses
from tests.e2e.server import ROOT, Server

JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def fetch(address: str, cookies: Mapping[str, str] = {}) -> bytes:
    """The body, also of an error page."""
    told = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=told), timeout=30) as answer:
            return bytes(answer.read())
    except HTTPError as problem:
        return problem.read()


def errors_in(server: Server, addresses: dict[str, str], folder: Path, *, cookies: Mapping[str, str] = {}) -> list[str]:
    """What the checker finds wrong in the pages, one line for each. ``addresses``: by name; ``folder`` is used for them;
    ``cookies``: of whoever sees them."""
    pages: dict[str, str] = {}
    for number, (kind, path) in enumerate(addresses.items()):
        name = f"{number:03}.html"
        (folder / name).write_bytes(fetch(urljoin(server.url, path), cookies))
        pages[name] = f"{kind} {path}"
    command = [str(machine.java()), "-jar", str(JAR), "--format", "json", "--also-check-svg", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    return [
        f"{pages[message['url'].rpartition('/')[2]]}, line {message.get('lastLine')}: {message['message']}"
        f" «{message.get('extract', '').strip()[:120]}»"
        for message in json.loads(done.stderr)["messages"]
        if message["type"] == "error"
    ]


@pytest.mark.slow
@pytest.mark.skipif(machine.java() is None, reason="needs Java 17: apt-get install default-jre-headless")
def test_every_kind_of_page_is_valid(server: Server, language: str, tmp_path: Path) -> None:
    found = errors_in(server, addresses(server, language), tmp_path)
    assert not found, "\n".join(found)
