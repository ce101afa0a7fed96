"""A process that stays and does things to a server's database: to start Django for each of them takes seconds.

Reads a line of JSON for each deed, `[dotted name, arguments]`, and answers with what it returned or what went wrong.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import django
from django.db import connections

ROOT = Path(__file__).resolve().parents[2]


class Steward:
    """Starts at the first deed."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._variables = {**variables, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
        self._process: subprocess.Popen[str] | None = None

    def do(self, name: str, *arguments: str) -> Any:
        """Call a function of `tests.e2e.deeds`. Raises with the traceback when it fails."""
        if self._process is None:
            self._process = self._start()
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([name, arguments]) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The steward has gone, doing {name}")
        done = json.loads(answer)
        if "wrong" in done:
            raise RuntimeError(done["wrong"])
        return done["is"]

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.steward"],
            cwd=ROOT,
            env=self._variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def stop(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(timeout=20)


def _serve() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # what commands say goes elsewhere
    django.setup()

    from tests.e2e import deeds

    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            done = {"is": getattr(deeds, name)(*arguments)}
        except Exception:
            done = {"wrong": traceback.format_exc()}
        connections.close_all()
        print(json.dumps(done), file=answers, flush=True)


if __name__ == "__main__":
    _serve()
