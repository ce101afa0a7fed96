"""Engines by the database's vendor. Another one implements `base.Engine` and is chosen here."""

from __future__ import annotations

from django.db import connection

from .base import Engine, Expression
from .postgresql import PostgresqlEngine
from .sqlite import SqliteEngine

_ENGINES: dict[str, type[Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresqlEngine}


def engine() -> Engine:
    """Raises KeyError on a database that has no engine."""
    return _ENGINES[connection.vendor]()


__all__ = ["Engine", "Expression", "engine"]
