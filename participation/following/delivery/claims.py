"""Who sends which letter (`core.outbox.claims`)."""

from __future__ import annotations

from core.outbox.claims import Queue

from ..models import Letter

queue = Queue(Letter, "site", "user__unreachable", "subscriber__site", "subscriber__unreachable")
claim = queue.claim


def was_refused(letter: Letter) -> bool:
    """Whether the address has been refused before. No query for a claimed letter."""
    return hasattr(letter.user or letter.subscriber, "unreachable")
