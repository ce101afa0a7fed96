"""`make bench`: pages at 1 000 and 100 000 proposals, on SQLite and, where it is found, PostgreSQL → RESULTS.md.

`make bench ARGS="--sizes 1000"` measures less. SQLite databases are kept in var/bench, so that a second run is quick.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.load import requests_per_second
from tests import postgresql
from tests.e2e.server import ROOT, Serving, environment, manage

KEPT = ROOT / "var" / "bench"
WORKERS = 2
FOLLOWERS = 10_000
RESPONSES = 50_000  # to a survey
CPU_AIM = 30  # ms of CPU for a page, uncached, at the largest size


@dataclass(frozen=True)
class Measured:
    """One database at one size. ``pages``: name → what `benchmarks.pages` prints, and ``per_second``; ``screens``: the
    same of who is signed in (staff, a councillor) and of what is asked for while typing, without; ``work``: name → rows,
    seconds, memory and size of what takes its time."""

    engine: str
    proposals: int
    pages: dict[str, dict[str, Any]]
    screens: dict[str, dict[str, Any]]
    work: dict[str, dict[str, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the pages.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000], help="numbers of proposals")
    sizes = sorted(parser.parse_args().sizes)
    with ExitStack() as stack:
        measured = [measure(*each) for each in databases(sizes, stack)]
    results.put("Measured", report(measured))
    print(f"Written: {results.RESULTS.relative_to(ROOT)}")


def databases(sizes: list[int], stack: ExitStack) -> Iterator[tuple[str, int, Path, dict[str, str]]]:
    """Engine, size, folder and environment of each database; one database grows from size to size."""
    for size in sizes:
        yield "SQLite", size, KEPT / f"sqlite-{size}", {}
    programs = postgresql.binaries()
    if programs:
        url = stack.enter_context(postgresql.server(programs))
        for size in sizes:
            yield "PostgreSQL", size, KEPT / "postgresql", {"DATABASE_URL": url}


def measure(engine: str, size: int, folder: Path, variables: dict[str, str]) -> Measured:
    print(f"── {engine}, {size} proposals", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    print(manage(folder, "prepare", "--demo", **variables))
    print(manage(folder, "load_scale", "--proposals", str(size), **variables))
    pages = in_process(folder, variables, "benchmarks.pages")
    screens = in_process(folder, variables, "benchmarks.pages", "typed")
    screens |= in_process(folder, variables, "benchmarks.desk", "list")
    screens |= in_process(folder, variables, "benchmarks.council")
    screens |= in_process(folder, variables, "benchmarks.surveys", str(RESPONSES))
    work = {
        "export, XLSX": in_process(folder, variables, "benchmarks.desk", "xlsx"),
        "export, CSV": in_process(folder, variables, "benchmarks.desk", "csv"),
        "import, CSV": in_process(folder, variables, "benchmarks.imports", str(size)),
        "survey, packing its days": in_process(folder, variables, "benchmarks.surveys", str(RESPONSES), "pack"),
        "survey, export, CSV": in_process(folder, variables, "benchmarks.surveys", str(RESPONSES), "csv"),
        "survey, export, XLSX": in_process(folder, variables, "benchmarks.surveys", str(RESPONSES), "xlsx"),
        "mail to followers": in_process(folder, variables, "benchmarks.digests", str(FOLLOWERS)),
    }
    for name, found in {**screens, **work}.items():
        print(f"{name}: {found}", flush=True)
    server = Serving(folder, workers=WORKERS, **variables)
    server.start()
    try:
        for name, page in pages.items():
            page["per_second"] = requests_per_second("127.0.0.1", server.port, page["path"])
            print(f"{name}: {page}", flush=True)
    finally:
        server.stop()
    return Measured(engine, size, pages, screens, work)


def in_process(folder: Path, variables: dict[str, str], module: str, *arguments: str) -> dict[str, Any]:
    """Run a module of measurements in the environment of a database; what it prints."""
    import_path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**environment(folder), "PYTHONPATH": import_path, **variables},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(measured: list[Measured]) -> list[str]:
    """The tables, with the machine named."""
    lines = [
        f"{date.today():%-d.%-m.%Y} on {machine()}.",
        "",
        f"- CPU: of one process, for one request, the median of many. Cold: with the shared cache emptied before each; the "
        f"aim is under {CPU_AIM} ms. PostgreSQL's own processes are not in it, but in the time.",
        "- Queries: those of the cache, which is in the database too, included.",
        f"- Requests a second: `manage.py serve` with {WORKERS} processes of 4 threads, asked on 8 connections from the same "
        "machine, so that asking costs it too. No page cache stands in between.",
        "- Memory: what the process took more at its peak than before the work. An export holds every proposal of the list "
        "and, as XLSX, every comment on a sheet of its own.",
        f"- A survey: {RESPONSES:_} responses to twenty questions on sixty days, today among them.".replace("_", " "),
        "- Mail to followers: one event of a project, a mail to each over one connection to a mail server on the same "
        "machine, the worker killed with -9 half way and started again. Memory: all that the worker holds.",
    ]
    for one in measured:
        lines += ["", f"## {one.engine}: {one.proposals:_} proposals".replace("_", " "), ""]
        lines += ["| page | CPU ms, cold | CPU ms | time ms | queries, cold | queries | requests/s |"]
        lines += ["|---|--:|--:|--:|--:|--:|--:|"]
        lines += [_row(name, page) for name, page in {**one.pages, **one.screens}.items()]
        lines += ["", "| work | rows | seconds | rows/s | memory MB | size MB |", "|---|--:|--:|--:|--:|--:|"]
        lines += [_work_row(name, work) for name, work in one.work.items()]
    return lines


def _row(name: str, page: dict[str, Any]) -> str:
    times = " | ".join(f"{page[key]:.1f}" for key in ("cpu_cold", "cpu", "time"))
    per_second = f"{page['per_second']:.0f}" if "per_second" in page else ""
    return f"| {name} | {times} | {page['queries_cold']} | {page['queries']} | {per_second} |"


def _work_row(name: str, work: dict[str, float]) -> str:
    rows, seconds = work["rows"], work["seconds"]
    return f"| {name} | {rows:.0f} | {seconds:.1f} | {rows / seconds:.0f} | {work['memory']:.0f} | {work['size']:.1f} |"


def machine() -> str:
    """Processor, cores, memory, system, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB of memory, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "an unnamed processor"


if __name__ == "__main__":
    main()
