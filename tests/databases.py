"""Test databases as copies of templates, so that neither a run nor a worker nor a test makes again what all begin with.

Two templates: what the migrations leave (``bare``), made once for a state of the migrations and brought up to date
(`post_migrate`) when other code changes; and on top of it the municipality of `factories.municipality`, made once for a
state of the code.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

SOURCES = ("site", "participation", "news", "surveys", "search")
STARTED = datetime(2026, 1, 5, 9, tzinfo=UTC)  # when the municipality of the template was started
CACHE = Path(tempfile.gettempdir()) / f"raitti-tests-{os.getuid()}"


def digest(*, migrations_only: bool) -> str:
    """A short name for the state of the code of this checkout: what migrates, or everything."""
    total = hashlib.sha256(str(settings.ROOT).encode())
    total.update((settings.ROOT / "requirements" / "dev.txt").read_bytes())
    if not migrations_only:
        for path in (Path(__file__), Path(__file__).with_name("factories.py")):
            total.update(path.read_bytes())
    for source in SOURCES:
        for path in sorted((settings.ROOT / source).rglob("*")):
            if path.suffix in {".py", ".json", ".sql"} and (not migrations_only or "migrations" in path.parts):
                total.update(path.relative_to(settings.ROOT).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:12]


def forget_old(*, hours: int = 12) -> None:
    """Remove templates and demonstrations that no run has made for a while."""
    before = time.time() - hours * 3600
    for path in CACHE.glob("*"):
        if path.stat().st_mtime < before:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time, among all that run tests here."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Database:
    """The databases of one test process, a copy of each template; it works on one of them at a time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.code = digest(migrations_only=False)
        self.migrated = f"raitti_{digest(migrations_only=True)}"
        self.started = f"{self.migrated}_{self.code}"
        self._bare = False
        self._copied: set[bool] = set()

    @property
    def vendor(self) -> str:
        return connection.vendor

    def create(self) -> None:
        """Make the templates, unless they are there."""
        with locked(f"{self.migrated}-{self.vendor}"):
            stamp = CACHE / f"{self.migrated}-{self._place()}.stamp"
            last = stamp.read_text() if stamp.exists() else ""
            if last != self.code or not self.exists(self.started):
                self._migrate()
                self._start(instead_of=f"{self.migrated}_{last}" if last else None)
                connections.close_all()  # SQLite writes the last into the file then, which others copy
                stamp.write_text(self.code)

    def _migrate(self) -> None:
        if not self.exists(self.migrated):
            self.create_empty(self.migrated)
        self.use(self.migrated)
        call_command("migrate", interactive=False, verbosity=0)

    def _start(self, *, instead_of: str | None) -> None:
        from tests import factories  # models can be imported now

        for name in filter(None, {self.started, instead_of}):
            self.remove(name)
        self.copy(self.migrated, self.started)
        self.use(self.started)
        with time_machine.travel(STARTED, tick=False):
            factories.municipality()

    def enter(self, *, bare: bool) -> None:
        """Work on the one or the other from now on."""
        if bare != self._bare or not self._copied:
            self._bare = bare
            self.use(self._working)
        if bare not in self._copied:
            self.restore()

    def restore(self) -> None:
        """Make the one that is worked on equal to its template again."""
        self.remove(self._working)
        self.copy(self.migrated if self._bare else self.started, self._working)
        self._copied.add(self._bare)

    def drop(self) -> None:
        for bare in self._copied:
            self._bare = bare
            self.remove(self._working)

    @property
    def _working(self) -> str:
        return f"{self.name}_bare" if self._bare else self.name

    def use(self, name: str) -> None:
        connections.close_all()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = self.address(name)

    def address(self, name: str) -> str:
        raise NotImplementedError

    def exists(self, name: str) -> bool:
        raise NotImplementedError

    def create_empty(self, name: str) -> None:
        raise NotImplementedError

    def copy(self, template: str, name: str) -> None:
        raise NotImplementedError

    def remove(self, name: str) -> None:
        raise NotImplementedError

    def _place(self) -> str:
        return self.vendor


class SQLite(Database):
    def address(self, name: str) -> str:
        return str(CACHE / f"{name}.sqlite3")

    def exists(self, name: str) -> bool:
        return Path(self.address(name)).exists()

    def create_empty(self, name: str) -> None:
        Path(self.address(name)).touch()

    def copy(self, template: str, name: str) -> None:
        connections.close_all()
        shutil.copyfile(self.address(template), self.address(name))

    def remove(self, name: str) -> None:
        connections.close_all()
        for suffix in ("", "-wal", "-shm"):
            Path(self.address(name) + suffix).unlink(missing_ok=True)


class PostgreSQL(Database):
    def address(self, name: str) -> str:
        return name

    def exists(self, name: str) -> bool:
        with self._server() as server:
            return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def create_empty(self, name: str) -> None:
        self._order("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", name)

    def copy(self, template: str, name: str) -> None:
        connections.close_all()
        self._order("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)

    def remove(self, name: str) -> None:
        connections.close_all()
        self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _order(self, statement: str, *names: str) -> None:
        with self._server() as server:
            server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _server(self) -> psycopg.Connection:
        of = settings.DATABASES["default"]
        return psycopg.connect(
            host=of["HOST"] or None,
            port=of["PORT"] or None,
            user=of["USER"] or None,
            password=of["PASSWORD"] or None,
            dbname="postgres",
            autocommit=True,
        )

    def _place(self) -> str:
        of = settings.DATABASES["default"]
        server = hashlib.sha256("{HOST}:{PORT}".format(**of).encode()).hexdigest()
        return f"{self.vendor}-{server[:8]}"


def database(name: str) -> Database:
    return (SQLite if connection.vendor == "sqlite" else PostgreSQL)(name)
