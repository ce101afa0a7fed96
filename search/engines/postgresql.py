"""PostgreSQL: a generated tsvector of the rows' tokens under a GIN index.

GIN gives no order, so every vector also says in which spans of time its row was published: the rows of a span and of
a word meet within the index, which skips what lies outside, and no row is read but those that are met. `search_newest`
goes from the newest span to older and longer ones until it has enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from ..entries import MINUTE_AT
from .base import Expression, rows_are_whole

_LAST = 2**63 - 1
_UNIT_AT = MINUTE_AT + 10  # the shortest span is of 1 024 minutes
_LEVELS = (9, 6, 3, 0)  # there are spans of 512, 64, 8 and one of these
_SPANS = " || ".join(f"' m{level}x' || (id >> {_UNIT_AT + level}) || '0'" for level in _LEVELS)
# «simple» changes nothing in tokens of ASCII letters and digits; positions are not kept, since ranking needs none. What
# waits to be put into the index is read by every search, so only little of it may wait.
_INSTALL = f"""
ALTER TABLE search_entry ADD COLUMN tokens_vector tsvector GENERATED ALWAYS AS (strip(to_tsvector('simple',
    filters || ' ' || title_tokens || ' ' || text_tokens || ' ' || coalesce(begins, '') || {_SPANS}))) STORED;
CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens_vector) WITH (gin_pending_list_limit = 512);
"""
_FIRST = 1000  # rows, at least, that the first span holds, or twice as many as are wanted
_LEAST, _MOST = 0.25, 16.0  # how many times as long the next one is
# A group of tokens each is a condition of its own, which GIN meets in half the time of one that holds them all. «id + 0»
# keeps the planner from walking the primary key. Spans are reckoned in units of the shortest.
_NEWEST = f"""
CREATE OR REPLACE FUNCTION search_spans(low bigint, high bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    found text[];
    level int;
BEGIN
    WHILE low < high LOOP
        FOREACH level IN ARRAY ARRAY[{", ".join(map(str, _LEVELS))}] LOOP
            EXIT WHEN low % (1 << level) = 0 AND low + (1 << level) <= high;
        END LOOP;
        found := found || format('m%sx%s0', level, low >> level);
        low := low + (1 << level);
    END LOOP;
    RETURN array_to_string(found, '|');
END $$;

CREATE OR REPLACE FUNCTION search_newest(asked text[], most int, after bigint, before bigint) RETURNS SETOF bigint
LANGUAGE plpgsql SET enable_seqscan = off SET jit = off SET max_parallel_workers_per_gather = 0 SET work_mem = '32MB'
AS $$
DECLARE
    groups text;
    span text;
    lowest bigint;
    low bigint;
    high bigint;
    older bigint;
    met int;
    missing int := most;
BEGIN
    SELECT string_agg(format('tokens_vector @@ %L::tsquery', one), ' AND ' ORDER BY number) INTO groups
        FROM unnest(asked) WITH ORDINALITY AS each (one, number);
    SELECT min(id) >> {_UNIT_AT}, (max(id) >> {_UNIT_AT}) + 1 INTO lowest, high
        FROM search_entry WHERE id >= after AND id < before;
    SELECT id >> {_UNIT_AT} INTO low FROM search_entry WHERE id >= after AND id < before
        ORDER BY id DESC OFFSET greatest(2 * most, {_FIRST}) LIMIT 1;
    low := coalesce(low, lowest);
    WHILE missing > 0 AND high > lowest LOOP
        IF low > lowest OR after > 0 OR before < {_LAST} THEN
            span := format('tokens_vector @@ %L::tsquery AND', search_spans(low, high));
        ELSE
            span := '';
        END IF;
        RETURN QUERY EXECUTE format('SELECT id FROM search_entry WHERE %s %s AND id + 0 >= $1 AND id + 0 < $2'
            ' ORDER BY id + 0 DESC LIMIT $3', span, groups)
            USING after, least(before, high << {_UNIT_AT}), missing;
        GET DIAGNOSTICS met = ROW_COUNT;
        missing := missing - met;
        older := ceil((high - low) * least(greatest(1.5 * missing / (met + 1), {_LEAST}), {_MOST}));
        high := low;
        low := CASE WHEN high - 2 * older > lowest THEN high - older ELSE lowest END;
    END LOOP;
END $$;
"""  # noqa: S608


class PostgresqlEngine:
    def newest(self, expressions: Sequence[Expression], limit: int) -> list[list[int]]:
        found: list[list[int]] = [[] for _expression in expressions]
        asked = [(number, expression) for number, expression in enumerate(expressions) if not expression.is_empty]
        if not asked:
            return found
        parts: list[str] = []
        values: list[Any] = []
        for number, expression in asked:
            parts.append(f"SELECT {number}, * FROM search_newest(%s, %s, %s, %s)")  # noqa: S608
            before = _LAST if expression.before is None else expression.before
            values += [_matches(expression), limit, expression.after or 0, before]
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
            cursor.execute("DROP FUNCTION IF EXISTS search_newest(tsquery, int, bigint, bigint)")  # of before spans
            cursor.execute("DROP FUNCTION IF EXISTS search_newest(text[], int, bigint, bigint)")
            cursor.execute("DROP FUNCTION IF EXISTS search_spans(bigint, bigint)")

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
    parameters: list[Any] = _matches(expression)
    conditions = ["tokens_vector @@ %s::tsquery"] * len(parameters)
    if expression.after is not None:
        conditions.append("id >= %s")
        parameters.append(expression.after)
    if expression.before is not None:
        conditions.append("id < %s")
        parameters.append(expression.before)
    return " AND ".join(conditions), parameters


def _matches(expression: Expression) -> list[str]:
    """What must be met, each by itself, the rarest first: GIN goes from one row with it to the next and looks whether the
    others are there too. Tokens are letters and digits only, so that nothing in them can be read as tsquery syntax."""
    matches = [" | ".join(sorted(group)) for group in reversed(expression.groups)]
    return [*matches, f"!({' | '.join(sorted(expression.without))})"] if expression.without else matches
