"""Rows of tokens only, and what an engine should find among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from wagtail.models import Site

from search.engines import Expression
from search.engines.base import TOKEN_COLUMNS, tokens_of
from search.entries import MINUTE_AT
from search.models import Entry


def row(number: int, minute: int = 1, **columns: str | None) -> Entry:
    """``minute``: of publishing, counted from 1970."""
    return Entry(
        id=minute << MINUTE_AT | number,
        site_id=Site.objects.get(is_default_site=True).pk,
        kind="proposal",
        object_id=number,
        language="fi",
        created=datetime.fromtimestamp(minute * 60, UTC),
        title=str(number),
        **columns,
    )


def tokens_by_row() -> dict[int, frozenset[str]]:
    values: list[dict[str, Any]] = list(Entry.objects.values("id", *TOKEN_COLUMNS))
    return {each["id"]: tokens_of(each) for each in values}


def expected(expressions: Sequence[Expression], limit: int) -> list[list[int]]:
    """What `Engine.newest` has to give, row by row in Python."""
    rows = tokens_by_row()
    return [
        sorted((row_id for row_id, tokens in rows.items() if one.is_met_by(row_id, tokens)), reverse=True)[:limit]
        for one in expressions
    ]
