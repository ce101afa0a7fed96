"""Keeps a few child processes alive, and stops them all together."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

STOP_WITHIN = 10.0  # seconds between asking children to stop and killing them
LONGEST_PAUSE = 10.0  # seconds before a child that keeps dying is started again
SETTLED_AFTER = 5.0  # seconds after which a child counts as having started well
PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


@dataclass(kw_only=True)
class Child:
    """One process: ``work`` runs in it until it is asked to stop. A child with ``once`` is not started again."""

    name: str
    work: Callable[[], None]
    once: bool = False
    pid: int = 0
    begun: float = 0.0
    due: float | None = 0.0  # when to start it, on the monotonic clock
    pause: float = field(default=0.2)

    def died(self, now: float) -> None:
        """Plan the next start: soon at first, later when it keeps dying at once."""
        self.pause = 0.2 if now - self.begun > SETTLED_AFTER else min(self.pause * 2, LONGEST_PAUSE)
        self.pid, self.due = 0, None if self.once else now + self.pause


class Supervisor:
    """Forks the children from this process, so that what it has loaded is shared; starts again those that die."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = False
        self._awake, self._wake = socket.socketpair()
        for end in (self._awake, self._wake):
            end.setblocking(False)

    def run(self) -> None:
        """Supervise until SIGTERM or SIGINT; return when no child is left."""
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        while not self.stopping:
            self._start_due(time.monotonic())
            self._wait(self._until_next(time.monotonic()))
            self._reap(report=not self.stopping)
        self._stop()

    def _ask_to_stop(self, *_: object) -> None:
        self.stopping = True

    def _start_due(self, now: float) -> None:
        for child in self.children:
            if child.due is not None and child.due <= now and not self.stopping:
                child.due, child.begun = None, now
                child.pid = self._fork(child)

    def _until_next(self, now: float) -> float | None:
        starts = [child.due - now for child in self.children if child.due is not None]
        return max(0.0, min(starts)) if starts else None

    def _wait(self, seconds: float | None) -> None:
        """Until a signal arrives or the time is over."""
        if select.select([self._awake], [], [], seconds)[0]:
            self._awake.recv(4096)

    def _reap(self, *, report: bool) -> None:
        for child in self.children:
            if not child.pid:
                continue
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            if not pid:
                continue
            child.died(time.monotonic())
            if report and child.due is not None:
                print(f"{child.name} ended ({_ending(status)}); starting it again.", file=sys.stderr, flush=True)

    def _stop(self) -> None:
        deadline = time.monotonic() + STOP_WITHIN
        self._signal(signal.SIGTERM)
        while self._alive() and time.monotonic() < deadline:
            self._wait(deadline - time.monotonic())
            self._reap(report=False)
        self._signal(signal.SIGKILL)
        for child in self._alive():
            os.waitpid(child.pid, 0)

    def _alive(self) -> list[Child]:
        return [child for child in self.children if child.pid]

    def _signal(self, number: signal.Signals) -> None:
        for child in self._alive():
            os.kill(child.pid, number)

    def _fork(self, child: Child) -> int:
        parent = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        return os.fork() or _live(child.work, parent)


def _live(work: Callable[[], None], parent: int) -> NoReturn:
    """What a child process does, from its first breath to its last."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.setpgid(0, 0)  # Ctrl-C reaches the supervisor alone, which then asks each child
        _die_with(parent)
        work()
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _die_with(parent: int) -> None:
    """Linux: have the kernel stop this child when the supervisor is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _ending(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"killed by signal {os.WTERMSIG(status)}"
    return f"exit code {os.WEXITSTATUS(status)}"
