"""SQLite: FTS5 over the rows' tokens (external content), kept by three triggers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models.expressions import RawSQL

from ..entries import OBJECT_MASK
from .base import Expression, rows_are_whole
from .elasticsearch import changes

# Tokens are ASCII already; no positions are kept, since ranking does not need them.
_TABLE = """
CREATE VIRTUAL TABLE search_index USING fts5(
    filters, title_tokens, text_tokens, begins,
    content='search_entry', content_rowid='id', tokenize='ascii', detail='none', columnsize=0
)
"""
_NEW = """INSERT INTO search_index(rowid, filters, title_tokens, text_tokens, begins)
    VALUES (new.id, new.filters, new.title_tokens, new.text_tokens, new.begins);"""
_OLD = """INSERT INTO search_index(search_index, rowid, filters, title_tokens, text_tokens, begins)
    VALUES ('delete', old.id, old.filters, old.title_tokens, old.text_tokens, old.begins);"""
_TRIGGERS = {
    "search_entry_added": f"AFTER INSERT ON search_entry BEGIN {_NEW} END",
    "search_entry_removed": f"AFTER DELETE ON search_entry BEGIN {_OLD} END",
    "search_entry_changed": f"AFTER UPDATE ON search_entry BEGIN {_OLD} {_NEW} END",
}


class SqliteEngine:
    def newest(self, expressions: Sequence[Expression], limit: int) -> list[list[int]]:
        found: list[list[int]] = [[] for _expression in expressions]
        asked = [(number, expression) for number, expression in enumerate(expressions) if not expression.is_empty]
        if not asked:
            return found
        parts, values = [], []
        for number, expression in asked:
            where, parameters = _where(expression)
            parts.append(
                f"SELECT * FROM (SELECT {number}, rowid FROM search_index WHERE {where} ORDER BY rowid DESC LIMIT %s)"  # noqa: S608
            )
            values += [*parameters, limit]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for number, row_id in cursor.fetchall():
                found[number].append(row_id)
        return [sorted(ids, reverse=True) for ids in found]

    def object_ids(self, expression: Expression) -> RawSQL | list[int]:
        if expression.is_empty:
            return []
        where, parameters = _where(expression)
        return RawSQL(f"SELECT rowid & {OBJECT_MASK} FROM search_index WHERE {where}", parameters)  # noqa: S608, S611

    def install(self) -> None:
        self.uninstall()
        if not rows_are_whole():
            return
        with connection.cursor() as cursor:
            cursor.execute(_TABLE)
            for name, body in _TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER {name} {body}")
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
        changes.install()  # a table that a migration has made anew has lost these triggers too

    def uninstall(self) -> None:
        with connection.cursor() as cursor:
            for name in _TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute("DROP TABLE IF EXISTS search_index")

    def is_whole(self) -> bool:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
        return True

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")


def _where(expression: Expression) -> tuple[str, list[Any]]:
    """Tokens are letters and digits only, so that nothing in them can be read as FTS5 syntax."""
    match = " AND ".join(f"({' OR '.join(sorted(group))})" for group in expression.groups)
    if expression.without:
        match = f"({match}) NOT ({' OR '.join(sorted(expression.without))})"
    conditions: list[str] = ["search_index MATCH %s"]
    parameters: list[Any] = [match]
    if expression.after is not None:
        conditions.append("rowid >= %s")
        parameters.append(expression.after)
    if expression.before is not None:
        conditions.append("rowid < %s")
        parameters.append(expression.before)
    return " AND ".join(conditions), parameters
