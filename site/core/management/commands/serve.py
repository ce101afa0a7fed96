"""Serve the site: web server, background tasks and periodic jobs, until Ctrl-C."""

from __future__ import annotations

import gc
import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.module_loading import import_string

from core.serving.children import Web, greet, keep_time, work_on_tasks
from core.serving.supervisor import Child, Supervisor


class Command(BaseCommand):
    help = __doc__
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
        parser.add_argument("--workers", type=int, default=2, help="web processes (default: %(default)s)")
        parser.add_argument("--threads", type=int, default=4, help="threads in each (default: %(default)s)")

    def handle(self, *, host: str, port: int, workers: int, threads: int, **options: Any) -> None:
        listener = self._listen(host, port)
        for name in settings.SERVE_PRELOAD:
            import_string(name)([code for code, _name in settings.LANGUAGES])
        import_string(settings.WSGI_APPLICATION)
        connections.close_all()
        gc.freeze()  # what is loaded now stays shared between the processes
        address, here = f"http://{host}:{port}/", f"{socket.gethostname()[:45]}:{port}"
        Supervisor(
            [
                Child(name="The web server", work=Web(listener, workers, threads).run),
                Child(name="The task worker", work=lambda: work_on_tasks(here, queues=["default"])),
                Child(name="The worker for long tasks", work=lambda: work_on_tasks(f"{here}:long", queues=["long"])),
                Child(name="The clock", work=lambda: keep_time(settings.PERIODIC_JOBS)),
                Child(name="The clock of mail to followers", work=lambda: keep_time(settings.PERIODIC_MAIL)),
                Child(name="The greeting", work=lambda: greet(address, self.stdout.write), once=True),
            ]
        ).run()
        self.stdout.write("\nStopped.")

    def _listen(self, host: str, port: int) -> socket.socket:
        """Take the port first: nothing else is started when another program has it."""
        try:
            return socket.create_server((host, port), backlog=512)
        except OSError as problem:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({os.strerror(problem.errno or 0)}). "
                f"Another program may be using the port; choose another: make run PORT={port + 1}"
            ) from problem
        except OverflowError as problem:
            raise CommandError("A port is a number from 1 to 65535.") from problem
