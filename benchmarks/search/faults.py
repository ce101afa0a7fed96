"""Nodes of Elasticsearch are killed, stand still and have too much to do while rows are saved and searched for.

`python -m benchmarks.search.faults [ROWS]` in the environment of a database starts three nodes of its own and prints JSON:
what each stretch of time was like for those who save and search, and whether anything was lost in the end. Every row tells
in its heading which of its versions it is, so that an index that holds an old one is found out.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import django

from benchmarks.search.engines import percentiles
from benchmarks.search.texts import FINNISH, KIND, documents

if TYPE_CHECKING:
    from tools.elasticsearch.cluster import Cluster, Node

ROWS = 20_000
TOGETHER = 50  # rows in a transaction
LASTS = 20.0  # seconds of a stretch, at least
CAUGHT_UP_WITHIN = 300.0
TOO_LITTLE = {"indexing_pressure.memory.limit": "1b"}  # every request that writes is refused with 429
Stretch = tuple[str, Callable[[], object]]


def main() -> None:
    if sys.argv[1:] == ["search"]:
        django.setup()
        keep_searching()
        return
    from tools.elasticsearch.cluster import running

    with running() as cluster:
        os.environ["ELASTICSEARCH_URL"] = ",".join(cluster.addresses)
        django.setup()
        print(json.dumps(saved_through(cluster, int(sys.argv[1]) if sys.argv[1:] else ROWS)))


def saved_through(cluster: Cluster, rows: int) -> dict[str, Any]:
    from search.engines.elasticsearch import building, checking, client
    from search.models import Change, Entry

    Entry.objects.all().delete()
    building.build()
    stretches, told = through(cluster), []
    stop, failures = threading.Event(), list[BaseException]()
    sending = threading.Thread(target=keep_sending, args=(stop, failures))
    sending.start()
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "benchmarks.search.faults", "search"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as searching:
            assert searching.stdout is not None
            searching.stdout.readline()  # it has begun
            share = rows // len(stretches)
            for number, (name, begin) in enumerate(stretches):
                begun = time.time()
                begin()
                told.append({"name": name, "begun": begun, **save(number * share, share)})
            cluster.start()
            cluster.wait()
            back = time.monotonic()
            while Change.objects.exists() and time.monotonic() - back < CAUGHT_UP_WITHIN:
                time.sleep(0.1)
            caught_up = time.monotonic() - back
            searches = json.loads(searching.communicate("stop\n")[0].splitlines()[-1])
    finally:
        stop.set()
        sending.join()
    client.breaker.forget()
    found = checking.compare()
    for one, after in zip(told, [*told[1:], None], strict=True):
        until = after["begun"] if after else time.time()
        mine = [each for each in searches if one["begun"] <= each[0] < until]
        one |= {"searches": len(mine), "amiss": sum(not fine for _at, _took, fine in mine)}
        one["slowest_search"] = max((took for _at, took, _fine in mine), default=0.0)
        one["search"] = percentiles([took for _at, took, _fine in mine]) if len(mine) > 1 else (0.0, 0.0)
    return {
        "saved": rows,
        "rows": Entry.objects.count(),
        "compared": found.rows,
        "missing": len(found.missing),
        "extra": len(found.extra),
        "old": len(found.old),
        "waiting": Change.objects.count(),
        "caught_up": caught_up,
        "failures": [repr(problem) for problem in failures],
        "stretches": told,
    }


def through(cluster: Cluster) -> list[Stretch]:
    """What happens, in this order."""
    hanging: list[Node] = []

    def all_back() -> None:
        cluster.start()
        cluster.wait(status="yellow")

    def hang(nodes: list[Node]) -> None:
        hanging.extend(nodes)
        for node in nodes:
            node.signal(signal.SIGSTOP)

    def hang_one() -> None:
        all_back()
        hang([cluster.master()])

    def hang_all() -> None:
        go_on()
        hang(cluster.nodes)

    def go_on() -> None:
        while hanging:
            hanging.pop().signal(signal.SIGCONT)

    def have_too_much() -> None:
        cluster.kill()
        cluster.start(settings=TOO_LITTLE)

    def have_enough() -> None:
        cluster.kill()
        cluster.start()

    return [
        ("three nodes", lambda: None),
        ("the master killed", lambda: cluster.master().kill()),
        ("it is back", cluster.start),
        ("all killed", cluster.kill),
        ("they are back", cluster.start),
        ("one hangs (SIGSTOP)", hang_one),
        ("all hang", hang_all),
        ("they go on", go_on),
        ("429 to all that is sent", have_too_much),
        ("none of it any more", have_enough),
    ]


def save(first: int, rows: int) -> dict[str, Any]:
    """New rows, one of each transaction written again and one gone again; evenly over the time that a stretch lasts."""
    from search import actions

    begun, times = time.monotonic(), list[float]()
    steps = max(1, rows // TOGETHER)
    for step in range(steps):
        start, at = first + step * TOGETHER + 1, time.monotonic()
        new = list(versions(start, "ensi"))
        actions.put_many(documents=new)
        actions.put(document=next(versions(start, "toisto")))
        actions.remove(kind=KIND, object_id=start + 1)
        times.append(1000 * (time.monotonic() - at))
        time.sleep(max(0.0, begun + LASTS * (step + 1) / steps - time.monotonic()))
    return {"seconds": time.monotonic() - begun, "slowest_save": max(times)}


def versions(start: int, word: str) -> Iterator[Any]:
    """As many as are saved together, each published a minute after the one before."""
    from datetime import timedelta

    from django.utils import timezone

    day = timezone.now().replace(year=2020, second=0, microsecond=0)
    for number, made in enumerate(documents(TOGETHER * 10), start):
        if number == start + TOGETHER:
            return
        created = day + timedelta(minutes=number)
        yield replace(made, object_id=number, title=f"{word} {FINNISH[0]} {made.title}", created=created)


def keep_sending(stop: threading.Event, failures: list[BaseException]) -> None:
    """As the clock of `manage.py serve` does, only more often."""
    from django.db import connection

    from search.engines.elasticsearch.tasks import keep_up

    try:
        while not stop.wait(0.1):
            keep_up()
    except BaseException as problem:
        failures.append(problem)
    finally:
        connection.close()


def keep_searching() -> None:
    """Search all the time for what was saved last, as another process than the one that saves."""
    from django.utils import timezone
    from wagtail.models import Site

    from search.models import Entry
    from search.narrowing import Narrowing
    from search.queries import find

    site, found = Site.objects.get(is_default_site=True).pk, list[tuple[float, float, bool]]()

    def search() -> bool:
        newest = Entry.objects.order_by("-pk").values_list("object_id", flat=True).first() or 0
        narrowing = Narrowing(site_id=site, reader="fi", now=timezone.now())
        begun, at = time.monotonic(), time.time()
        hits = find(text=FINNISH[0], narrowing=narrowing, order="newest").hits
        is_there = hits[0].object_id >= newest if hits else not newest
        found.append((at, 1000 * (time.monotonic() - begun), is_there))
        return is_there

    search()
    print("searching", flush=True)
    while not select.select([sys.stdin], [], [], 0.02)[0]:
        search()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
