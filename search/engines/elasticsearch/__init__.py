"""Elasticsearch as an index elsewhere: told of every row that changes, asked only which rows hold some tokens.

The rows stay the truth (`search.models.Entry`), and the database's own index over them is kept as well. Triggers note
every change of a row in its own transaction (`changes`), a task sends them (`sending`). Whatever has not been sent yet
is answered from the rows, and everything is while Elasticsearch is away (`engine`). docs/search.md tells more.
"""

from .engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
