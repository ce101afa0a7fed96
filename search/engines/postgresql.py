"""PostgreSQL: a generated tsvector of the rows' tokens under a GIN index.

Common words are found by walking the primary key backwards, rare ones through the GIN index: the planner knows which.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from .base import Expression, rows_are_whole

# «simple» changes nothing in tokens of ASCII letters and digits; positions are not kept, since ranking needs none.
_INSTALL = """
ALTER TABLE search_entry ADD COLUMN tokens_vector tsvector GENERATED ALWAYS AS (
    strip(to_tsvector('simple', filters || ' ' || title_tokens || ' ' || text_tokens || ' ' || coalesce(begins, '')))
) STORED;
ALTER TABLE search_entry ALTER COLUMN tokens_vector SET STATISTICS 1000;
CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens_vector);
"""


class PostgresqlEngine:
    def newest(self, expressions: Sequence[Expression], limit: int) -> list[list[int]]:
        found: list[list[int]] = [[] for _expression in expressions]
        asked = [(number, expression) for number, expression in enumerate(expressions) if not expression.is_empty]
        if not asked:
            return found
        parts, values = [], []
        for number, expression in asked:
            where, parameters = _where(expression)
            parts.append(f"(SELECT {number} AS number, id FROM search_entry WHERE {where} ORDER BY id DESC LIMIT %s)")  # noqa: S608
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
        return RawSQL(f"SELECT object_id FROM search_entry WHERE {where}", parameters)  # noqa: S608, S611

    def install(self) -> None:
        self.uninstall()
        if not rows_are_whole():
            return
        with connection.cursor() as cursor:
            cursor.execute(_INSTALL)

    def uninstall(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
            cursor.execute("DROP INDEX IF EXISTS search_entry_tokens")
            cursor.execute("ALTER TABLE search_entry DROP COLUMN IF EXISTS tokens_vector")

    def is_whole(self) -> bool:
        """A generated column cannot differ; the index may be missing, or broken off."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('search_entry_tokens')")
            return cursor.fetchone() == (True,)

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_entry_tokens')")
            cursor.execute("ANALYZE search_entry")


def _where(expression: Expression) -> tuple[str, list[Any]]:
    """Tokens are letters and digits only, so that nothing in them can be read as tsquery syntax."""
    match = " & ".join(f"({' | '.join(sorted(group))})" for group in expression.groups)
    if expression.without:
        match += f" & !({' | '.join(sorted(expression.without))})"
    conditions: list[str] = ["tokens_vector @@ %s::tsquery"]
    parameters: list[Any] = [match]
    if expression.after is not None:
        conditions.append("id >= %s")
        parameters.append(expression.after)
    if expression.before is not None:
        conditions.append("id < %s")
        parameters.append(expression.before)
    return " AND ".join(conditions), parameters
