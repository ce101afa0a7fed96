"""Comments on proposals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.queries import public_roles
from participation.comments.models import Comment
from participation.proposals.models import Proposal

from .desk import Desk


def add(desk: Desk, proposal: Proposal, spec: dict[str, Any]) -> None:
    """Sets ``proposal.comment_count``; the caller saves it."""
    number = 0
    for comment in spec["comments"]:
        number += 1
        opening = _comment(desk, proposal, comment, number)
        for reply in comment.get("replies", ()):
            number += 1
            _comment(desk, proposal, reply, number, parent=opening)
    proposal.comment_count = Comment.objects.public().filter(target_kind="proposal", target_id=proposal.pk).count()


def _comment(
    desk: Desk, proposal: Proposal, spec: dict[str, Any], number: int, parent: Comment | None = None
) -> Comment:
    """The ``number``-th of the proposal, ``after`` so many days. Nothing is written in the future."""
    author = desk.users[spec["by"]]
    published = proposal.published_at or proposal.created_at
    at = _moment(desk, published, spec["after"], number)
    removed = _moment(desk, published, spec["removed"], number) if "removed" in spec else None
    comment = Comment(
        site=desk.site,
        target_kind="proposal",
        target_id=proposal.pk,
        parent=parent,
        author=author,
        role=_public_role(desk, author),
        language=spec.get("lang", author.language),
        body="" if removed else spec["text"],
        created_at=at,
        removed_at=removed,
    )
    comment.save()
    return comment


def _moment(desk: Desk, published: datetime, after: int, number: int) -> datetime:
    days_ago = (timezone.localdate(desk.calendar.now) - timezone.localdate(published)).days - after
    return max(desk.calendar.past(days_ago, turn=number), published + timedelta(minutes=3 * number))


def _public_role(desk: Desk, author: User) -> str:
    found = public_roles([author.pk], desk.site.pk).get(author.pk)
    return str(found.role or "") if found else ""
