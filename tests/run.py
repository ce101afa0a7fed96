"""`make test`: every test on SQLite; again on PostgreSQL, on Elasticsearch and in a browser where the machine has them.

Arguments go to pytest: `make test ARGS="tests/search -k compound"`. Says at the end what was left out and how to add it;
with ``NOTHING_LEFT_OUT`` in the environment that is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import nullcontext

from tests import postgresql
from tests.databases import forget_old
from tests.e2e import machine
from tools.elasticsearch import packages

ADD_POSTGRESQL = "install PostgreSQL (Debian: sudo apt-get install postgresql) or set TEST_DATABASE_URL"
ADD_BROWSER = "install Chromium (Debian: sudo apt-get install chromium) or set CHROME_PATH"
ELSEWHERE = ("e2e", "lighthouse", "elasticsearch")  # marks of what has a run, or a browser, of its own
ADD_JAVA = "install Java 17 (Debian: sudo apt-get install default-jre-headless)"


def main() -> int:
    forget_old()
    browser, given, programs = machine.browser(), os.environ.get("TEST_DATABASE_URL"), postgresql.binaries()
    done, left_out = ["SQLite"], []
    failed = [run("SQLite", without("lighthouse", "elasticsearch") if browser else without(*ELSEWHERE))]
    servers = [nullcontext(given)] if given else [postgresql.server(programs)] if programs else []
    for server in servers:
        with server as url:
            failed.append(run("PostgreSQL", without(*ELSEWHERE), DATABASE_URL=url))
        done.append("PostgreSQL")
    if not servers:
        left_out.append(f"PostgreSQL ({ADD_POSTGRESQL})")
    if lacks := packages.lacking():
        left_out.append(f"Elasticsearch (install {lacks})")
    else:
        failed.append(run("Elasticsearch", "elasticsearch", parallel=False))
        done.append("three nodes of Elasticsearch")
    if browser:
        failed.append(run("Lighthouse", "lighthouse", parallel=False))
        done.append("browser journeys, axe and Lighthouse in Chromium")
    else:
        left_out.append(f"browser journeys, axe and Lighthouse ({ADD_BROWSER})")
    if browser and not machine.java():
        left_out.append(f"the HTML checker ({ADD_JAVA})")
    print(f"\nTested: {', '.join(done)}.")
    print(f"Left out: {'; '.join(left_out) or 'nothing'}.")
    return int(any(failed) or bool(left_out and os.environ.get("NOTHING_LEFT_OUT")))


def without(*marks: str) -> str:
    return " and ".join(f"not {mark}" for mark in marks)


def run(title: str, marks: str, *, parallel: bool = True, **environment: str) -> bool:
    """One run of pytest; returns whether anything failed. Choosing nothing is no failure."""
    print(f"\n── {title}", flush=True)
    begun = time.monotonic()
    workers = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"] if parallel else ["-n", "0"]
    command = [sys.executable, "-m", "pytest", "-rs", "-m", marks, *workers, *sys.argv[1:]]
    code = subprocess.run(command, env=_environment(environment), check=False).returncode
    print(f"── {title}: {time.monotonic() - begun:.0f} s", flush=True)
    return code not in {0, 5}


def _environment(changes: dict[str, str]) -> dict[str, str]:
    """The caller's, without a database of theirs: tests never touch it."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "EMAIL_HOST"}
    }
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])  # node may live in .venv
    return {**kept, "PATH": path, "DJANGO_SETTINGS_MODULE": "config.settings.test", **changes}


if __name__ == "__main__":
    sys.exit(main())
