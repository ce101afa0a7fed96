"""What follows when an opinion comes before the public or leaves it: its place in search. Within a transaction."""

from __future__ import annotations

import search.actions

from .documents import document_of
from .models import Opinion


def renew(opinion: Opinion) -> None:
    """It is found by the words that it has now; what is only a place has none."""
    if opinion.is_public and (document := document_of(opinion)):
        search.actions.put(document=document)


def leave(opinion: Opinion) -> None:
    search.actions.remove(kind="opinion", object_id=opinion.pk)
