"""Make everything ready to serve: assets, translations, database, collected files. Quick when nothing has changed."""

from __future__ import annotations

import hashlib
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="fill an empty database with the demonstration municipality"
        )

        parser.add_argument("--files", action="store_true", help="assets and translations only; no database is touched")

    def handle(self, *, demo: bool, files: bool, **options: Any) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        self.step("Styles, fonts and icons", lambda: call_command("build_assets", verbosity=0, stdout=_Silence()))
        self.step("Translations", lambda: call_command("catalogues", "build", stdout=_Silence()))
        if files:
            return
        if self._unapplied():
            self.step("Database", lambda: call_command("migrate", interactive=False, verbosity=0))
        call_command("createcachetable", verbosity=0)  # where the migrations ran with another cache
        self._collect()
        if demo and _is_empty():
            self.stdout.write("  Demonstration municipality …")
            call_command("load_demo", stdout=self.stdout)

    def step(self, title: str, work: Callable[[], object]) -> None:
        begun = time.monotonic()
        self.stdout.write(f"  {title} …", ending="")
        self.stdout.flush()
        work()
        self.stdout.write(f" {time.monotonic() - begun:.1f} s")

    def _unapplied(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def _collect(self) -> None:
        """Collect static files when any of them has changed since the last time."""
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        state = _state_of_static_files()
        if stamp.exists() and stamp.read_text() == state:
            return
        self.step("Static files", lambda: call_command("collectstatic", interactive=False, clear=True, verbosity=0))
        stamp.write_text(state)


class _Silence:
    def write(self, *_: object) -> None: ...


def _is_empty() -> bool:
    """Whether the tree holds no more than Wagtail's own welcome page."""
    return not Page.objects.filter(depth__gt=2).exists()


def _state_of_static_files() -> str:
    """A digest of the name, size and time of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return digest.hexdigest()
