"""Runs management commands by the clock."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A management command with its arguments, run when the process starts and then at every full ``seconds`` of the
    clock: 60 is each full minute, so that what is to appear at 8.00 appears at 8.00."""

    command: tuple[str, ...]
    seconds: int

    def after(self, moment: float) -> float:
        """The next time to run it, as seconds since the epoch."""
        return (math.floor(moment / self.seconds) + 1) * self.seconds


class Clock:
    """Knows which jobs are due. A job that fails is logged and runs again at its next time."""

    def __init__(self, jobs: Sequence[Job], run: Callable[[Job], None], now: Callable[[], float] = time.time) -> None:
        self._run, self._now = run, now
        self._due = dict.fromkeys(jobs, now())

    def run_due(self) -> float:
        """Run what is due; return the seconds until something is due again."""
        for job, due in self._due.items():
            if due <= self._now():
                self._due[job] = job.after(self._now())
                self._attempt(job)
        return max(0.0, min(self._due.values()) - self._now())

    def _attempt(self, job: Job) -> None:
        try:
            self._run(job)
        except Exception:
            logger.exception("The periodic job %s failed", job.command[0])
