"""Test databases as copies of a migrated template, so that neither a run nor a worker replays the migrations.

The template is made once for a state of the migrations and brought up to date (`post_migrate`) when other code changes.
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
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

SOURCES = ("site", "participation", "news", "search")
CACHE = Path(tempfile.gettempdir()) / f"raitti-tests-{os.getuid()}"


def digest(*, migrations_only: bool) -> str:
    """A short name for the state of the code: what migrates, or everything."""
    total = hashlib.sha256((settings.ROOT / "requirements" / "dev.txt").read_bytes())
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
    """The database of one test process. ``restore`` makes it equal to the template again."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.template = f"raitti_{digest(migrations_only=True)}"
        self.code = digest(migrations_only=False)

    @property
    def vendor(self) -> str:
        return connection.vendor

    def create(self) -> None:
        with locked(f"{self.template}-{self.vendor}"):
            stamp = CACHE / f"{self.template}-{self._place()}.stamp"
            if not self.exists(self.template) or not stamp.exists() or stamp.read_text() != self.code:
                self._make_template()
                stamp.write_text(self.code)
        self.restore()
        self.use(self.name)

    def _make_template(self) -> None:
        if not self.exists(self.template):
            self.create_empty(self.template)
        self.use(self.template)
        call_command("migrate", interactive=False, verbosity=0)
        connections.close_all()

    def use(self, name: str) -> None:
        connections.close_all()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = self.address(name)

    def address(self, name: str) -> str:
        raise NotImplementedError

    def exists(self, name: str) -> bool:
        raise NotImplementedError

    def create_empty(self, name: str) -> None:
        raise NotImplementedError

    def restore(self) -> None:
        raise NotImplementedError

    def drop(self) -> None:
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

    def restore(self) -> None:
        self.drop()
        shutil.copyfile(self.address(self.template), self.address(self.name))

    def drop(self) -> None:
        connections.close_all()
        for suffix in ("", "-wal", "-shm"):
            Path(self.address(self.name) + suffix).unlink(missing_ok=True)


class PostgreSQL(Database):
    def address(self, name: str) -> str:
        return name

    def exists(self, name: str) -> bool:
        with self._server() as server:
            return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def create_empty(self, name: str) -> None:
        self._order("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", name)

    def restore(self) -> None:
        self.drop()
        self._order("CREATE DATABASE {} TEMPLATE {}", self.name, self.template)

    def drop(self) -> None:
        connections.close_all()
        self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)

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
