"""Measures what the search finds, beside what stock engines find: `python -m benchmarks.search.quality`.

The texts of `tests/search/judged.tsv` (and of ../shared, where they are) are put into a database of SQLite, of PostgreSQL and,
where Java and Maven are, into Elasticsearch, each made for it; then every query is asked of every engine over all the texts.
Recall at 10: of the texts that a query has to find, those among its first ten; precision: of what is found among the
judged, what had to be. Prints a table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import django

from . import stock
from .pairs import LANGUAGES, ROOT, Pair, sets, texts
from .stock import MOST, Finds

FIRST = 10
#: Of each set and language: recall at ten and precision
Row = dict[str, tuple[float, float]]


def analysed(pair: Pair) -> bool:
    """By the analysis alone, without a database: whether the query finds the text."""
    from search.analysis import lines, terms
    from search.analysis.tokens import Match
    from search.wording import read as read_wording

    wording, known = read_wording(pair.query), set(lines(pair.text, pair.language, title=False).split())
    asked = terms(wording.text, LANGUAGES)
    unwanted = terms(wording.unwanted, LANGUAGES) if wording.unwanted else []
    return (
        all(not one.tokens.isdisjoint(known) for one in asked)
        and all(one.of(Match.TITLE, Match.TEXT).isdisjoint(known) for one in unwanted)
        and wording.is_met_by(pair.text)
    )


def measured(pairs: Iterable[Pair], ranks: Mapping[Pair, int | None]) -> tuple[float, float]:
    """Recall at ten and precision. ``ranks``: the place of each pair's text among what its query finds, from 0."""
    pairs = list(pairs)
    found = [pair for pair in pairs if ranks[pair] is not None]
    first = [pair for pair in pairs if pair.wanted and (place := ranks[pair]) is not None and place < FIRST]
    return len(first) / sum(pair.wanted for pair in pairs), sum(pair.wanted for pair in found) / max(1, len(found))


def ranked(pairs: Iterable[Pair], finds: Finds) -> dict[Pair, int | None]:
    pairs = list(pairs)
    found = {query: finds(query) for query in dict.fromkeys(pair.query for pair in pairs)}
    return {pair: found[pair.query].index(pair.text) if pair.text in found[pair.query] else None for pair in pairs}


def ours(language: str) -> Finds:
    """`search.queries.find`, as the search page asks it."""
    from django.utils import timezone
    from wagtail.models import Site

    from search.models import Entry
    from search.narrowing import Narrowing
    from search.queries import find

    site = Site.objects.get(is_default_site=True).pk

    def finds(query: str) -> list[str]:
        narrowing = Narrowing(site_id=site, reader=language, now=timezone.now())
        ids = [hit.object_id for hit in find(text=query, narrowing=narrowing, limit=MOST).hits]
        known = dict(Entry.objects.filter(object_id__in=ids).values_list("object_id", "text"))
        return [known[pk] for pk in ids]

    return finds


def fill(pairs: Iterable[Pair]) -> None:
    """Each text as what a resident has written, in all its languages, a minute apart."""
    from datetime import timedelta

    from django.utils import timezone
    from wagtail.models import Site

    from search import actions
    from search.registry import Document

    site, now = Site.objects.get(is_default_site=True), timezone.now()
    written = list(dict.fromkeys((pair.language, pair.text) for pair in pairs))
    documents = (
        Document(
            site_id=site.pk,
            kind="proposal",
            object_id=number,
            language=language,
            title="",
            text=text,
            created=now - timedelta(minutes=number),
        )
        for number, (language, text) in enumerate(written, 1)
    )
    actions.put_many(documents=documents)


def in_database() -> dict[str, Row]:
    """What is measured in the database of the environment, and in the Elasticsearch of the environment."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    hosts, settings.ELASTICSEARCH["hosts"] = settings.ELASTICSEARCH["hosts"], []
    call_command("migrate", verbosity=0)
    pairs = [pair for found in sets().values() for pair in found]
    fill(pairs)
    rows = {f"Raitti, {connection.vendor}": _row({code: ours(code) for code in LANGUAGES})}
    if hosts:
        from search.engines.elasticsearch import building

        settings.ELASTICSEARCH["hosts"] = hosts
        building.build()
        rows["Raitti, Elasticsearch"] = _row({code: ours(code) for code in LANGUAGES})
        settings.ELASTICSEARCH["hosts"] = []
        rows["Elasticsearch’s (Lucene’s) finnish, swedish"] = _row(
            {code: stock.lucene(hosts[0], texts(pairs, code), code) for code in LANGUAGES}
        )
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    rows[f"Wagtail’s {name} back end"] = _row({code: stock.wagtail(texts(pairs, code), code) for code in LANGUAGES})
    if connection.vendor == "postgresql":
        own = {code: stock.wagtail(texts(pairs, code), code, config=config) for code, config in LANGUAGES.items()}
        rows["… with PostgreSQL’s finnish, swedish"] = _row(own)
    else:
        rows["Snowball"] = _row({code: stock.snowball(texts(pairs, code), code) for code in LANGUAGES})
    return rows


def _row(finds: Mapping[str, Finds]) -> Row:
    row: Row = {}
    for name, pairs in sets().items():
        for code, asked in finds.items():
            chosen = [pair for pair in pairs if pair.language == code]
            ranks = ranked(chosen, asked)
            row[f"{name}, {code}"] = measured(chosen, ranks)
            if asked.__module__ == __name__:
                _tell(ranks)
    return row


def _tell(ranks: Mapping[Pair, int | None]) -> None:
    """What ours does wrong."""
    for pair, place in ranks.items():
        if pair.wanted and (place is None or place >= FIRST):
            print(f"missed: {pair.query} | {pair.text} ({place})", file=sys.stderr)
        elif not pair.wanted and place is not None:
            print(f"found wrongly: {pair.query} | {pair.text}", file=sys.stderr)


def measure(**environment: str) -> dict[str, Row]:
    """In a process with a database of its own."""
    with tempfile.TemporaryDirectory(prefix="raitti-quality-") as folder:
        command = [sys.executable, "-m", "benchmarks.search.quality", "--in-database", str(Path(folder) / "rows")]
        known = {"DJANGO_SETTINGS_MODULE": "config.settings.local", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
        environment = {**os.environ, **known, "RAITTI_VAR": folder, **environment}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        rows: dict[str, Row] = json.loads((Path(folder) / "rows").read_text())
        return rows


def table(rows: Mapping[str, Row]) -> Iterator[str]:
    columns = list(next(iter(rows.values())))
    yield "| | " + " | ".join(columns) + " |"
    yield "|---|" + "--:|" * len(columns)
    for engine, row in rows.items():
        yield f"| {engine} | " + " | ".join(f"{row[name][0]:.3f} / {row[name][1]:.3f}" for name in columns) + " |"


def main() -> None:
    from tests.postgresql import binaries, server
    from tools.elasticsearch import cluster, packages

    rows: dict[str, Row] = {}
    with ExitStack() as stack:
        addresses = []
        if lacks := packages.lacking():
            print(f"without Elasticsearch, which needs {lacks}")
        else:
            addresses = stack.enter_context(cluster.running(size=1)).addresses
        rows |= measure(
            DATABASE_URL="",
            ELASTICSEARCH_URL=",".join(addresses),
            ELASTICSEARCH_REPLICAS="0",
            ELASTICSEARCH_TIMEOUT="30",
        )
    programs = binaries()
    if programs is None:
        print("without PostgreSQL, which is not installed")
    else:
        with server(programs) as address:
            rows |= measure(DATABASE_URL=address, ELASTICSEARCH_URL="")
    rows = dict(sorted(rows.items(), key=lambda row: not row[0].startswith("Raitti")))
    for name, pairs in sets().items():
        print(f"{name}: { {code: sum(one.language == code for one in pairs) for code in LANGUAGES} } pairs")
    print("recall at 10 / precision\n\n" + "\n".join(table(rows)))


if __name__ == "__main__":
    if "--in-database" in sys.argv:
        django.setup()
        Path(sys.argv[-1]).write_text(json.dumps(in_database()))
    else:
        main()
