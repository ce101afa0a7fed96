"""The engine: Elasticsearch's answer, put right by the rows that it has not been told of yet; the database's without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models.expressions import RawSQL

from ...models import Change
from ..base import Engine, Expression, tokens_of
from .client import Unavailable, answering, breaker, client
from .index import names, rows_of

OVERLAID = 200  # rows not sent yet, beyond which the database answers everything
_FIELDS = "responses.status,responses.error.type,responses.timed_out,responses.hits.hits.sort"


class ElasticsearchEngine:
    """``database`` is the engine of the database that the rows are in."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def newest(self, expressions: Sequence[Expression], limit: int) -> list[list[int]]:
        """As `Engine.newest`; one query for the rows not sent yet, another when there are any."""
        asked = [expression for expression in expressions if not expression.is_empty]
        if not asked or not breaker.lets_through():
            return self._database.newest(expressions, limit)
        waiting = unsent_rows()
        if waiting is None:
            return self._database.newest(expressions, limit)
        try:
            answers = iter(ask(asked, limit + len(waiting)))
        except Unavailable as problem:
            breaker.failed(problem)
            return self._database.newest(expressions, limit)
        breaker.succeeded()
        return [
            [] if expression.is_empty else put_right(next(answers), expression, waiting)[:limit]
            for expression in expressions
        ]

    def object_ids(self, expression: Expression) -> RawSQL | list[int]:
        """The database's: a subquery beside the rows it filters, where ids from elsewhere would have to be brought."""
        return self._database.object_ids(expression)

    def install(self) -> None:
        self._database.install()

    def uninstall(self) -> None:
        self._database.uninstall()

    def is_whole(self) -> bool:
        return self._database.is_whole()

    def tidy(self) -> None:
        self._database.tidy()


def ask(expressions: Sequence[Expression], limit: int) -> list[list[int]]:
    """What the index has, newest first, in one request. Raises `Unavailable`, also when a part of it is missing."""
    searches: list[dict[str, Any]] = []
    for expression in expressions:
        searches += [{"allow_partial_search_results": False}, _search(expression, limit)]
    with answering():
        answer = client().msearch(searches=searches, index=names().live, filter_path=_FIELDS)
    found: list[list[int]] = []
    for response in answer["responses"]:
        if "error" in response or response.get("timed_out"):
            raise Unavailable(f"{response['status']} {response.get('error', {}).get('type', 'timed_out')}")
        found.append([hit["sort"][0] for hit in response.get("hits", {}).get("hits", [])])
    return found


def unsent_rows() -> dict[int, frozenset[str] | None] | None:
    """The tokens of rows that changed and were not sent, None for what has gone. None for all when they are too many."""
    ids = set(Change.objects.values_list("row_id", flat=True).distinct()[: OVERLAID + 1])
    if len(ids) > OVERLAID:
        return None
    rows = rows_of(ids) if ids else {}
    return {row_id: tokens_of(rows[row_id]) if row_id in rows else None for row_id in ids}


def put_right(ids: Sequence[int], expression: Expression, waiting: dict[int, frozenset[str] | None]) -> list[int]:
    if not waiting:
        return list(ids)
    met = [row_id for row_id, tokens in waiting.items() if tokens is not None and expression.is_met_by(row_id, tokens)]
    return sorted([*(row_id for row_id in ids if row_id not in waiting), *met], reverse=True)


def _search(expression: Expression, limit: int) -> dict[str, Any]:
    conditions: list[dict[str, Any]] = [{"terms": {"tokens": sorted(group)}} for group in expression.groups]
    limits = {"gte": expression.after, "lt": expression.before}
    chosen = {name: value for name, value in limits.items() if value is not None}
    if chosen:
        conditions.append({"range": {"row": chosen}})
    unwanted = [{"terms": {"tokens": sorted(expression.without)}}] if expression.without else []
    return {
        "query": {"bool": {"filter": conditions, "must_not": unwanted}},
        "sort": [{"row": "desc"}],
        "size": limit,
        "track_total_hits": False,
        "stored_fields": "_none_",  # the order tells the row; reading a thousand names of documents takes five times longer
    }
