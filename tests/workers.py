"""Processes of ours beside the test, on its database; some of them are killed in the midst of their work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

SECONDS = 100  # that a worker has


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Of a process that works on the database of the test, with its secrets."""
    return {
        **os.environ,
        "DATABASE_URL": _database(),
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "RAITTI_VAR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,  # codes are computed with it
        **more,
    }


def _database() -> str:
    """A host may be the folder of a socket."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    port = f":{found['PORT']}" if found["PORT"] else ""
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{quote(found['HOST'], safe='')}{port}/{found['NAME']}"


def killed_while_mailing(command: str, server: Any, folder: Path, *, at: Sequence[int]) -> None:
    """Run a command that mails, as `manage.py serve` does, until it comes to its end; it is killed each time that the
    server has taken so many mails."""
    workers: list[subprocess.Popen[bytes]] = []
    kills = list(at)

    def strike(number: int) -> None:
        if kills and number == kills[0]:
            del kills[0]
            os.kill(workers[-1].pid, signal.SIGKILL)

    server.on_taken = strike
    variables = environment(folder, EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(server.port))
    endings: list[int] = []
    while not endings or endings[-1] == -signal.SIGKILL:
        run = [sys.executable, "manage.py", command, "--seconds", str(SECONDS)]
        workers.append(subprocess.Popen(run, cwd=settings.ROOT, env=variables))
        endings.append(workers[-1].wait(timeout=SECONDS + 20))
    assert endings == [-signal.SIGKILL] * len(at) + [0]


def at_once(module: str, deals: Sequence[Any], folder: Path, *, begin: Callable[[], None] = lambda: None) -> list[Any]:
    """Run a process of ``module`` for each deal, which it reads as a line of JSON. When all have said «ready», ``begin``
    is called and they start together. What each told in the end."""
    path = os.pathsep.join([str(settings.ROOT), str(settings.ROOT / "site")])
    variables = environment(folder, PYTHONPATH=path)
    command = [sys.executable, "-m", module]
    senders = [
        subprocess.Popen(
            command, cwd=settings.ROOT, env=variables, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _deal in deals
    ]
    try:
        for sender, deal in zip(senders, deals, strict=True):
            _tell(sender, json.dumps(deal))
        assert [_hear(sender) for sender in senders] == ["ready"] * len(deals)
        begin()
        for sender in senders:
            _tell(sender, "go")
        return [json.loads(_hear(sender)) for sender in senders]
    finally:
        for sender in senders:
            sender.communicate(timeout=60)
            assert sender.returncode == 0


def _tell(sender: subprocess.Popen[str], line: str) -> None:
    assert sender.stdin is not None
    sender.stdin.write(line + "\n")
    sender.stdin.flush()


def _hear(sender: subprocess.Popen[str]) -> str:
    assert sender.stdout is not None
    return sender.stdout.readline().strip()
