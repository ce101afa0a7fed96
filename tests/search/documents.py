"""Documents to find, and a narrowing to find them with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from wagtail.models import Site

from search import actions, vocabulary
from search.entries import entries_of
from search.narrowing import Narrowing
from search.queries import Results, find
from search.registry import Document

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


def document(number: int = 1, title: str = "", text: str = "", **values: Any) -> Document:
    defaults: dict[str, Any] = {
        "site_id": values.pop("site", None) or Site.objects.get(is_default_site=True).pk,
        "kind": "proposal",
        "object_id": number,
        "language": "fi",
        "title": title,
        "text": text,
        "path": f"{number}/otsikko",
        "created": NOW - timedelta(days=values.pop("days", 1)),
    }
    return Document(**{**defaults, **values})


def put(number: int = 1, title: str = "", text: str = "", **values: Any) -> Document:
    made = document(number, title, text, **values)
    actions.put(document=made)
    vocabulary.learn(vocabulary.words_of(entries_of([made])))  # what waits for the commit, which no test comes to
    return made


def search(text: str, *, order: Any = "relevance", page: int = 1, limit: int = 20, **values: Any) -> Results:
    site_id = values.pop("site", None) or Site.objects.get(is_default_site=True).pk
    exactly = values.pop("exactly", False)
    narrowing = Narrowing(site_id=site_id, reader=values.pop("reader", "fi"), now=NOW, **values)
    return find(text=text, narrowing=narrowing, order=order, page=page, limit=limit, exactly=exactly)


def found(text: str, **values: Any) -> list[int]:
    """The numbers of what is found, best first."""
    return [hit.object_id for hit in search(text, **values).hits]
