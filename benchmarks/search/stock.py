"""What stock engines find among texts of one language: Wagtail's back ends, Lucene's analyzers in Elasticsearch, a stemmer."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any

from .pairs import LANGUAGES

MOST = 1000
#: The texts that a query finds, the best first.
Finds = Callable[[str], list[str]]


def wagtail(texts: Sequence[str], language: str, *, config: str = "") -> Finds:
    """The back end that Wagtail has for this database, over the headings of pages; with ``config`` one of PostgreSQL's."""
    from django.db import connection
    from wagtail.models import Locale, Page

    if connection.vendor == "postgresql":
        from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend as Backend
    else:
        from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend as Backend
    backend = Backend({"SEARCH_CONFIG": config} if config else {})
    locale = Locale.objects.get_or_create(language_code=language)[0]
    Page.objects.filter(depth=1, slug__startswith=f"text-{language}-").delete()
    for number, text in enumerate(texts):
        Page.add_root(instance=Page(title=text[:255], slug=f"text-{language}-{number}", locale=locale))
    rows = Page.objects.filter(locale=locale)
    backend.get_index_for_model(Page).add_items(Page, list(rows))

    def finds(query: str) -> list[str]:
        try:
            found = backend.search(query, rows, fields=["title"], operator="and")[:MOST]
            return [page.title for page in found]
        except Exception as problem:
            print(f"{connection.vendor}: {query!r}: {type(problem).__name__}", flush=True)
            return []

    return finds


def lucene(address: str, texts: Sequence[str], language: str) -> Finds:
    """Elasticsearch's «finnish» and «swedish» (`tools/elasticsearch/languages`), ranked as it ranks by itself."""
    index = f"/stock-{language}"
    field = {"type": "text", "analyzer": LANGUAGES[language]}
    _ask(address, "PUT", index, {"settings": {"number_of_replicas": 0}, "mappings": {"properties": {"text": field}}})
    begun = json.dumps({"index": {}})
    _ask(
        address,
        "POST",
        f"{index}/_bulk?refresh=true",
        "".join(f"{begun}\n{json.dumps({'text': text})}\n" for text in texts),
    )

    def finds(query: str) -> list[str]:
        asked = {"query": {"match": {"text": {"query": query, "operator": "and"}}}, "size": MOST}
        return [hit["_source"]["text"] for hit in _ask(address, "POST", f"{index}/_search", asked)["hits"]["hits"]]

    return finds


def _ask(address: str, method: str, path: str, body: Any) -> Any:
    data = body if isinstance(body, str) else json.dumps(body)
    headers = {"Content-Type": "application/x-ndjson" if isinstance(body, str) else "application/json"}
    asked = urllib.request.Request(address + path, data.encode(), headers, method=method)
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return json.loads(answer.read())


def snowball(texts: Sequence[str], language: str) -> Finds:
    """A stemmer and nothing more; texts in their order."""
    import snowballstemmer

    from search.analysis.words import words

    stem = snowballstemmer.stemmer(LANGUAGES[language]).stemWord
    known = [(text, {stem(word) for word in words(text)}) for text in texts]
    return lambda query: [text for text, stems in known if {stem(word) for word in words(query)} <= stems]
