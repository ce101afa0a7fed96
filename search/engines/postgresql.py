"""PostgreSQL: a generated tsvector of the rows' tokens under a GIN index.

GIN gives no order, so common words are found by walking the primary key backwards and rare ones through the index. The
planner, left alone, walks every row when it thinks that two common words meet in many and they meet in none: at 200 000
rows that takes minutes. `search_newest` walks so far only, and finds the rest through the index.
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
_WALKED = 8  # rows for each that is wanted
# «id + 0» keeps the planner from walking the primary key.
_NEWEST = f"""
CREATE OR REPLACE FUNCTION search_newest(asked tsquery, most int, after bigint, before bigint) RETURNS SETOF bigint
LANGUAGE plpgsql SET enable_seqscan = off SET jit = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    plan json;
    upper bigint := before;
    found int := 0;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM search_entry WHERE tokens_vector @@ %L::tsquery', asked) INTO plan;
    IF (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float > most THEN
        RETURN QUERY EXECUTE 'SELECT id FROM (SELECT id, tokens_vector FROM search_entry WHERE id >= $2 AND id < $3'
            ' ORDER BY id DESC LIMIT $4 * {_WALKED}) AS walked WHERE tokens_vector @@ $1 LIMIT $4'
            USING asked, after, before, most;
        GET DIAGNOSTICS found = ROW_COUNT;
        EXECUTE 'SELECT id FROM search_entry WHERE id >= $1 AND id < $2 ORDER BY id DESC OFFSET $3 * {_WALKED} - 1 LIMIT 1'
            INTO upper USING after, before, most;
    END IF;
    IF found < most AND upper IS NOT NULL THEN
        RETURN QUERY EXECUTE 'SELECT id FROM search_entry WHERE tokens_vector @@ $1 AND id + 0 >= $2 AND id + 0 < $3'
            ' ORDER BY id DESC LIMIT $4' USING asked, after, upper, most - found;
    END IF;
END $$;
"""  # noqa: S608
_LAST = 2**63 - 1


class PostgresqlEngine:
    def newest(self, expressions: Sequence[Expression], limit: int) -> list[list[int]]:
        found: list[list[int]] = [[] for _expression in expressions]
        asked = [(number, expression) for number, expression in enumerate(expressions) if not expression.is_empty]
        if not asked:
            return found
        parts: list[str] = []
        values: list[Any] = []
        for number, expression in asked:
            parts.append(f"SELECT {number}, * FROM search_newest(%s::tsquery, %s, %s, %s)")  # noqa: S608
            before = _LAST if expression.before is None else expression.before
            values += [_match(expression), limit, expression.after or 0, before]
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
        self.install_function()

    def install_function(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST)

    def uninstall_function(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION IF EXISTS search_newest(tsquery, int, bigint, bigint)")

    def uninstall(self) -> None:
        self.uninstall_function()
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
    conditions: list[str] = ["tokens_vector @@ %s::tsquery"]
    parameters: list[Any] = [_match(expression)]
    if expression.after is not None:
        conditions.append("id >= %s")
        parameters.append(expression.after)
    if expression.before is not None:
        conditions.append("id < %s")
        parameters.append(expression.before)
    return " AND ".join(conditions), parameters


def _match(expression: Expression) -> str:
    """Tokens are letters and digits only, so that nothing in them can be read as tsquery syntax."""
    match = " & ".join(f"({' | '.join(sorted(group))})" for group in expression.groups)
    return f"({match}) & !({' | '.join(sorted(expression.without))})" if expression.without else match
