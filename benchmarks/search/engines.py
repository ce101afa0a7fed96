"""Measures the engines of the search: `python -m benchmarks.search.engines [ROWS]`, in the environment of a database.

Prints, as Markdown, the p50 and p95 of whole searches (`search.queries.find`), the rate of indexing and the size of the
index, for the database of ``DATABASE_URL`` and, where ``ELASTICSEARCH_URL`` is set (`make elasticsearch`), for
Elasticsearch beside it. It fills the database with made rows: give it one of its own, such as ``RAITTI_VAR=/tmp/measured``,
after `manage.py prepare`.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import django

ASKED_TIMES = 40
KIND = "proposal"
# Drawn with falling odds, so that the first stand in most rows and the last in few.
WORDS = [
    "ranta",
    "silta",
    "koulu",
    "puisto",
    "katu",
    "valot",
    "penkki",
    "leikkipaikka",
    "kirjasto",
    "uimahalli",
    "bussi",
    "pysäkki",
    "pyörätie",
    "satama",
    "tori",
    "metsä",
    "polku",
    "kenttä",
    "jäähalli",
    "nuorisotalo",
    "päiväkoti",
    "aita",
    "roskakori",
    "hiekka",
    "lumi",
    "auraus",
    "meluaita",
    "suojatie",
    "nopeus",
    "hidaste",
]


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.db import connection

    from search.engines import database_engine

    rows = int(sys.argv[1]) if sys.argv[1:] else 10_000
    print(f"### {rows} rows\n")
    hosts, settings.ELASTICSEARCH["hosts"] = settings.ELASTICSEARCH["hosts"], []
    seconds = timed(lambda: fill(rows))
    database_engine().tidy()
    tell(connection.vendor, rows / seconds, database_size(connection.vendor), measured())
    if hosts:
        from search.engines.elasticsearch import building

        settings.ELASTICSEARCH["hosts"] = hosts
        seconds = timed(building.build)
        tell("elasticsearch", rows / seconds, elasticsearch_size(), measured())


def fill(rows: int) -> None:
    """Rows as `search.actions.put_many` makes them, in the place of any that were there."""
    from search import actions
    from search.models import Entry

    Entry.objects.all().delete()
    actions.put_many(documents=documents(rows))


def documents(rows: int) -> Iterator[Any]:
    from django.utils import timezone
    from wagtail.models import Site

    from search.registry import Document

    site, now, chance = Site.objects.get(is_default_site=True), timezone.now(), random.Random(8)
    odds = [1 / (place + 1) for place in range(len(WORDS))]
    for number in range(1, rows + 1):
        words = chance.choices(WORDS, odds, k=60)
        rare = " kirkkovene" if number % (rows // 10) == 0 else ""
        yield Document(
            site_id=site.pk,
            kind=KIND,
            object_id=number,
            language="fi",
            title=" ".join(words[:5]).capitalize(),
            text=" ".join(words[5:]) + rare,
            path=f"{number}/otsikko",
            created=now - timedelta(minutes=10 * number),
            theme_ids=(number % 8 + 1,),
        )


def measured() -> dict[str, tuple[float, float]]:
    """Milliseconds of each kind of question: p50 and p95."""
    from django.utils import timezone
    from wagtail.models import Site

    from search.narrowing import Narrowing, Time
    from search.queries import find
    from search.suggest import suggest

    site = Site.objects.get(is_default_site=True).pk

    def search(text: str, **narrowed: Any) -> Callable[[], object]:
        narrowing = Narrowing(site_id=site, reader="fi", now=timezone.now(), **narrowed)
        return lambda: find(text=text, narrowing=narrowing)

    asked: dict[str, Callable[[], object]] = {
        "rare": search("kirkkovene"),
        "common": search("ranta"),
        "two words": search("ranta hidaste"),
        "filtered": search("ranta", theme_ids=frozenset({3}), time=Time.YEAR),
        "beginning of a word": lambda: suggest(text="kir", site_id=site, reader="fi"),
    }
    return {name: percentiles(question) for name, question in asked.items()}


def percentiles(question: Callable[[], object]) -> tuple[float, float]:
    question()
    times = [1000 * timed(question) for _again in range(ASKED_TIMES)]
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def database_size(vendor: str) -> float:
    """Megabytes of the index over the rows."""
    from django.db import connection

    size = "SELECT sum(length(block)) FROM search_index_data"
    if vendor == "postgresql":
        size = "SELECT pg_relation_size('search_entry_tokens')"
    with connection.cursor() as cursor:
        cursor.execute(size)
        return float(cursor.fetchone()[0]) / 1e6


def elasticsearch_size() -> float:
    """Megabytes of one copy."""
    from search.engines.elasticsearch.client import client
    from search.engines.elasticsearch.index import names

    indices = client().options(request_timeout=30).indices
    indices.flush(index=names().live)
    stats = indices.stats(index=names().live, metric="store")
    return float(stats["_all"]["primaries"]["store"]["size_in_bytes"]) / 1e6


def tell(name: str, rate: float, size: float, times: dict[str, tuple[float, float]]) -> None:
    print(f"| {name} | p50 ms | p95 ms |\n|---|---|---|")
    for question, (middle, most) in times.items():
        print(f"| {question} | {middle:.1f} | {most:.1f} |")
    print(f"\n{rate:.0f} rows a second, index {size:.1f} MB\n", flush=True)


if __name__ == "__main__":
    main()
