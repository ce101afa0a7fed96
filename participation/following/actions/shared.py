"""What the actions have in common."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from core import audit

from ..models import Delivery, Letter, Subscriber
from ..topics import SEARCH, Topic


def mine(user: User | None, subscriber: Subscriber | None) -> dict[str, Any]:
    """The columns that say whose something is. Raises ValueError unless it is exactly one's."""
    if (user is None) == (subscriber is None):
        raise ValueError("either a user or a subscriber")
    return {"user": user} if user is not None else {"subscriber": subscriber}


def unsent(user: User | None, subscriber: Subscriber | None) -> QuerySet[Delivery]:
    """What somebody has not been told yet."""
    waiting = Q(letter=None) | Q(letter__state=Letter.State.WAITING)
    return Delivery.objects.filter(waiting, **mine(user, subscriber))


def note(
    *, site_id: int, user: User | None, subscriber: Subscriber | None, verb: str, topic: Topic | None = None
) -> None:
    """The audit row: never an address, nor what is searched for. A follower by e-mail is a number."""
    detail = {"topic": topic.kind if topic.kind == SEARCH else f"{topic.kind}:{topic.key}"} if topic else {}
    person = user.pk if user else None
    key = f"user:{person}" if user else f"subscriber:{subscriber.pk if subscriber else 0}"
    audit.record(
        site_id=site_id, actor_id=person, verb=f"follow.{verb}", kind="follow", key=key, subject_id=person, **detail
    )
