"""Where comments join the rest."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

import search.registry
from accounts import mine, pending
from accounts.acting import context as acting
from accounts.acting import joining
from accounts.acting.joining import Belongings
from accounts.models import User
from participation.moderation import things

from . import actions, telling
from .documents import SOURCE
from .models import Comment
from .moderated import CommentKind
from .own import contribution


def attach_comment(user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
    """After signing in, what was written is sent on at once: only its writer was missing."""
    comment = actions.add(
        uuid=UUID(str(payload["uuid"])),
        kind=str(payload["kind"]),
        target_id=int(payload["target"]),
        site_id=int(payload["site"]),
        user=user,
        now=timezone.now(),
        body=str(payload["body"]),
        language=str(payload["language"]),
        parent_id=payload.get("parent"),
    )
    return thanks(comment), f"{payload['url']}#{comment.anchor}"


def has_anything(user: User) -> bool:
    return Comment.objects.filter(author=user).exists()


def join(shell: User, account: User) -> None:
    """What the service desk wrote down for a person becomes the person's own."""
    Comment.objects.filter(author=shell).update(author=account)


def thanks(comment: Comment) -> str:
    if comment.is_held:
        return _("Thank you. Your comment waits for a moderator, who looks at it before it is published.")
    return _("Thank you, your comment is published.")


def all_registries() -> None:
    acting.open_to_person("comments")
    joining.register("comments", Belongings(has=has_anything, join=join))
    search.registry.register(SOURCE)
    pending.register("comment", attach_comment)
    mine.register("comments", contribution)
    things.register("comment", CommentKind())
    telling.register()
