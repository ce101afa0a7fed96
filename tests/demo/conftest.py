"""The demonstration municipality, loaded once for the tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from demo import loading
from tests.databases import Database

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, test_database: Database, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """Really committed, because translations are published when the transaction ends; undone after the module."""
    with django_db_blocker.unblock():
        yield loading.load(now=NOW)
        test_database.restore()
