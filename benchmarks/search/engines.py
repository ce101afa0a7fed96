"""Measures the search in the environment of a database of its own, and of Elasticsearch where ``ELASTICSEARCH_URL`` is set.

`python -m benchmarks.search.engines ROWS` fills the database, or the index of Elasticsearch from it, unless it holds so
many rows, and measures; with `rebuild` it measures `actions.rebuild` while searches go on. Prints JSON.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import django

from benchmarks.search.texts import FINNISH, KIND, RARE, SWEDISH, documents

ASKED_TIMES = int(os.environ.get("ASKED_TIMES", "100"))  # each question
WARM_UP = ASKED_TIMES // 4
WARM_UP_JAVA = 3 * ASKED_TIMES  # Java compiles what it has done some hundreds of times
SAVED = 40
NEW = 10_000_000  # numbers of what is saved while measuring
Times = tuple[float, float]


def main() -> None:
    django.setup()
    rows, work = int(sys.argv[1]), sys.argv[2] if sys.argv[2:] else ""
    if work == "search":
        keep_searching()
    else:
        print(json.dumps(rebuilt(rows) if work == "rebuild" else measured(rows)))


def measured(rows: int) -> dict[str, Any]:
    from search.engines.elasticsearch.client import is_chosen

    rate = indexed(rows) if is_chosen() else filled(rows)
    as_served()
    warm_up = WARM_UP_JAVA if is_chosen() else WARM_UP
    for asking in questions().values():
        for _again in range(warm_up):
            next(asking)()
    costs = {name: [cost(next(asking)) for _ in range(ASKED_TIMES)] for name, asking in questions().items()}
    asked = {
        name: {"time": percentiles([time for time, _cpu in each]), "cpu": percentiles([cpu for _time, cpu in each])}
        for name, each in costs.items()
    }
    return {"rows": rows, "rate": rate, "size": size(), "asked": asked, **saved()}


def as_served() -> None:
    """As a process of `manage.py serve` is: of a municipality with its ready synonyms, and what is loaded left alone."""
    from wagtail.models import Site

    from municipality.models import MunicipalitySettings
    from search.tuning.actions import add_ready

    site = Site.objects.get(is_default_site=True)
    MunicipalitySettings.objects.get_or_create(site=site)
    add_ready(site=site, user=None)
    gc.collect()
    gc.freeze()


def filled(rows: int) -> float:
    """Rows as `search.actions.put_many` makes them, in the place of any that were there; how many a second."""
    from search import actions
    from search.engines import database_engine
    from search.models import Entry

    Entry.objects.filter(object_id__gte=NEW).delete()
    if Entry.objects.count() == rows:
        return 0.0
    Entry.objects.all().delete()
    seconds = timed(lambda: actions.put_many(documents=documents(rows)))
    database_engine().tidy()
    return rows / seconds


def indexed(rows: int) -> float:
    """Rows sent a second, into a new index unless there is one of so many. Then what was noted before is sent, too: while
    it waits, the database answers."""
    from search.engines.elasticsearch import building
    from search.engines.elasticsearch.client import client
    from search.engines.elasticsearch.index import names
    from search.engines.elasticsearch.sending import send

    is_there = building.is_built() and client().count(index=names().live)["count"] == rows
    rate = 0.0 if is_there else rows / timed(building.build)
    send(seconds=3600)
    return rate


def questions() -> dict[str, Iterator[Callable[[], object]]]:
    """What is asked, each time of other words."""
    from django.utils import timezone
    from wagtail.models import Site

    from search.narrowing import Narrowing, Time
    from search.queries import find
    from search.suggest import suggest
    from search.views import PER_PAGE

    site = Site.objects.get(is_default_site=True).pk
    wide = Narrowing(site_id=site, reader="fi", now=timezone.now())

    def search(*texts: str, narrowed: dict[str, Any] | None = None, **how: Any) -> Iterator[Callable[[], object]]:
        narrowing = replace(wide, **(narrowed or {}))
        return cycle([lambda text=text: find(text=text, narrowing=narrowing, limit=PER_PAGE, **how) for text in texts])

    def typing(*texts: str) -> Iterator[Callable[[], object]]:
        return cycle([lambda text=text: suggest(text=text, site_id=site, reader="fi") for text in texts])

    common, less = FINNISH[:4] + SWEDISH[:1], FINNISH[-5:]
    pairs = list(zip(common, less, strict=True))
    return {
        "rare word": search(*RARE),
        "common word": search(*common),
        "word in some of the rows": search(*less),
        "two words, one common": search(*(f"{one} {other}" for one, other in pairs)),
        "two common words": search("ranta silta", "koulu puisto", "silta katu", "strand bro"),
        "two words that never meet": search("strand hidaste", "silta gata", "koulu bro", "skola meluaita"),
        "narrowed by theme and year": search(*common, narrowed={"theme_ids": frozenset({3}), "time": Time.YEAR}),
        "narrowed to before last year": search(*common, *less, narrowed={"time": Time.OLDER}),
        "narrowed to Swedish": search("strand", "bro", "skola", narrowed={"languages": frozenset({"sv"})}),
        "page 5, the newest first": search(*common, page=5, order="newest"),
        "phrase": search(*(f'"{one} {other}"' for one, other in pairs)),
        "without a word": search(*(f"{one} -{other}" for one, other in pairs)),
        "mistyped word": search("kirkovene", "tuulimyly", "knoepaja"),
        "nothing found": search("zyzzyva", "qwertyuiop"),
        "suggestions, two letters": typing("ki", "ra", "si", "st"),
        "suggestions, four letters": typing("kirj", "rant", "puis", "stra"),
        "suggestions, two words": typing("ranta si", "koulu pu", "strand br"),
    }


def saved() -> dict[str, Any]:
    """Milliseconds until a new proposal is written, until a search finds it, and until the index of Elasticsearch has it."""
    from django.utils import timezone
    from wagtail.models import Site

    from search import actions
    from search.engines.elasticsearch.client import is_chosen
    from search.engines.elasticsearch.sending import send
    from search.models import Entry
    from search.narrowing import Narrowing
    from search.queries import find

    site = Site.objects.get(is_default_site=True).pk
    narrowing = Narrowing(site_id=site, reader="fi", now=timezone.now())
    example = next(documents(1000))
    times: dict[str, list[float]] = {"saved": [], "found": [], "sent": []}
    for number in range(SAVED):
        document = replace(
            example, object_id=NEW + number, title=f"Uutuus{number} {example.title}", created=timezone.now()
        )
        begun = time.perf_counter()
        actions.put(document=document)
        times["saved"].append(1000 * (time.perf_counter() - begun))
        hits = find(text=f"uutuus{number}", narrowing=narrowing, exactly=True).hits
        assert [hit.object_id for hit in hits] == [document.object_id]
        times["found"].append(1000 * (time.perf_counter() - begun))
        if is_chosen():
            send()
            assert [hit.object_id for hit in find(text=f"uutuus{number}", narrowing=narrowing, exactly=True).hits]
            times["sent"].append(1000 * (time.perf_counter() - begun))
    Entry.objects.filter(object_id__gte=NEW).delete()
    if is_chosen():
        send()
    return {name: percentiles(each) for name, each in times.items() if each}


def rebuilt(rows: int) -> dict[str, Any]:
    """`rebuild_search --index` of these rows as the one source there is, and what those who search notice of it."""
    from django.core.management import call_command

    from search import registry
    from search.engines.elasticsearch.client import is_chosen
    from search.engines.elasticsearch.sending import send

    before = registry.sources()[KIND]
    registry._sources.clear()
    registry.register(replace(before, documents=lambda _site: documents(rows)))
    command = [sys.executable, "-m", "benchmarks.search.engines", str(rows), "search"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as searching:
        assert searching.stdout is not None
        searching.stdout.readline()  # it has begun
        held = resident()
        options = {"index": True} if is_chosen() else {}
        with open(os.devnull, "w") as nowhere:
            seconds = timed(lambda: call_command("rebuild_search", stdout=nowhere, **options))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sending = timed(lambda: send(seconds=3600)) if is_chosen() else 0.0
        noticed = json.loads(searching.communicate("stop\n")[0].splitlines()[-1])
    return {"rows": rows, "seconds": seconds, "sending": sending, "memory": peak - held, "peak": peak, **noticed}


def keep_searching() -> None:
    """Search all the time until a line is written to us: how long it took, and how often nothing was found that should."""
    import select

    asked = {name: each for name, each in questions().items() if name in {"rare word", "common word"}}
    times: list[float] = []
    amiss = 0
    as_served()
    for asking in asked.values():
        next(asking)()
    print("searching", flush=True)
    while not select.select([sys.stdin], [], [], 0.05)[0]:
        for asking in asked.values():
            begun = time.perf_counter()
            try:
                amiss += not next(asking)().total
            except Exception as problem:
                print(type(problem).__name__, problem, file=sys.stderr)
                amiss += 1
            times.append(1000 * (time.perf_counter() - begun))
    print(json.dumps({"searches": len(times), "amiss": amiss, "took": percentiles(times), "slowest": max(times)}))


def percentiles(times: list[float]) -> Times:
    """p50 and p95."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def cost(work: Callable[[], object]) -> Times:
    """Milliseconds on the clock, and of CPU: of this process and of the servers that work for it. On a machine that
    others use, the second tells how long it would have taken."""
    servers = serving()
    before = time.thread_time_ns() + cpu_of(servers)
    taken = 1000 * timed(work)
    return taken, (time.thread_time_ns() + cpu_of(servers) - before) / 1e6


def serving() -> list[int]:
    """The process of PostgreSQL that answers this one, and the nodes of Elasticsearch (``MEASURED_PIDS``)."""
    from django.db import connection

    found = [int(pid) for pid in os.environ.get("MEASURED_PIDS", "").split(",") if pid]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            found.append(cursor.fetchone()[0])
    return found


def cpu_of(pids: list[int]) -> int:
    """Nanoseconds that these have run, all their threads."""
    threads = [thread for pid in pids for thread in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads)


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def resident() -> float:
    """Megabytes that this process holds."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() / 2**20


def size() -> dict[str, float]:
    """Megabytes of the rows and of the index over them."""
    from django.db import connection

    from search.engines.elasticsearch.client import is_chosen

    if is_chosen():
        return {"index": elasticsearch_size()}
    rows = (
        "SELECT sum(length(block)) FROM search_index_data",
        "SELECT sum(pgsize) FROM dbstat WHERE name = 'search_entry'",
    )
    if connection.vendor == "postgresql":
        rows = "SELECT pg_relation_size('search_entry_tokens')", "SELECT pg_table_size('search_entry')"
    found = {}
    with connection.cursor() as cursor:
        for name, query in zip(("index", "rows"), rows, strict=True):
            try:
                cursor.execute(query)
                found[name] = float(cursor.fetchone()[0]) / 1e6
            except django.db.DatabaseError:  # an SQLite without dbstat
                continue
    return found


def elasticsearch_size() -> float:
    """Megabytes of one copy."""
    from search.engines.elasticsearch.client import client
    from search.engines.elasticsearch.index import names

    indices = client().options(request_timeout=30).indices
    indices.flush(index=names().live)
    stats = indices.stats(index=names().live, metric="store")
    return float(stats["_all"]["primaries"]["store"]["size_in_bytes"]) / 1e6


if __name__ == "__main__":
    main()
