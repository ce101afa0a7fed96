"""Engines by the database's vendor, and Elasticsearch before it where one is set. Another one implements `base.Engine`
and is chosen here."""

from __future__ import annotations

from django.db import connection

from .base import Engine, Expression
from .elasticsearch import ElasticsearchEngine
from .elasticsearch.client import is_chosen
from .postgresql import PostgresqlEngine
from .sqlite import SqliteEngine

_DATABASES: dict[str, type[Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresqlEngine}


def engine() -> Engine:
    """The one to ask. Raises KeyError on a database that has no engine."""
    return ElasticsearchEngine(database_engine()) if is_chosen() else database_engine()


def database_engine() -> Engine:
    """The index in the database itself: it is kept whatever is asked."""
    return _DATABASES[connection.vendor]()


__all__ = ["Engine", "Expression", "database_engine", "engine"]
