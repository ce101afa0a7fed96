"""Measures what the search finds, beside what stock engines find: `python -m benchmarks.search.quality` → RESULTS.md.

The texts of `tests/search/judged.tsv` (and of ../shared, where they are) are put into a database of SQLite, of PostgreSQL and
into Elasticsearch, each started for it; then every query is asked of every engine over all the texts of its language.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import django

from benchmarks import results

from . import stock
from .pairs import LANGUAGES, ROOT, Pair, sets, texts
from .stock import MOST, Finds

FIRST = 10
HOW = """
recall at 10 (of the texts that a query has to find, those among its first ten) / precision (of what it finds among the judged
pairs, what it had to; – where it finds nothing). «Judged» is `tests/search/judged.tsv`; «given» are pairs that others wrote,
which hold nothing that must not be found. Every query is asked of all the texts, of ours in both languages as the search page
asks it, of the others in its own language and with all words required.

- Elasticsearch’s own: the analyzers of Lucene 9.12 by `simple_query_string`; PostgreSQL’s own: `to_tsvector` and
  `websearch_to_tsquery`. Both understand quotes and minus. Snowball: its stems alone.
- Wagtail’s back ends, each with the settings it comes with, filled as `update_index` does with pages of which a text is the
  heading, and asked by `search` of what `parse_query_string` makes of the query; «by autocomplete»: by `autocomplete`, to which
  the beginning of a word is enough.
- Wagtail’s back ends as they come find so little because they know neither language: they compare words as they are written
  (SQLite, Elasticsearch) or with English endings off (PostgreSQL’s choice for the locale C), and in nearly all pairs the text
  has another form of the word; a plain FTS5 table, asked without Wagtail, finds the same as its SQLite back end.
- By autocomplete Wagtail’s Elasticsearch back end finds less than the others: its index takes the dots off ä, ö and å and cuts
  words at 15 letters, its queries do neither.
"""[1:-1].split("\n")
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
    """Recall at ten and precision, which is not a number where nothing is found. ``ranks``: the place of each pair's text
    among what its query finds, from 0."""
    pairs = list(pairs)
    found = [pair for pair in pairs if ranks[pair] is not None]
    first = [pair for pair in pairs if pair.wanted and (place := ranks[pair]) is not None and place < FIRST]
    precision = sum(pair.wanted for pair in found) / len(found) if found else math.nan
    return len(first) / sum(pair.wanted for pair in pairs), precision


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
    stock.write_pages(pairs)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW default_text_search_config")
            config = cursor.fetchone()[0].rpartition(".")[2]
        return {
            "Raitti, PostgreSQL": _row(ours),
            "PostgreSQL’s finnish, swedish": _row(lambda code: stock.postgresql(texts(pairs, code), code)),
            **_wagtails(f"Wagtail, PostgreSQL ({config}, its default)", "database"),
            "Wagtail, PostgreSQL set to finnish, swedish": _row(
                lambda code: stock.wagtail("database", code, SEARCH_CONFIG=LANGUAGES[code])
            ),
        }
    rows = {
        "Raitti, SQLite": _row(ours),
        "Snowball": _row(lambda code: stock.snowball(texts(pairs, code), code)),
        **_wagtails("Wagtail, SQLite", "database"),
    }
    if hosts:
        from search.engines.elasticsearch import building

        settings.ELASTICSEARCH["hosts"] = hosts
        building.build()
        rows["Raitti, Elasticsearch"] = _row(ours)
        settings.ELASTICSEARCH["hosts"] = []
        rows["Elasticsearch’s (Lucene’s) finnish, swedish"] = _row(
            lambda code: stock.lucene(hosts[0], texts(pairs, code), code)
        )
        rows |= _wagtails("Wagtail, Elasticsearch 8", "elasticsearch8", URLS=hosts)
    return rows


def _wagtails(name: str, backend: str, **options: Any) -> dict[str, Row]:
    return {
        name: _row(lambda code: stock.wagtail(backend, code, **options)),
        f"{name}, by autocomplete": _row(lambda code: stock.wagtail(backend, code, partly=True, **options)),
    }


def _row(made: Callable[[str], Finds]) -> Row:
    """``made``: of a language, what is asked."""
    row: Row = {}
    for code in LANGUAGES:
        asked = made(code)
        for name, pairs in sets().items():
            chosen = [pair for pair in pairs if pair.language == code]
            ranks = ranked(chosen, asked)
            row[f"{name}, {code}"] = measured(chosen, ranks)
            if made is ours:
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


def table(rows: Mapping[str, Row]) -> list[str]:
    found = sets()
    columns = {
        f"{name}, {code}": [pair for pair in found[name] if pair.language == code]
        for name in found
        for code in LANGUAGES
    }
    lines = [
        "| | " + " | ".join(f"{name} ({len(pairs)})" for name, pairs in columns.items()) + " |",
        "|---|" + "--:|" * len(columns),
    ]
    for engine in sorted(rows, key=lambda name: (name.startswith("Wagtail"), not name.startswith("Raitti"))):
        cells = (f"{recall:.3f} / {precision:.3f}" for recall, precision in (rows[engine][name] for name in columns))
        lines.append(f"| {engine} | " + " | ".join(cells).replace("nan", "–") + " |")
    return lines


def main() -> None:
    from benchmarks.run import machine
    from tests.postgresql import binaries, server
    from tools.elasticsearch import cluster, packages

    if lacks := packages.lacking():
        sys.exit(f"Elasticsearch needs {lacks}.")
    if (programs := binaries()) is None:
        sys.exit("PostgreSQL is needed.")
    with cluster.running(size=1) as running:
        rows = measure(
            DATABASE_URL="",
            ELASTICSEARCH_URL=",".join(running.addresses),
            ELASTICSEARCH_REPLICAS="0",
            ELASTICSEARCH_TIMEOUT="30",
        )
    with server(programs) as address:
        rows |= measure(DATABASE_URL=address, ELASTICSEARCH_URL="")
    lines = [
        f"{date.today():%-d.%-m.%Y} on {machine()}. `python -m benchmarks.search.quality`:",
        *HOW,
        "",
        *table(rows),
    ]
    print("\n".join(lines))
    results.put("What the search finds", lines)


if __name__ == "__main__":
    if "--in-database" in sys.argv:
        django.setup()
        Path(sys.argv[-1]).write_text(json.dumps(in_database()))
    else:
        main()
