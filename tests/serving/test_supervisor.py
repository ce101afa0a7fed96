"""Children are started again when they die, and all stop together. The supervisor runs in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds

# Two children write a file named after their process and wait; the third comes once.
PROGRAM = """
import os, signal, sys
sys.path.insert(0, {site!r})
from core.serving.supervisor import Child, Supervisor

def waiting(name):
    def work():
        open(os.path.join({folder!r}, f"{{name}}-{{os.getpid()}}"), "w").close()
        while True:
            signal.pause()
    return work

def greet():
    print("hello", flush=True)
    open(os.path.join({folder!r}, f"greeting-{{os.getpid()}}"), "w").close()

Supervisor([
    Child(name="Web", work=waiting("web")),
    Child(name="worker", work=waiting("worker")),
    Child(name="Greeting", work=greet, once=True),
]).run()
print("stopped")
"""


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


class Running:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        program = PROGRAM.format(site=str(ROOT / "site"), folder=str(folder))
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        until(lambda: self.pids("web") and self.pids("worker") and self.pids("greeting"))

    def pids(self, name: str) -> list[int]:
        paths = sorted(self.folder.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime_ns)
        return [int(path.name.rpartition("-")[2]) for path in paths]

    def stop(self, number: signal.Signals) -> tuple[str, str]:
        self.process.send_signal(number)
        return self.process.communicate(timeout=PATIENCE)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    one = Running(tmp_path)
    yield one
    if one.process.poll() is None:
        one.process.kill()
        one.process.communicate()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_all_children_stop_with_it_and_nothing_is_complained(running: Running, number: signal.Signals) -> None:
    said, complained = running.stop(number)
    assert (said, complained, running.process.returncode) == ("hello\nstopped\n", "", 0)
    assert [pid for pid in running.pids("web") + running.pids("worker") if alive(pid)] == []


def test_a_killed_child_comes_back_and_the_others_stay(running: Running) -> None:
    os.kill(running.pids("worker")[0], signal.SIGKILL)
    until(lambda: len(running.pids("worker")) == 2)
    assert len(running.pids("web")) == 1
    said, complained = running.stop(signal.SIGTERM)
    assert said == "hello\nstopped\n"
    assert complained == "worker ended (killed by signal 9); starting it again.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_no_child_outlives_a_killed_supervisor(running: Running) -> None:
    running.process.kill()
    until(lambda: not any(map(alive, running.pids("web") + running.pids("worker"))))
