"""Every write of comments by those who write them; `moderated` has what moderators do to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.acting.context import via_now
from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import PUBLIC
from core import audit
from core.refusal import Refusal, Refused, insist
from core.text import tidy
from participation.moderation import actions as moderation
from participation.moderation.queries import why_not_write_now
from participation.moderation.rules import Standing

from . import publicity, targets, telling
from .models import Comment
from .moderated import looks_of
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
    """Write a comment; the same ``uuid`` sent twice by its writer makes one. What is suspect waits for a moderator
    (`Comment.is_held`). Raises Refused (closed, not there, a sanction) and ValidationError (empty, too long)."""
    _target, place = _place(kind, target_id, site_id, user, now)
    if known := Comment.objects.filter(uuid=uuid, author=user).first():
        return known
    insist(place.refusal or place.asks or why_not_write_now(user, site_id, "comment", now))
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
            "via": via_now(),
            "language": language,
            "body": sound(body),
            "created_at": now,
        },
    )
    if created:
        if not _held(comment, user, now, was_public=False):
            publicity.enter(comment, place)
            telling.published(comment, now)
        _note(comment, user, "add")
    return comment


@transaction.atomic
def edit(*, comment: Comment, user: User, now: datetime, body: str) -> Comment:
    """Change a comment of one's own for a while after writing; what has become suspect waits for a moderator. Raises
    Refused and ValidationError."""
    comment = _locked(comment)
    _target, place = _place(comment.target_kind, comment.target_id, comment.site_id, user, now)
    insist(why_not_edit(_situation(comment, user, now, place)))
    insist(why_not_write_now(user, comment.site_id, "comment", now))
    comment.body, comment.edited_at = sound(body), now
    comment.save()
    if comment.is_held or not _held(comment, user, now, was_public=True):
        moderation.refresh(look=looks_of([comment])[comment.pk])
        publicity.renew(comment, place)
    else:
        publicity.leave(comment)
    _note(comment, user, "edit")
    return comment


@transaction.atomic
def remove(*, comment: Comment, user: User, now: datetime) -> Comment:
    """Take a comment of one's own away: its words go, a tombstone stays. Raises Refused."""
    comment = _locked(comment)
    insist(why_not_remove(_situation(comment, user, now, None)))
    if comment.is_public:
        publicity.leave(comment)
    comment.body, comment.removed_at = "", now
    comment.save()
    moderation.gone(kind="comment", thing_id=comment.pk, now=now)
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


def _held(comment: Comment, user: User, now: datetime, *, was_public: bool) -> bool:
    """Have the text screened; when it is suspect, it waits."""
    because = moderation.screen(
        site_id=comment.site_id, kind="comment", thing_id=comment.pk, author=user, text=comment.body, now=now
    )
    if because:
        comment.standing, comment.was_public = Standing.HELD, was_public
        comment.save(update_fields=["standing", "was_public"])
        moderation.hold(look=looks_of([comment])[comment.pk], because=because, now=now)
    return bool(because)


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
    rows = Comment.objects.filter(pk=parent_id, target_kind=kind, target_id=target_id, was_public=True)
    parent = rows.select_related("parent").first()
    if parent is None:
        raise Refused(Refusal("gone", _("The comment you are answering is no longer here.")))
    return parent.parent or parent


def _situation(comment: Comment, user: User, now: datetime, place: targets.Place | None) -> Situation:
    return Situation(
        now=now,
        written_at=comment.created_at,
        is_author=comment.author_id == user.pk,
        removed=comment.is_past_its_writer,
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
