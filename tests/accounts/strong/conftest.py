"""A provider, and a municipality that has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.models import Site

from accounts.strong.models import Provider as Row
from tests import factories

from .oidc_provider import Provider, running
from .walking import set_up


@pytest.fixture(scope="module")
def _server() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(_server: Provider, settings: Any) -> Provider:
    """As it is by itself, whatever the test before made of it."""
    settings.IDENTIFICATION_OVER_HTTP = True
    _server.__init__(_server.base)  # type: ignore[misc]
    return _server


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def row(site: Site, provider: Provider) -> Row:
    return set_up(site, provider)
