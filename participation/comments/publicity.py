"""What follows when a comment comes before the public or leaves it: counts and search. Within a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

import search.actions
from participation.moderation import actions as moderation

from . import targets
from .documents import document_of
from .models import Comment


def enter(comment: Comment, place: targets.Place | None = None) -> None:
    """It counts and is found."""
    if target := targets.get(comment.target_kind):
        target.count(comment.target_id, +1)
    renew(comment, place)


def renew(comment: Comment, place: targets.Place | None = None) -> None:
    """It is found by the words that it has now; not while what it is about is not public."""
    if not comment.is_public:
        return
    place = place or _place(comment.target_kind, comment.target_id, comment.site_id)
    if place is not None and place.readable:
        search.actions.put(document=document_of(comment, place))


def leave(comment: Comment) -> None:
    """It counts no more and nothing finds it."""
    if target := targets.get(comment.target_kind):
        target.count(comment.target_id, -1)
    search.actions.remove(kind="comment", object_id=comment.pk)


def put_away(*, kind: str, target_id: int) -> None:
    """A thing has left the public: its comments are found no more. They are kept, and counted as they were."""
    search.actions.remove_many(kind="comment", object_ids=_ids(kind, target_id))


def put_back(*, kind: str, target_id: int, site_id: int) -> None:
    """A thing is public again, and so are its comments."""
    place = _place(kind, target_id, site_id)
    if place is not None and place.readable:
        rows = Comment.objects.public().filter(target_kind=kind, target_id=target_id)
        search.actions.put_many(documents=(document_of(row, place) for row in rows.order_by("pk")))


def relocate(*, kind: str, target_id: int, project_key: UUID, theme_id: int | None) -> None:
    """A thing belongs to another project or theme now, and so do the cases of its comments."""
    moderation.relocate(kind="comment", thing_ids=_ids(kind, target_id), project_key=project_key, theme_id=theme_id)


def _ids(kind: str, target_id: int) -> Iterable[int]:
    return Comment.objects.filter(target_kind=kind, target_id=target_id).values_list("pk", flat=True)


def _place(kind: str, target_id: int, site_id: int) -> targets.Place | None:
    target = targets.get(kind)
    return target.place(site_id, target_id, AnonymousUser(), timezone.now()) if target else None
