"""A journey whose browser is lost or gets stuck is walked once more, and named in the summary. What a page shows wrongly
is an assertion: that never gets another try."""

from __future__ import annotations

import pytest
from _pytest.runner import runtestprotocol
from playwright.sync_api import Error, TimeoutError

WALKED = "walked again"
LOST = ("has been closed", "crash", "disconnected")


def is_lost(problem: BaseException) -> bool:
    """Whether it says something of the browser or the machine rather than of the page."""
    return isinstance(problem, TimeoutError) or (
        isinstance(problem, Error) and any(sign in problem.message for sign in LOST)
    )


def walk(item: pytest.Item, following: pytest.Item | None) -> None:
    """A test with its setup and teardown, twice if need be; reports the last."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=following)
    if any(name == WALKED for name, _why in item.user_properties):
        reports = runtestprotocol(item, log=False, nextitem=following)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)


def note(item: pytest.Item, problem: BaseException) -> None:
    """Remember that this journey is to be walked again, and why."""
    if is_lost(problem) and not item.user_properties:
        item.user_properties.append((WALKED, str(problem).splitlines()[0][:160]))
