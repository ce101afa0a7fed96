"""Nodes that are killed while rows are saved: every row is there in the end, and every search is answered meanwhile."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from search.engines import Expression, engine
from search.engines.elasticsearch import building, checking, client
from search.engines.elasticsearch.tasks import keep_up
from search.models import Change, Entry
from tests.search.engines.rows import row
from tools.elasticsearch.cluster import Cluster

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROWS = int(os.environ.get("TEST_ELASTICSEARCH_ROWS", "2000"))
STEP = 50  # rows in one transaction
CAUGHT_UP_WITHIN = 90  # seconds
ALL = Expression((frozenset({"s10"}),))


def sender(stop: threading.Event, failures: list[BaseException]) -> None:
    """As the clock of `manage.py serve` does, only more often."""
    try:
        while not stop.wait(0.1):
            keep_up()
    except BaseException as problem:
        failures.append(problem)
    finally:
        connection.close()


def save(first: int) -> None:
    """New rows, one of them changed and one gone again."""
    Entry.objects.bulk_create(
        row(number, minute=number, filters="s10", title_tokens="fi0silta1") for number in range(first, first + STEP)
    )
    Entry.objects.filter(object_id=first).update(title_tokens="fi0satama1")
    Entry.objects.filter(object_id=first + 1).delete()


@pytest.mark.parametrize("chosen", [{"timeout": 1.0}], indirect=True)
def test_nothing_is_lost(chosen: dict[str, Any], cluster: Cluster) -> None:
    Entry.objects.all().delete()
    building.build()
    killed: list[str] = []

    def kill_master() -> None:
        master = cluster.master()
        master.kill()
        killed.append(master.name)

    def come_back() -> None:
        cluster.start()

    steps = ROWS // STEP
    events: dict[int, Callable[[], None]] = {
        steps // 5: kill_master,
        2 * steps // 5: come_back,
        3 * steps // 5: cluster.kill,
        4 * steps // 5: come_back,
    }
    stop, failures, slowest = threading.Event(), list[BaseException](), 0.0
    thread = threading.Thread(target=sender, args=(stop, failures))
    thread.start()
    try:
        for step in range(steps):
            events.get(step, lambda: None)()
            save(step * STEP + 1)
            begun = time.monotonic()
            newest = engine().newest([ALL], 1)[0]
            slowest = max(slowest, time.monotonic() - begun)
            assert newest == [Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]]
        cluster.wait()
        until = time.monotonic() + CAUGHT_UP_WITHIN
        while Change.objects.exists() and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        stop.set()
        thread.join()
        cluster.start()
    assert (failures, len(killed), Change.objects.count()) == ([], 1, 0)
    found = checking.compare()
    assert (found.rows, found.all) == (ROWS - steps, [])
    client.breaker.forget()
    assert engine().newest([ALL], ROWS)[0] == list(Entry.objects.order_by("-pk").values_list("pk", flat=True))
    assert slowest < 2


def test_nodes_that_stand_still(chosen: dict[str, Any], cluster: Cluster, settings: Any) -> None:
    """They take connections and answer none, as a machine that swaps."""
    import signal

    settings.ELASTICSEARCH = {**chosen, "timeout": 1.0}
    Entry.objects.all().delete()
    building.build()
    for node in cluster.nodes:
        node.signal(signal.SIGSTOP)
    try:
        Entry.objects.bulk_create([row(1, filters="s10")])
        begun = time.monotonic()
        found = [engine().newest([ALL], 5)[0] for _again in range(10)]
        assert time.monotonic() - begun < 2
    finally:
        for node in cluster.nodes:
            node.signal(signal.SIGCONT)
    assert found == [list(Entry.objects.values_list("pk", flat=True))] * 10
    until = time.monotonic() + CAUGHT_UP_WITHIN
    while Change.objects.exists() and time.monotonic() < until:
        keep_up()
        time.sleep(0.1)
    assert not checking.compare()
