"""`make bench-search`: the search on SQLite, PostgreSQL and Elasticsearch → RESULTS.md, the parts «Search».

`make bench-search ARGS="--sizes 10000 --only speed"` measures less. It starts what servers it needs; Elasticsearch stands
beside PostgreSQL, as three nodes and as one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.run import KEPT, machine
from tests import postgresql
from tests.e2e.server import ROOT, environment, manage
from tools.elasticsearch import packages
from tools.elasticsearch.cluster import running

SIZES = [10_000, 200_000]
HEAP = "1g"  # of each node
WORK = ("speed", "rebuild", "faults")
Found = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the search.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of rows")
    parser.add_argument("--saved", type=int, default=20_000, help="rows saved while nodes are killed")
    parser.add_argument("--only", choices=WORK, nargs="+", default=WORK)
    chosen = parser.parse_args()
    if lacks := packages.lacking():
        sys.exit(f"Elasticsearch needs {lacks}.")
    programs = postgresql.binaries()
    if not programs:
        sys.exit("PostgreSQL is needed.")
    folder = KEPT / "search"
    folder.mkdir(parents=True, exist_ok=True)
    sizes = sorted(chosen.sizes)
    with (
        postgresql.server(programs, postgresql.SAFE) as url,
        running(heap=HEAP, lasting=True) as three,
        running(size=1, heap=HEAP, lasting=True) as one,
    ):
        stored = {"DATABASE_URL": url}
        nodes = [",".join(str(node.pid) for node in cluster.nodes) for cluster in (three, one)]
        engines: dict[str, dict[str, str]] = {
            "SQLite": {},
            "PostgreSQL": stored,
            "Elasticsearch, 3 nodes": {
                **stored,
                "ELASTICSEARCH_URL": ",".join(three.addresses),
                "MEASURED_PIDS": nodes[0],
            },
            "Elasticsearch, 1 node": {
                **stored,
                "ELASTICSEARCH_URL": ",".join(one.addresses),
                "ELASTICSEARCH_REPLICAS": "0",
                "MEASURED_PIDS": nodes[1],
            },
        }
        for variables in (engines["SQLite"], stored):
            manage(folder, "prepare", **variables)
        if "speed" in chosen.only:
            speed(folder, engines, sizes)
        if "rebuild" in chosen.only:
            rebuild(folder, engines, sizes[-1])
        if "faults" in chosen.only:
            faults(folder, stored, chosen.saved)


def speed(folder: Path, engines: dict[str, dict[str, str]], sizes: Sequence[int]) -> None:
    lines = [
        machine_line(),
        "",
        "Whole searches (`search.queries.find`, `suggest`) of made texts, a fourth of them Swedish, each time of other words, after as",
        "many to warm up as it takes. Elasticsearch stands beside PostgreSQL. CPU is of the process that asks and of the servers",
        "that answer it.",
        "",
    ]
    for size in sizes:
        found = {}
        for name, variables in engines.items():
            found[name] = in_process(folder, variables, "benchmarks.search.engines", str(size))
            print(name, found[name], flush=True)
        lines += [f"## {size:_} rows".replace("_", " "), "", *speed_table(found), "", *write_table(found), ""]
        results.put("Search: how quick", lines)


def speed_table(found: dict[str, Found]) -> list[str]:
    lines = [f"| p50 / p95, ms (p95 of CPU) | {' | '.join(found)} |", f"|---|{'--:|' * len(found)}"]
    questions = next(iter(found.values()))["asked"]
    for question in questions:
        asked = (one["asked"][question] for one in found.values())
        times = (f"{both(each['time'])} ({each['cpu'][1]:.1f})" for each in asked)
        lines.append(f"| {question} | {' | '.join(times)} |")
    return lines


def write_table(found: dict[str, Found]) -> list[str]:
    rows = {
        "a new one: until it is saved, ms": lambda one: both(one["saved"]),
        "until a search finds it": lambda one: both(one["found"]),
        "until it is in the index of Elasticsearch": lambda one: both(one["sent"]) if "sent" in one else "",
        "rows indexed a second": lambda one: f"{one['rate']:.0f}",
        "index, MB": lambda one: f"{one['size']['index']:.0f}",
        "rows with it, MB": lambda one: f"{one['size']['rows']:.0f}" if "rows" in one["size"] else "",
    }
    lines = [f"| p50 / p95 | {' | '.join(found)} |", f"|---|{'--:|' * len(found)}"]
    return [*lines, *(f"| {name} | {' | '.join(map(told, found.values()))} |" for name, told in rows.items())]


def both(times: Sequence[float]) -> str:
    return f"{times[0]:.1f} / {times[1]:.1f}"


def rebuild(folder: Path, engines: dict[str, dict[str, str]], size: int) -> None:
    """Of a database that `speed` has filled."""
    lines = [
        machine_line(),
        "",
        f"`rebuild_search` of {size:_} rows; with Elasticsearch `--index`, then sending what changed meanwhile. Memory:".replace(
            "_", " "
        ),
        "what the process took more at its peak. Meanwhile another process searches all the time for rare and common words.",
        "",
        "| | seconds | rows/s | memory MB | sending, s | searches | failed or empty | p50 / p95, ms | slowest, ms |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, variables in engines.items():
        one = in_process(folder, variables, "benchmarks.search.engines", str(size), "rebuild")
        print(name, one, flush=True)
        lines.append(
            f"| {name} | {one['seconds']:.0f} | {size / one['seconds']:.0f} | {one['memory']:.0f} | {one['sending']:.0f} "
            f"| {one['searches']} | {one['amiss']} | {both(one['took'])} | {one['slowest']:.0f} |"
        )
    results.put("Search: made anew", lines)


def faults(folder: Path, variables: dict[str, str], rows: int) -> None:
    one = in_process(folder, variables, "benchmarks.search.faults", str(rows))
    print(one, flush=True)
    lost = f"{one['missing']} missing, {one['old']} of an old version, {one['extra']} too many"
    lines = [
        machine_line(),
        "",
        f"{one['saved']:_} rows saved on PostgreSQL beside three nodes, ".replace("_", " ")
        + "in transactions of 50, and of each 50 one saved again and one removed. Another process searches all the time "
        "for what was saved last, another thread sends.",
        "",
        f"In the end: {one['rows']} rows, {one['compared']} compared with the index: {lost}; {one['waiting']} waiting; "
        f"caught up {one['caught_up']:.1f} s after the last nodes were back; failures while sending: "
        f"{', '.join(one['failures']) or 'none'}.",
        "",
        "| | seconds | slowest save, ms | searches | without the newest row | p50 / p95, ms | slowest, ms |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for each in one["stretches"]:
        lines.append(
            f"| {each['name']} | {each['seconds']:.0f} | {each['slowest_save']:.0f} | {each['searches']} "
            f"| {each['amiss']} | {both(each['search'])} | {each['slowest_search']:.0f} |"
        )
    results.put("Search: nodes that fail", lines)


def machine_line() -> str:
    return f"{date.today():%-d.%-m.%Y} on {machine()}."


def in_process(folder: Path, variables: dict[str, str], module: str, *arguments: str) -> Found:
    """Run a module of measurements in the environment of a database; what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**environment(folder), "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]), **variables},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
