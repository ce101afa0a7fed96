"""Elasticsearch that is away, hangs or has too much to do: nothing is said to a resident, and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Site

from core.health import findings
from search import actions
from search.engines.elasticsearch import changes, client, sending
from search.engines.elasticsearch.tasks import keep_up
from search.models import Change, Entry, Replica
from tests.search.documents import document, found, put
from tests.search.engines import servers

pytestmark = pytest.mark.django_db
BUSY = '{"error": {"type": "es_rejected_execution_exception"}, "status": 429}'
ELASTIC = {"X_Elastic_Product": "Elasticsearch"}


@pytest.fixture(params=["hanging", "busy", "refusing", "another program", "not there"])
def away(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    """What goes wrong; Elasticsearch was used until now."""
    changes.follow()
    with ExitStack() as stack:
        hosts = {
            "hanging": lambda: stack.enter_context(servers.hanging()),
            "busy": lambda: stack.enter_context(servers.answering(429, BUSY, **ELASTIC)),
            "refusing": servers.refused,
            "another program": lambda: stack.enter_context(servers.answering(200, "<p>Welcome</p>")),
            "not there": lambda: stack.enter_context(
                servers.answering(404, '{"error": {"type": "index_not_found_exception"}, "status": 404}', **ELASTIC)
            ),
        }
        settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "hosts": [hosts[request.param]()], "index": "away"}
        client.warm([])
        found("raitti")  # as `manage.py serve` does before it forks
        client.breaker.forget()
        yield request.param


def test_a_search_is_answered_from_the_database_within_two_seconds(away: str) -> None:
    put(1, "Koirapuisto rantaan")
    begun = time.monotonic()
    assert found("koirapuistot") == [1]
    assert time.monotonic() - begun < 2
    begun = time.monotonic()
    for _again in range(20):
        assert found("koirapuistot") == [1]
    assert time.monotonic() - begun < 2  # no search waits any more


def test_the_page_says_nothing_of_it(away: str) -> None:
    site = Site.objects.get(is_default_site=True)
    put(1, "Koirapuisto rantaan", site=site.pk)
    begun = time.monotonic()
    page = Client().get("/fi/haku/", {"q": "koirapuisto"}, headers={"host": site.hostname})
    assert time.monotonic() - begun < 3
    assert page.status_code == 200
    text = page.content.decode()
    assert "rantaan" in text
    assert "lasticsearch" not in text


def test_saving_goes_on_and_what_was_saved_waits_in_order(away: str) -> None:
    Change.objects.all().delete()
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.put_many(documents=[document(1, "Silta"), document(2, "Satama")])
        actions.remove(kind="proposal", object_id=1)
    waiting = list(Change.objects.order_by("pk").values_list("row_id", flat=True))
    one, two = sorted(set(waiting), key=waiting.index)
    assert waiting == [one, two, one]
    assert list(Entry.objects.filter(kind="proposal").values_list("pk", flat=True)) == [two]
    keep_up()
    sending.send()
    assert Change.objects.count() == 3
    assert Replica.objects.get().problem != ""
    Replica.objects.update(built_at=timezone.now())
    health = findings()["search"]
    assert not health.ok
    assert any(fact.startswith("3 ") for fact in health.facts)


def test_forgotten_once_it_is_not_used_any_more(settings: Any) -> None:
    changes.follow()
    put(1, "Silta")
    assert Change.objects.count() == 1
    settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "hosts": []}
    keep_up()
    assert not Change.objects.exists()
    put(2, "Silta")
    assert not Change.objects.exists()
