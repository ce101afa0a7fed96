"""What the processes under `manage.py serve` do: answer requests, carry out tasks, run periodic jobs, greet."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from gunicorn.app.base import BaseApplication

from .clock import Clock, Job

GREET_WITHIN = 60  # seconds for the first page to answer


class Web(BaseApplication):
    """gunicorn on a socket that is already listening, so that a restart refuses nobody."""

    def __init__(self, listener: socket.socket, workers: int, threads: int) -> None:
        self._options: dict[str, Any] = {
            "bind": [f"fd://{listener.fileno()}"],
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": 5,
            "timeout": 60,
            "limit_request_line": 8190,  # as much as proxies let through: a long search and many filters
            "keepalive": 75,  # longer than a proxy keeps an idle connection: nobody writes into one that we just closed
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return import_string(settings.WSGI_APPLICATION)


def work_on_tasks(worker_id: str, *, queues: Sequence[str]) -> None:
    """Carry out the background tasks of these queues; those that an earlier worker of this name left unfinished are done
    again."""
    for result in DBTaskResult.objects.running():
        if result.worker_ids[-1:] == [worker_id]:
            DBTaskResult.objects.filter(pk=result.pk).update(status=TaskResultStatus.READY)
    worker = Worker(
        queue_names=list(queues),
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def keep_time(jobs: Sequence[tuple[str, int]]) -> None:
    """Run commands by the clock, each every so many seconds, until SIGTERM; one that is running is finished first."""
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopping.append(number))
    clock = Clock([Job(tuple(command.split()), seconds) for command, seconds in jobs], _run_job)
    while not stopping:
        pause = clock.run_due()
        waited_until = time.monotonic() + pause
        while not stopping and time.monotonic() < waited_until:
            time.sleep(min(0.5, max(0.0, waited_until - time.monotonic())))


def _run_job(job: Job) -> None:
    close_old_connections()
    try:
        call_command(*job.command, verbosity=0)
    finally:
        close_old_connections()


def greet(address: str, write: Callable[[str], object]) -> None:
    """Once the first page answers, say where the site is and who can sign in to it."""
    deadline = time.monotonic() + GREET_WITHIN
    while not _answers(address) and time.monotonic() < deadline:
        time.sleep(0.2)
    lines = [f"Raitti is running:  {address}", f"Administration:     {address}admin/"]
    for notice in settings.SERVE_NOTICES:
        told = import_string(notice)()
        lines += ["", *told] if told else []
    write("\n" + "\n".join(lines) + "\n\nCtrl-C stops it.\n\n")
    sys.stdout.flush()
    os._exit(0)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=GREET_WITHIN) as response:  # noqa: S310  our own http address
            return bool(response.status)
    except URLError as problem:
        return hasattr(problem, "code")
    except OSError:
        return False
