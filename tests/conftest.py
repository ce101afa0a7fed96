"""What every test stands on: a database of its own, a quiet cache, no network."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from core import locales
from tests.databases import Database, database

DATABASE = pytest.StashKey[Database]()
BARE = pytest.StashKey[bool]()
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another database than SQLite only what touches it, and not what says nothing more there."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    left_out = {item for item in items if item.get_closest_marker("one_database") or not _touches_a_database(item)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _touches_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "test_database"}
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(
        getattr(item, "fixturenames", ())
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the journeys that were walked again because their browser was lost (`tests.e2e.again`)."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, why in getattr(report, "user_properties", []):
                if report.when == "call":
                    terminalreporter.write_line(f"{name.capitalize()}: {report.nodeid}: {why}")


@pytest.fixture(scope="session")
def test_database(
    request: pytest.FixtureRequest, worker_id: str, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Database]:
    """This process's copies of the templates."""
    with django_db_blocker.unblock():
        mine = database(f"raitti_test_{os.getpid()}_{worker_id}")
        mine.create()
        mine.enter(bare=request.config.stash[BARE])
        request.config.stash[DATABASE] = mine
        yield mine
        mine.drop()


@pytest.fixture(scope="session")
def django_db_setup(test_database: Database) -> None:
    """In place of pytest-django's, which would replay every migration in every process."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test begins with the municipality of the factories; one marked ``bare`` with what the migrations leave."""
    item.config.stash[BARE] = item.get_closest_marker("bare") is not None
    if DATABASE in item.config.stash:
        item.config.stash[DATABASE].enter(bare=item.config.stash[BARE])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that really committed, start from the template again: it holds what migrations put there."""
    yield
    marker = item.get_closest_marker("django_db")
    commits = "transactional_db" in getattr(item, "fixturenames", ()) or (marker and marker.kwargs.get("transaction"))
    if commits and DATABASE in item.config.stash:
        item.config.stash[DATABASE].restore()


@pytest.fixture(autouse=True, scope="session")
def _no_flush() -> Iterator[None]:
    """Django would empty every table after a test that committed, which the audit trail refuses; we restore instead."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
        yield


@pytest.fixture(autouse=True)
def _fresh_state() -> Iterator[None]:
    """No test sees another's cache or language."""
    for name in ("default", "related"):
        caches[name].clear()
    locales.forget()
    yield
    translation.activate("fi")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Only loopback and Unix sockets can be reached."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"A test tried to reach {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
