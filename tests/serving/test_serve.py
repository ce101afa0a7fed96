"""`manage.py serve` as a whole: it says where it is, refuses a taken port, survives a killed child, stops quietly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import Database
from tests.e2e.server import ROOT, Server, environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.one_database,
    pytest.mark.skipif(sys.platform != "linux", reason="finds the children through /proc"),
]
PATIENCE = 60.0  # seconds


@pytest.fixture
def server(tmp_path: Path, test_database: Database) -> Iterator[Server]:
    running = Server(tmp_path / "site", Path(test_database.address(test_database.migrated)))
    running.start()
    yield running
    running.stop()


def children(server: Server) -> list[int]:
    """Process ids below the supervisor, in the order in which they were started."""
    path = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    return [int(pid) for pid in path.read_text().split()]


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_it_greets_survives_and_stops(server: Server) -> None:
    until(lambda: "Ctrl-C stops it." in server.log.read_text())
    greeting = server.log.read_text()
    assert f"Raitti is running:  {server.url}/\n" in greeting
    people = [line.split()[0] for line in greeting.splitlines() if line.startswith("  ")]
    names = ("editor", "resident", "councillor", "moderator", "preparer", "desk", "admin")
    assert people == [f"{name}@koivuranta.example" for name in names]

    until(lambda: len(children(server)) == 5)  # the greeting has gone
    for victim in children(server):
        os.kill(victim, signal.SIGKILL)
    until(lambda: len(children(server)) == 5)
    with urllib.request.urlopen(f"{server.url}/fi/", timeout=PATIENCE) as answer:
        assert answer.status == 200

    said_before = len(server.log.read_text())
    begun = time.monotonic()
    server.stop()
    assert server.returncode == 0
    assert time.monotonic() - begun < PATIENCE
    ended = server.log.read_text()[said_before:]
    assert ended.strip().splitlines()[-1] == "Stopped."  # what is due by the clock may have said its own before
    assert "Traceback" not in ended


def test_a_taken_port_is_named(tmp_path: Path, server: Server) -> None:
    command = [sys.executable, "manage.py", "serve", "--port", str(server.port)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(server.folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE * 2,
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"CommandError: Cannot listen on 127.0.0.1:{server.port} (Address already in use). "
        f"Another program may be using the port; choose another: make run PORT={server.port + 1}\n"
    )


def test_a_closed_port_can_be_taken_at_once(server: Server) -> None:
    server.stop()
    with socket.create_server(("127.0.0.1", server.port)):
        pass
