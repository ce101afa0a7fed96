"""What the index holds of a row, under which names it stands, and how rows are written into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.conf import settings

from ...models import Entry
from ..base import TOKEN_COLUMNS, tokens_of
from .client import Unavailable, answering, client

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

#: Raise it with every change of `MAPPINGS` or of what `document` gives: the clock then builds a new index beside the old
#: one, which processes of the earlier version ask and feed meanwhile.
FORMAT = 1
# Tokens are whole terms: nothing is cut, folded or counted. Rows lie in the order in which they are asked for.
MAPPINGS = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        "row": {"type": "long"},
        "tokens": {"type": "keyword", "doc_values": False},
        "digest": {"type": "keyword", "index": False},
        "version": {"type": "long", "index": False},
    },
}
ROWS = 100  # in one request
CHARACTERS = 4_000_000  # of tokens in one request
SEND_WITHIN = 30.0  # seconds for a request that writes
COLUMNS = ("id", *TOKEN_COLUMNS)
LEAST_VERSION = 1  # of a row that a rebuild has read: any change is newer


@dataclass(frozen=True)
class Names:
    """``live`` is asked; ``coming`` is the one that is being built: aliases, each of one index."""

    live: str
    coming: str

    def new(self, stamp: int) -> str:
        return f"{self.live}-{stamp}"


def patient() -> Elasticsearch:
    """For what changes an index: nobody waits for it, and a cluster that has just come up takes its seconds."""
    return client().options(request_timeout=SEND_WITHIN)


def names() -> Names:
    live = f"{settings.ELASTICSEARCH['index']}-v{FORMAT}"
    return Names(live, f"{live}-coming")


def document(row: Mapping[str, Any], version: int) -> dict[str, Any]:
    tokens = sorted(tokens_of(row))
    return {"row": row["id"], "tokens": tokens, "digest": digest(tokens), "version": version}


def digest(tokens: Sequence[str]) -> str:
    return blake2b(" ".join(tokens).encode(), digest_size=12).hexdigest()


def rows_of(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The columns of these rows that the index is made of."""
    return {row["id"]: row for row in Entry.objects.filter(pk__in=list(ids)).values(*COLUMNS)}


def settings_of_index() -> dict[str, Any]:
    chosen = settings.ELASTICSEARCH
    return {
        "number_of_shards": chosen["shards"],
        "number_of_replicas": chosen["replicas"],
        "sort.field": "row",
        "sort.order": "desc",
        "gc_deletes": "1h",  # so that a rebuild cannot bring back what has gone while it was reading
    }


def put_template() -> None:
    """Every index of these names is made alike."""
    live = names().live
    template = {"settings": settings_of_index(), "mappings": MAPPINGS}
    with answering():
        patient().indices.put_index_template(name=live, index_patterns=[f"{live}-*"], template=template, priority=200)


@dataclass(frozen=True)
class Write:
    """A row as it should be: ``body`` is None where it has gone. ``version`` is that of the change."""

    row_id: int
    version: int
    body: dict[str, Any] | None


def write(writes: Iterable[Write], targets: Sequence[str], *, refresh: bool) -> Iterator[tuple[int, str]]:
    """Write rows into every target; gives each row with what is wrong with it: nothing, or why it was not taken. Raises
    `Unavailable`. A later version of a row that is there already is right."""
    for part in _parts(writes):
        operations: list[dict[str, Any]] = []
        for one in part:
            for target in targets:
                operations += _operation(one, target)
        with answering():
            answer = patient().bulk(operations=operations, refresh=refresh)
        items = [next(iter(item.values())) for item in answer["items"]]
        for number, one in enumerate(part):
            mine = items[number * len(targets) : (number + 1) * len(targets)]
            yield one.row_id, next(filter(None, map(_problem, mine)), "")


def _operation(one: Write, target: str) -> list[dict[str, Any]]:
    head = {
        "_index": target,
        "_id": str(one.row_id),
        "version": one.version,
        "version_type": "external",
        "require_alias": True,
    }
    return [{"delete": head}] if one.body is None else [{"index": head}, one.body]


def _problem(item: Mapping[str, Any]) -> str:
    """Raises `Unavailable` for what has nothing to do with the row."""
    error = item.get("error")
    if not error or item["status"] == 409:  # a later version is there
        return ""
    kind = str(error.get("type", "error"))
    if 400 <= item["status"] < 500 and item["status"] not in {401, 403, 404, 408, 429}:
        return kind[:80]
    raise Unavailable(f"{item['status']} {kind}"[:80])


def _parts(writes: Iterable[Write]) -> Iterator[list[Write]]:
    part: list[Write] = []
    characters = 0
    for one in writes:
        part.append(one)
        characters += sum(map(len, one.body["tokens"])) if one.body else 0
        if len(part) >= ROWS or characters >= CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part
