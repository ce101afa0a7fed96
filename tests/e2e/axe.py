"""axe-core on a page as it stands."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Locator, Page

from tests.e2e.server import ROOT

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED = """Promise.all([
    document.fonts.ready, ...document.getAnimations().map(one => one.finished.catch(() => true))
]).then(() => true)"""
# Where scripts are off, promises are kept and timers are not. axe uses them to go on afterwards, and to give up.
WITHOUT_TIMERS = """() => {
    window.setTimeout = (work, pause = 0, ...values) => {
        if (pause < 100) Promise.resolve().then(() => work(...values));
    };
    window.clearTimeout = () => {};
}"""
LOOK = """async ([within, options]) => (await axe.run(within || document, options)).violations.map(
    rule => [rule.id, rule.nodes.map(node => [node.html, node.failureSummary])]
)"""
SHOWN = 3  # places named for each rule that is broken


@cache
def _source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def settle(page: Page) -> None:
    """Until fonts are there and nothing moves."""
    page.evaluate(SETTLED)


def findings(page: Page, *, scripts: bool = True, within: Locator | None = None) -> list[str]:
    """What axe finds on the page as it is, one line for each place. ``scripts``: whether the page may run its own;
    ``within``: a part of the page that alone is looked at."""
    if not scripts:
        page.evaluate(WITHOUT_TIMERS)
    page.evaluate(_source())
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
    nameless = [f"no title of its own: {page.title()}"] if page.title().strip().startswith("-") else []
    return nameless + [
        f"{rule}: {html[:160]} ({' '.join(why.split())[:200]})"
        for rule, nodes in page.evaluate(LOOK, [within.element_handle() if within else None, options])
        for html, why in nodes[:SHOWN]
    ]
