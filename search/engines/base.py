"""What an engine is: an index over the rows of `search.models.Entry` that answers which of them hold some tokens.

It knows nothing of languages, ranking or pages: those are the same for every engine (`search.analysis`,
`search.ranking`, `search.queries`), so that every engine gives the same hits in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

from ..models import Entry

#: The columns of a row that hold tokens.
TOKEN_COLUMNS = ("filters", "title_tokens", "text_tokens", "begins")


@dataclass(frozen=True)
class Expression:
    """Rows that have a token of every group and none of ``without``. ``after`` (included) and ``before`` (excluded)
    are limits of the row's id, which grows with time. There is one group at least; an engine may rely on the rarest being
    the last, but for its pace only."""

    groups: tuple[frozenset[str], ...]
    without: frozenset[str] = frozenset()
    after: int | None = None
    before: int | None = None

    @property
    def is_empty(self) -> bool:
        """A group without tokens is met by nothing."""
        return any(not group for group in self.groups)

    @property
    def tokens(self) -> frozenset[str]:
        """All that it asks of."""
        return self.without.union(*self.groups)

    def older_than(self, row_id: int) -> Expression:
        """The same, of rows before this one."""
        return replace(self, before=row_id if self.before is None else min(row_id, self.before))

    def is_met_by(self, row_id: int, tokens: frozenset[str]) -> bool:
        """What an engine has to find, in Python: for single rows, and to hold engines against."""
        return (
            not any(group.isdisjoint(tokens) for group in self.groups)
            and self.without.isdisjoint(tokens)
            and (self.after is None or row_id >= self.after)
            and (self.before is None or row_id < self.before)
        )


def tokens_of(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(" ".join(row[column] or "" for column in TOKEN_COLUMNS).split())


def rows_are_whole() -> bool:
    """Whether the table of rows has every column. Within the first migrations it has not: the last one that adds a
    column makes the index."""
    with connection.cursor() as cursor:
        known = connection.introspection.get_table_description(cursor, Entry._meta.db_table)
    return {field.column for field in Entry._meta.concrete_fields} <= {column.name for column in known}


class Engine(Protocol):
    def newest(self, expressions: Sequence[Expression], limit: int) -> list[list[int]]:
        """For each expression the ids of the newest rows that meet it, at most ``limit``, newest first. One query."""
        ...

    def object_ids(self, expression: Expression) -> RawSQL | list[int]:
        """The ``object_id`` of every row that meets the expression, for ``filter(pk__in=…)``: a subquery where the
        engine can give one."""
        ...

    def install(self) -> None:
        """Make the index over the rows, in the place of an earlier one, once `rows_are_whole`."""
        ...

    def uninstall(self) -> None: ...

    def is_whole(self) -> bool:
        """Whether the database's index agrees with the rows. Reads all of both."""
        ...

    def tidy(self) -> None:
        """Make the index quick again after very many rows have changed. It may take seconds."""
        ...
