"""axe-core on a page as it stands."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Page, Route

from tests.e2e.server import ROOT

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED = "Promise.all(document.getAnimations().map(one => one.finished.catch(() => true))).then(() => true)"
SHOWN = 3  # places named for each rule that is broken


@cache
def _source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Page, *, scripts: bool = True) -> list[str]:
    """What axe finds on the page as it is, one line for each place. axe cannot run where scripts are off: then it looks
    at a twin with the same HTML and none of its scripts."""
    seen = page if scripts else _twin(page)
    seen.evaluate("document.fonts.ready.then(() => true)")
    seen.evaluate(SETTLED)
    seen.evaluate(_source())
    options = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
    result = seen.evaluate("options => axe.run(document, options)", options)
    if seen is not page:
        seen.context.close()
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(node['failureSummary'].split())[:200]})"
        for rule in result["violations"]
        for node in rule["nodes"][:SHOWN]
    ]


def _twin(page: Page) -> Page:
    html, browser = page.content(), page.context.browser
    assert browser is not None

    def answer(route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.abort()
        else:
            route.continue_()

    twin = browser.new_context(viewport=page.viewport_size, reduced_motion="reduce").new_page()
    twin.route("**/*", answer)
    twin.goto(page.url)
    return twin
