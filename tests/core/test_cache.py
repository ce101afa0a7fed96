"""The shared cache keeps the list of sites in the process."""

from __future__ import annotations

import time

import pytest
from django.core.management import call_command

from core.cache import NearDatabaseCache

TABLE = "near_cache"
NEAR = "wagtail_site_root_paths"


@pytest.fixture
def cache(db: None) -> NearDatabaseCache:
    call_command("createcachetable", TABLE, verbosity=0)
    cache = NearDatabaseCache(TABLE, {})
    cache.clear()
    return cache


def test_what_is_near_costs_no_query(cache, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert cache.get(NEAR) is None
        cache.set(NEAR, ["/"], 3600, version=2)
        assert cache.get(NEAR, version=2) == ["/"]
        assert cache.delete(NEAR)
        assert cache.get(NEAR) is None


def test_what_is_near_is_forgotten_after_some_seconds(cache, monkeypatch) -> None:
    cache.set(NEAR, ["/"])
    later = time.monotonic() + 6
    monkeypatch.setattr("core.cache.time.monotonic", lambda: later)
    assert cache.get(NEAR) is None


def test_the_rest_is_shared(cache) -> None:
    cache.set("koodi", 1)
    assert NearDatabaseCache(TABLE, {}).get("koodi") == 1
