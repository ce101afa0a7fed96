"""States of pages that have passed axe already in this run, in any of its processes: the same state would pass again."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Page

# What differs each time and is nothing that axe looks at: tokens, keys, numbers, the marks of people and titles.
CHANGES = re.compile(r"[A-Za-z0-9_:=-]{32,}|\b[0-9a-f]{4,}\b|\d+")
TAG = re.compile(r"(<[^>]*>)")
# What markup does not tell: the screen, what is filled in, ticked, open and focused.
BESIDE_MARKUP = """() => JSON.stringify([
    innerWidth, innerHeight, matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("print").matches,
    ...[...document.querySelectorAll("input, select, textarea")].map(one =>
        [one.checked, one.disabled, one.selectedIndex, one.value !== "", one.matches(":user-invalid")]),
    ...[":focus", ":popover-open", ":modal"].map(state =>
        [...document.querySelectorAll(state)].map(one => [...document.all].indexOf(one)))
])"""


def likeness(html: str) -> str:
    """The same text for pages that differ in what changes each time only. Equal names in tags stay equal: what
    refers to another place must still find it."""
    names: dict[str, str] = {}
    parts = TAG.split(html)  # a text, a tag, a text …
    parts[::2] = [CHANGES.sub("0", text) for text in parts[::2]]
    parts[1::2] = [CHANGES.sub(lambda found: names.setdefault(found[0], f"‹{len(names)}›"), tag) for tag in parts[1::2]]
    return "".join(parts)


class States:
    """Kept in a folder that the processes of a run share."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def of(self, page: Page) -> str:
        """The name of the state that a page is in."""
        return sha256(f"{likeness(page.content())}\n{page.evaluate(BESIDE_MARKUP)}".encode()).hexdigest()

    def passed(self, state: str) -> bool:
        return (self._folder / state).exists()

    def remember(self, state: str) -> None:
        (self._folder / state).touch()
