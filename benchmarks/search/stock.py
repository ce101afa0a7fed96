"""What stock engines find among texts of one language: Wagtail's back ends, Lucene's analyzers in Elasticsearch, a stemmer."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any

from .pairs import LANGUAGES, Pair, texts

MOST = 1000
#: The texts that a query finds, the best first.
Finds = Callable[[str], list[str]]


def write_pages(pairs: Sequence[Pair]) -> None:
    """Each text as the heading of a page, in all its languages, and Wagtail’s index made ready for them."""
    from django.apps import apps
    from modelsearch.apps import ModelSearchAppConfig
    from wagtail.models import Locale, Page

    for language in LANGUAGES:
        locale = Locale.objects.get_or_create(language_code=language)[0]
        for number, text in enumerate(texts(pairs, language)):
            Page.add_root(instance=Page(title=text, slug=f"text-{language}-{number}", locale=locale))
    ModelSearchAppConfig.ready(apps.get_app_config("wagtailsearch"))  # in the place of which ours stands


def wagtail(backend: str, language: str, *, partly: bool = False, **options: Any) -> Finds:
    """Wagtail’s back end of that name, filled with the written pages as `update_index` fills it and asked as Wagtail’s
    documentation asks it; ``partly``: by `autocomplete`, to which the beginning of a word is enough."""
    from wagtail.models import Locale, Page
    from wagtail.search.backends import get_search_backend
    from wagtail.search.utils import parse_query_string

    chosen = get_search_backend(f"wagtail.search.backends.{backend}", **options)
    rebuilder = chosen.rebuilder_class(chosen.get_index_for_model(Page))
    index = rebuilder.start()
    index.add_model(Page)
    index.add_items(Page, list(Page.objects.all()))
    rebuilder.finish()
    rows = Page.objects.filter(locale=Locale.objects.get(language_code=language))

    def finds(query: str) -> list[str]:
        if partly:
            found = chosen.autocomplete(query.replace('"', ""), rows, operator="and")
        else:
            found = chosen.search(parse_query_string(query, operator="and")[1], rows)
        return [page.title for page in found[:MOST]]

    return finds


def postgresql(known: Sequence[str], language: str) -> Finds:
    """PostgreSQL’s «finnish» and «swedish», ranked as it ranks by itself."""
    from django.db import connection

    sql = """
        WITH searched AS (SELECT text, to_tsvector(%(config)s::regconfig, text) AS words FROM unnest(%(texts)s::text[]) AS text)
        SELECT text FROM searched, websearch_to_tsquery(%(config)s::regconfig, %(query)s) AS asked
        WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT %(most)s
    """

    def finds(query: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"config": LANGUAGES[language], "texts": list(known), "query": query, "most": MOST})
            return [text for (text,) in cursor.fetchall()]

    return finds


def lucene(address: str, known: Sequence[str], language: str) -> Finds:
    """Elasticsearch's «finnish» and «swedish» (`tools/elasticsearch/languages`), ranked as it ranks by itself."""
    index = f"/stock-{language}"
    field = {"type": "text", "analyzer": LANGUAGES[language]}
    _ask(address, "PUT", index, {"settings": {"number_of_replicas": 0}, "mappings": {"properties": {"text": field}}})
    begun = json.dumps({"index": {}})
    _ask(
        address,
        "POST",
        f"{index}/_bulk?refresh=true",
        "".join(f"{begun}\n{json.dumps({'text': text})}\n" for text in known),
    )

    def finds(query: str) -> list[str]:
        words = {"query": query, "fields": ["text"], "default_operator": "and"}
        asked = {"query": {"simple_query_string": words}, "size": MOST}
        return [hit["_source"]["text"] for hit in _ask(address, "POST", f"{index}/_search", asked)["hits"]["hits"]]

    return finds


def _ask(address: str, method: str, path: str, body: Any) -> Any:
    data = body if isinstance(body, str) else json.dumps(body)
    headers = {"Content-Type": "application/x-ndjson" if isinstance(body, str) else "application/json"}
    asked = urllib.request.Request(address + path, data.encode(), headers, method=method)
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return json.loads(answer.read())


def snowball(known: Sequence[str], language: str) -> Finds:
    """A stemmer and nothing more; texts in their order."""
    import snowballstemmer

    from search.analysis.words import words

    stem = snowballstemmer.stemmer(LANGUAGES[language]).stemWord
    stems = [(text, {stem(word) for word in words(text)}) for text in known]
    return lambda query: [text for text, its in stems if {stem(word) for word in words(query)} <= its]
