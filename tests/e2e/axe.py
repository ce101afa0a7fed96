"""axe-core on a page as it stands."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Page

from tests.e2e.server import ROOT

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Page, *, scripts: bool = True) -> list[str]:
    """What axe finds, one line for each place. A page whose scripts are off gets them back for the look only: nothing of
    its own runs then, since it was loaded without."""
    switch = None if scripts else page.context.new_cdp_session(page)
    if switch:
        switch.send("Emulation.setScriptExecutionDisabled", {"value": False})
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(_source())
    options = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    if switch:
        switch.send("Emulation.setScriptExecutionDisabled", {"value": True})
        switch.detach()
    return [
        f"{rule['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
