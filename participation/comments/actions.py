"""Every write to comments."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import search.actions
from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import PUBLIC
from core import audit
from core.refusal import Refusal, Refused, insist
from core.text import tidy

from . import targets
from .documents import document_of
from .models import Comment
from .rules import LENGTH, Situation, why_not_edit, why_not_remove


@transaction.atomic
def add(
    *,
    uuid: UUID,
    kind: str,
    target_id: int,
    site_id: int,
    user: User,
    now: datetime,
    body: str,
    language: str,
    parent_id: int | None = None,
) -> Comment:
    """Write a comment; the same ``uuid`` sent twice by its writer makes one. Raises Refused (closed, not there) and
    ValidationError (empty, too long)."""
    target, place = _place(kind, target_id, site_id, user, now)
    if known := Comment.objects.filter(uuid=uuid, author=user).first():
        return known
    insist(place.refusal)
    parent = _thread(kind, target_id, parent_id)
    role = next(iter(sorted(roles_of(user, site_id) & PUBLIC)), "")
    comment, created = Comment.objects.get_or_create(
        uuid=uuid,
        defaults={
            "site_id": site_id,
            "target_kind": kind,
            "target_id": target_id,
            "parent": parent,
            "author": user,
            "role": role,
            "language": language,
            "body": sound(body),
            "created_at": now,
        },
    )
    if created:
        target.count(target_id, +1)
        search.actions.put(document=document_of(comment, place))
        _note(comment, user, "add")
    return comment


@transaction.atomic
def edit(*, comment: Comment, user: User, now: datetime, body: str) -> Comment:
    """Change a comment of one's own for a while after writing. Raises Refused and ValidationError."""
    comment = _locked(comment)
    _target, place = _place(comment.target_kind, comment.target_id, comment.site_id, user, now)
    insist(why_not_edit(_situation(comment, user, now, place)))
    comment.body, comment.edited_at = sound(body), now
    comment.save()
    search.actions.put(document=document_of(comment, place))
    _note(comment, user, "edit")
    return comment


@transaction.atomic
def remove(*, comment: Comment, user: User, now: datetime) -> Comment:
    """Take a comment of one's own away: its words go, a tombstone stays. Raises Refused."""
    comment = _locked(comment)
    insist(why_not_remove(_situation(comment, user, now, None)))
    comment.body, comment.removed_at = "", now
    comment.save()
    if target := targets.get(comment.target_kind):
        target.count(comment.target_id, -1)
    search.actions.remove(kind="comment", object_id=comment.pk)
    _note(comment, user, "remove")
    return comment


def sound(body: str) -> str:
    """The tidied text. Raises ValidationError when it is empty or too long."""
    body = tidy(body)
    if len(body) < LENGTH[0]:
        raise ValidationError({"body": _("Write your comment first.")})
    if len(body) > LENGTH[1]:
        over = len(body) - LENGTH[1]
        raise ValidationError(
            {
                "body": ngettext(
                    "The comment is %(over)s character too long. Shorten it to %(limit)s characters.",
                    "The comment is %(over)s characters too long. Shorten it to %(limit)s characters.",
                    over,
                )
                % {"over": over, "limit": LENGTH[1]}
            }
        )
    return body


def _locked(comment: Comment) -> Comment:
    return Comment.objects.select_for_update().get(pk=comment.pk)


def _place(
    kind: str, target_id: int, site_id: int, user: User | AnonymousUser, now: datetime
) -> tuple[targets.Target, targets.Place]:
    target = targets.get(kind)
    place = target.place(site_id, target_id, user, now) if target else None
    if target is None or place is None:
        raise Refused(Refusal("gone", _("What you are commenting on is no longer here.")))
    return target, place


def _thread(kind: str, target_id: int, parent_id: int | None) -> Comment | None:
    """The comment that opens the thread answered in; a reply to a reply joins its thread."""
    if parent_id is None:
        return None
    parent = (
        Comment.objects.filter(pk=parent_id, target_kind=kind, target_id=target_id).select_related("parent").first()
    )
    if parent is None:
        raise Refused(Refusal("gone", _("The comment you are answering is no longer here.")))
    return parent.parent or parent


def _situation(comment: Comment, user: User, now: datetime, place: targets.Place | None) -> Situation:
    return Situation(
        now=now,
        written_at=comment.created_at,
        is_author=comment.author_id == user.pk,
        removed=comment.is_removed,
        place=place.refusal if place else None,
    )


def _note(comment: Comment, user: User, verb: str) -> None:
    audit.record(
        site_id=comment.site_id,
        actor_id=user.pk,
        verb=f"comment.{verb}",
        kind="comment",
        key=comment.uuid,
        subject_id=comment.author_id,
        target=f"{comment.target_kind}:{comment.target_id}",
    )
